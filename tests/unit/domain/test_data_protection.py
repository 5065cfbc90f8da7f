"""The register of what is held names its settings, reads easily, and says so where nothing is set."""

import re

import pytest

from domain.choices import DEFAULTS, NAMES, RETENTION, Choices, section_of
from domain.data_protection import (
    COOKIES,
    NO_NAMES,
    REGISTER,
    RIGHTS,
    Holding,
    contact_sentence,
    organisation_sentence,
)

each_holding = pytest.mark.parametrize("holding", REGISTER, ids=lambda holding: holding.name)


@each_holding
def test_a_holding_says_everything(holding: Holding) -> None:
    said = (holding.held, holding.why, holding.basis, holding.seen_by, holding.kept_under(DEFAULTS))
    assert all(text.endswith(".") for text in said)
    assert "{" not in holding.kept_under(DEFAULTS)


def test_every_setting_on_how_long_something_is_kept_stands_in_the_register() -> None:
    named = {name for holding in REGISTER for name in re.findall(r"\{(\w+)\}", holding.kept)}
    assert named == {name for name in NAMES if section_of(name) == RETENTION}


def test_how_long_follows_the_settings() -> None:
    [holding] = [one for one in REGISTER if "experience" in one.tables]
    assert "after 24 months" in holding.kept_under(DEFAULTS)
    assert "after 1 month." in holding.kept_under(Choices(keep_comments_months=1))


def test_no_table_stands_in_two_places() -> None:
    tables = [table for holding in REGISTER for table in holding.tables]
    assert len(tables) == len(set(tables))


def test_what_is_not_set_is_said_plainly() -> None:
    assert contact_sentence("") == (
        "No contact is set yet. Until there is one, ask the network that you worked with."
    )
    assert organisation_sentence("").startswith("Nobody has said yet")
    assert contact_sentence("privacy@example.org") == "Write to privacy@example.org."
    assert organisation_sentence("The PPI Forum") == "The PPI Forum runs Heard and answers for what it holds."


def test_no_word_of_a_lawyer_is_left_unexplained() -> None:
    words = " ".join([NO_NAMES, *RIGHTS, *COOKIES, *(holding.held for holding in REGISTER)]).lower()
    for word in ("controller", "processor", "data subject", "pseudonym", "lawful"):
        assert word not in words
