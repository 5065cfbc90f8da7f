"""Rating markers as staff: unfinished first, kept while typing, saved once, and where the network stands then."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.tables import MarkerAssessment
from domain.vocabulary import RaterKind, UserRole
from tests.pages.conftest import texts

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
PAGE = "record/rate_as_staff"


def key(name: str, marker: str = "COO1") -> str:
    return f"rating_staff_SL_{marker}_{name}"


def ratings_of_today() -> list[MarkerAssessment]:
    with Session(get_engine()) as session:
        return list(
            session.scalars(
                sa.select(MarkerAssessment).where(
                    col(MarkerAssessment.rater_kind) == RaterKind.STAFF,
                    col(MarkerAssessment.provenance_note).startswith("Recorded in Heard by"),
                )
            )
        )


def test_staff_rate_a_marker_and_see_where_the_network_stands(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    assert not app.exception
    app.radio(key=key("level")).set_value(3).run()
    app.text_area(key=key("evidence")).input("Board minutes of March").run()
    app.button(key=key("save")).click().run()
    assert not app.exception
    (rating,) = ratings_of_today()
    assert (rating.level, rating.evidence, rating.network_code) == (3, "Board minutes of March", "SL")
    assert [one.value for one in app.success] == [escaped("Saved: level 3, as of 22 November 2026.")]
    assert "Where the network stands now" in texts(app)
