"""What the last click came to is said once, and only beside what it was about."""

from streamlit.testing.v1 import AppTest

TWO_SHEETS = """
import streamlit as st

from components.ui.outcome import note, say

if st.button("Save the first"):
    note("first", "success", "**Saved**")
if st.button("Fail the first"):
    note("first", "error", "Not saved")
if st.checkbox("Show the first", value=True):
    say("first")
say("second")
"""


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> list[str]:
    return [one.value for one in [*app.success, *app.error]]


def test_it_is_said_once_and_as_it_was_written() -> None:
    app = press(AppTest.from_string(TWO_SHEETS).run(), "Save the first")
    assert said(app) == ["\\*\\*Saved\\*\\*"]
    assert said(app.run()) == []


def test_it_waits_for_what_it_was_about_and_the_next_one_takes_its_place() -> None:
    app = AppTest.from_string(TWO_SHEETS).run()
    app.checkbox[0].uncheck().run()
    press(app, "Save the first")
    assert said(app) == []
    press(app, "Fail the first")
    app.checkbox[0].check().run()
    assert ([one.value for one in app.success], [one.value for one in app.error]) == ([], ["Not saved"])
