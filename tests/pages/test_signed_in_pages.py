"""Pages as somebody who is signed in sees them."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from domain.vocabulary import UserRole
from tests.pages.conftest import texts

pytestmark = pytest.mark.xdist_group("pages")


def test_somebody_who_is_signed_in_opens_a_page_of_their_role(
    open_signed_in: Callable[..., AppTest],
) -> None:
    app = open_signed_in(UserRole.ADMIN, page="manage/audit")
    assert not app.exception
    assert "Please sign in to see this page" not in texts(app)
    assert "This page is not for your account" not in texts(app)


def test_somebody_of_another_role_is_told_that_a_page_is_not_theirs(
    open_signed_in: Callable[..., AppTest],
) -> None:
    app = open_signed_in(UserRole.LAY_PARTNER, ("GM",), page="record/activity")
    assert "This page is not for your account" in texts(app)
