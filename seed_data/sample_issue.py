"""The sample issue of The Innovators, composed from the published case studies; then it is left alone."""

from datetime import date

import sqlalchemy as sa

from data_access.tables import Table
from data_access.unit_of_work import UnitOfWork
from domain.permissions import check_may_operate
from domain.vocabulary import Provenance
from seed_data.reference_files import read_sample_issue

_TABLES = Table.metadata.tables
_ISSUE, _PLACES, _STORY = _TABLES["issue"], _TABLES["issue_story"], _TABLES["story"]


def load_sample_issue(work: UnitOfWork) -> bool:
    """Compose it where it is not there yet and never was; whether it was. Raises NotAllowedError."""
    check_may_operate(work.actor)
    told, session = read_sample_issue(), work.session
    if session.scalar(sa.select(_ISSUE.c.id).where(_ISSUE.c.slug == told["slug"])) is not None:
        return False
    asked = sa.select(_STORY.c.slug, _STORY.c.id).where(_STORY.c.slug.in_(told["stories"]))
    numbers: dict[str, int] = {row.slug: row.id for row in session.execute(asked)}
    values = {
        "slug": told["slug"],
        "title": told["title"],
        "dated": date.fromisoformat(told["dated"]),
        "cover_story_id": numbers.get(told["cover"]),
        "editorial": "\n\n".join(told["editorial"]),
        "back_page": "\n\n".join(told["back_page"]),
        "provenance": Provenance.PUBLISHED,
        "provenance_note": told["citation"],
    }
    issue_id = session.execute(sa.insert(_ISSUE).values(values).returning(_ISSUE.c.id)).scalar_one()
    chosen = [numbers[slug] for slug in told["stories"] if slug in numbers]
    session.execute(
        sa.insert(_PLACES),
        [
            {"issue_id": issue_id, "story_id": number, "position": place}
            for place, number in enumerate(chosen, start=1)
        ],
    )
    work.audit("loaded", "issue", str(issue_id), after={"slug": told["slug"], "stories": len(chosen)})
    return True
