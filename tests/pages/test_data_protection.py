"""The data protection page: everything of the register, and the settings as they are."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.tables import Setting
from domain.data_protection import BASES, COOKIES, NO_NAMES, REGISTER, RIGHTS
from tests.integration.factories import save
from tests.pages.conftest import OpenApp, texts

pytestmark = pytest.mark.xdist_group("pages")


def test_everybody_can_read_all_of_the_register(illustrative: OpenApp) -> None:
    said = texts(illustrative("about/data_protection"))
    for holding in REGISTER:
        assert {holding.name, holding.held} <= set(said)
        for text in (holding.why, holding.basis, holding.seen_by):
            assert any(escaped(text) in one for one in said)
    assert {BASES, NO_NAMES, *RIGHTS, *COOKIES} <= set(said)


def test_what_is_not_set_is_said_plainly(illustrative: OpenApp) -> None:
    said = texts(illustrative("about/data_protection"))
    assert any("No contact is set yet." in text for text in said)
    assert any("Nobody has said yet" in text for text in said)
    assert any("the organisation that runs Heard has to confirm it." in text for text in said)


def test_the_settings_show(open_signed_in: Callable[..., AppTest]) -> None:
    app = open_signed_in(None, (), "about/data_protection")
    save(get_engine(), Setting(name="keep_comments_months", value="6"))
    save(get_engine(), Setting(name="data_protection_contact", value="privacy@example.org"))
    app.run()
    said = texts(app)
    assert "Write to privacy@example.org." in said
    assert any("We delete a comment after 6 months" in text for text in said)
