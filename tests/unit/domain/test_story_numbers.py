"""Numbers in texts: bound to their metrics, and those that were typed by hand found."""

import pytest

from domain.story import MetricContent, PairContent, StoryContent
from domain.story_numbers import (
    amount_text,
    bound,
    figure_beside_label,
    figure_text,
    key_of,
    new_key,
    typed_numbers,
    unknown_keys,
    unknown_keys_of,
    with_key,
)

WAIT = MetricContent(key="wait", label="average wait", value=5, unit="weeks", baseline=9)
LEFT = MetricContent(key="", label="left the list", value=43, unit="percent", is_share=True)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (43, "percent", "43%"),
        (43.5, "%", "43.5%"),
        (5, "weeks", "5 weeks"),
        (1, "weeks", "1 week"),
        (1234, "people", "1,234 people"),
        (1, "people", "1 person"),
        (1200, "£", "£1,200"),
        (-3, "£", "−£3"),
        (0.1 + 0.2, "", "0.3"),
        (1234567.25, "", "1,234,567.25"),
        (1, "days in hospital", "1 day in hospital"),
        (0, "visits", "0 visits"),
    ],
)
def test_a_figure_is_printed_as_people_write_it(value: float, unit: str, text: str) -> None:
    assert figure_text(MetricContent(key="k", label="x", value=value, unit=unit)) == text


@pytest.mark.parametrize(
    ("unit", "label", "figure"),
    [
        ("objectives", "objectives set", "4"),
        ("people", "older people who came", "4"),
        ("million people", "million people live there", "4"),
        ("points", "points of light", "4"),
        ("people", "peoples of the world", "4 people"),
        ("weeks", "average wait", "4 weeks"),
        ("%", "left the list, in %", "4%"),
        ("per cent", "per cent who left", "4%"),
        ("£", "£ spent", "£4"),
        ("", "networks", "4"),
    ],
)
def test_a_unit_that_the_label_says_is_not_said_twice(unit: str, label: str, figure: str) -> None:
    assert figure_beside_label(MetricContent(key="m", label=label, value=4, unit=unit)) == figure


def test_what_is_no_number_is_printed_all_the_same() -> None:
    assert amount_text(float("inf")) == "inf"
    assert amount_text(1e-12) == "0"


def test_keys_in_a_text_become_numbers_and_unknown_ones_stay() -> None:
    text = "From {{wait.baseline}} to {{ wait }}; {{m2}} left, {{none}} stayed. {{m2.baseline}}"
    assert bound(text, (WAIT, LEFT)) == (
        "From 9 weeks to 5 weeks; 43% left, {{none}} stayed. {{m2.baseline}}"
    )
    assert unknown_keys(text, (WAIT, LEFT)) == ("none", "m2.baseline")


def test_a_number_without_a_key_goes_by_its_place() -> None:
    assert key_of(LEFT, 1) == "m2"
    assert key_of(WAIT, 0) == "wait"


def test_template_code_is_only_text() -> None:
    for text in ("{{ 7 * 7 }}", "{% raw %}", "{{Wait}}", "{wait}", "{{wait.__class__}}"):
        assert bound(text, (WAIT,)) == text
        assert unknown_keys(text, (WAIT,)) == ()


def test_numbers_typed_by_hand_are_found_with_the_key_to_write_instead() -> None:
    text = "It fell from 9 to 5 weeks, 43% left and 5 came back. In 1995, 5.5 of 43,000 did; {{wait}}."
    assert typed_numbers(text, (WAIT, LEFT)) == (("9", "wait.baseline"), ("5", "wait"), ("43", "m2"))


def test_thousands_are_found_however_they_are_typed() -> None:
    many = MetricContent(key="many", label="people", value=1234, unit="people")
    assert typed_numbers("1234 or 1,234 people", (many,)) == (("1234", "many"), ("1,234", "many"))


def test_a_new_key_is_made_of_the_words_that_matter_and_is_free() -> None:
    assert new_key("The number of people who waited", set()) == "number-people-waited"
    assert new_key("Waits", {"waits", "waits-2"}) == "waits-3"
    assert new_key("50 left", set()) == "m-50-left"
    assert new_key("", set()) == "m"
    assert new_key("The", set()) == "the"
    assert len(new_key("x" * 200, set())) <= 40


def test_keys_that_stand_for_nothing_are_named_by_their_part() -> None:
    content = StoryContent(
        title="{{wait}}",
        outcomes="{{gone}} and {{gone}}",
        metrics=(WAIT,),
        pairs=(PairContent(you_said="{{you}}", we_did="{{wait}}"),),
    )
    assert unknown_keys_of(content) == {"outcomes": ("gone",), "pairs.0.you_said": ("you",)}


POUNDS = MetricContent(key="saved", label="saved", value=1200, unit="£", baseline=50)
PLAIN = MetricContent(key="visits", label="visits", value=12)


@pytest.mark.parametrize(
    ("text", "typed", "key", "tied"),
    [
        ("43% left.", "43", "m2", "{{m2}} left."),
        ("43 per cent left, 43 Percent.", "43", "m2", "{{m2}} left, {{m2}}."),
        ("43 left of 430 and 1,043 and 43.5.", "43", "m2", "{{m2}} left of 430 and 1,043 and 43.5."),
        ("It fell from 9 weeks to 5 weeks.", "9", "wait.baseline", "It fell from {{wait.baseline}} to 5 weeks."),
        ("We saved £1,200, not £50.", "1,200", "saved", "We saved {{saved}}, not £50."),
        ("12 visits, and {{top-12}} stays.", "12", "visits", "{{visits}} visits, and {{top-12}} stays."),
        ("5 weekdays", "5", "wait", "{{wait}} weekdays"),
    ],
)  # fmt: skip
def test_a_typed_number_becomes_its_key_together_with_its_unit(
    text: str, typed: str, key: str, tied: str
) -> None:
    metrics = (WAIT, LEFT, POUNDS, PLAIN)
    assert with_key(text, typed=typed, key=key, metrics=metrics) == tied
