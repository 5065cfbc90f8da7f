"""In process: every page for every role, with the title of the page or its refusal."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.page_list import PAGES
from domain.permissions import PUBLIC, Actor, may
from domain.vocabulary import UserRole
from tests.pages.conftest import go_to

pytestmark = pytest.mark.xdist_group("pages")

REFUSALS = {True: "Please sign in to see this page", False: "This page is not for your account"}


@pytest.mark.parametrize("role", [None, *UserRole])
def test_each_page_opens_only_for_roles_that_may(
    open_signed_in: Callable[..., AppTest], role: UserRole | None
) -> None:
    actor = Actor(name="x", user_id=1, roles=frozenset({role} if role else ()), networks=frozenset({"GM"}))
    app = open_signed_in(role, ("GM",))
    for entry in PAGES:
        go_to(app, entry.file.removeprefix("pages/").removesuffix(".py"))
        assert not app.exception, entry.file
        titles = [title.value for title in app.title]
        assert len(titles) == 1, entry.file
        assert (titles[0] in REFUSALS.values()) is not may(actor, entry.needs), entry.file


def test_nobody_signed_in_opens_only_the_public_pages(illustrative: Callable[..., AppTest]) -> None:
    app = illustrative()
    for entry in PAGES:
        go_to(app, entry.file.removeprefix("pages/").removesuffix(".py"))
        titles = [title.value for title in app.title]
        assert (titles == [REFUSALS[True]]) is not may(PUBLIC, entry.needs), entry.file
