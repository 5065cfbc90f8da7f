"""Filling in the sign-in form and reading what the page says, for the tests."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import go_to, open_app


def fill_in(app: AppTest, email: str, password: str) -> AppTest:
    app.text_input(key="sign_in_email").set_value(email)
    next(field for field in app.text_input if field.label == "Password").set_value(password)
    return next(button for button in app.button if button.label == "Sign in").click().run()


def errors(app: AppTest) -> list[str]:
    assert not app.exception
    return [error.value for error in app.error]


def titles(app: AppTest) -> list[str]:
    assert not app.exception
    return [title.value for title in app.title]


def at(page: str, **query: str) -> AppTest:
    return go_to(open_app(**query), page)
