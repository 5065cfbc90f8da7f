"""Beginning a story from the record."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.commands.stories.content import check_content, cleaned, write_content
from data_access.commands.stories.slugs import free_slug
from data_access.commands.stories.writing import SavedStory, keep_revision
from data_access.commands.text import text_to_print
from data_access.queries.stories.rows import STORY
from data_access.tables import Table
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.audit_words import AuditAction, AuditedKind
from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.errors import InvalidRecordError, NotFoundError
from domain.permissions import Actor
from domain.story import MetricContent, PairContent, SourceContent, StoryContent
from domain.story_gate import check_may_write_story, may_write_story
from domain.story_numbers import new_key
from domain.vocabulary import Direction, OutcomeStatus, Provenance, StoryStatus

_TABLES = Table.metadata.tables
_ACTIVITY, _OUTCOME, _EVIDENCE = _TABLES["activity"], _TABLES["outcome"], _TABLES["evidence"]
_COHORT, _COHORT_GROUP = _TABLES["cohort"], _TABLES["cohort_group"]
_LEAD_IN = {
    Direction.POSITIVE: "",
    Direction.NO_CHANGE: "No change: ",
    Direction.NEGATIVE: "It got worse: ",
}


def start_story(
    engine: Engine,
    *,
    actor: Actor,
    activities: Collection[int] = (),
    network: str | None = None,
    title: str = "",
) -> SavedStory:
    """Begin a draft from these activities, or an empty one of this network (None: all of England).

    Title, description as background, outcomes with "you said, we did" and metrics, groups and rung are taken
    over, and the records linked. A story of activities belongs to their network, unless they are of several
    and none is named. A story of illustrative records is illustrative. Raises NotAllowedError for a network
    that the actor may not write stories for, NotFoundError for an activity that is gone, InvalidRecordError
    without activities and title.
    """
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        connection = work.session.connection()
        rows = _activities(connection, activities)
        own = network or _only([row.network_code for row in rows])
        _check_may_tell(actor, own, rows)
        content = _taken_over(connection, rows)
        content = cleaned(
            content.model_copy(
                update={
                    "title": text_to_print(title) or content.title,
                    "network": own,
                    "kicker": _kicker(connection, own),
                }
            )
        )
        if not content.title:
            raise InvalidRecordError("Choose an activity, or give the story a working headline.")
        return _begin(work, content, is_illustrative=_is_for_demonstration(work, rows))


def _activities(connection: Connection, numbers: Collection[int]) -> list[Any]:
    asked = sa.select(_ACTIVITY).where(_ACTIVITY.c.id.in_(list(numbers)))
    rows = connection.execute(asked.order_by(_ACTIVITY.c.start_date, _ACTIVITY.c.id)).all()
    if len(rows) < len(set(numbers)):
        raise NotFoundError("There is no such activity. Perhaps it was removed.")
    return list(rows)


def _check_may_tell(actor: Actor, own: str | None, rows: Iterable[Any]) -> None:
    """The story's network is the actor's, and so is that of each record, unless the actor writes for England."""
    check_may_write_story(actor, own)
    if not may_write_story(actor, None):
        for row in rows:
            check_may_write_story(actor, row.network_code)


def _only(codes: Iterable[str | None]) -> str | None:
    found = set(codes)
    return found.pop() if len(found) == 1 else None


def _kicker(connection: Connection, network: str | None) -> str:
    if network is None:
        return "Across England"
    table = _TABLES["network"]
    return str(connection.scalar(sa.select(table.c.short_name).where(table.c.code == network)) or "")


def _taken_over(connection: Connection, rows: list[Any]) -> StoryContent:
    """What the records say, where a story would say it; numbers stand in the text by their keys."""
    if not rows:
        return StoryContent()
    ids = [row.id for row in rows]
    asked = sa.select(_OUTCOME).where(_OUTCOME.c.activity_id.in_(ids))
    outcomes = connection.execute(asked.order_by(_OUTCOME.c.activity_id, _OUTCOME.c.id)).all()
    evidence = _evidence(connection, [one.id for one in outcomes])
    metrics = _metrics(outcomes, evidence)
    return StoryContent(
        title=rows[0].title,
        groups=tuple(_groups(connection, ids)),
        rung=_only(row.rung_code for row in rows),
        rung_reason=rows[0].rung_reason if len(rows) == 1 else "",
        background="\n\n".join(row.description for row in rows if row.description),
        outcomes="\n\n".join(_sentences(outcomes, metrics)),
        metrics=tuple(metrics.values()),
        pairs=_each_once(
            PairContent(you_said=one.you_said, we_did=_what_came(one)) for one in outcomes if one.you_said
        ),
        sources=_each_once(
            SourceContent(citation=row.title, link=row.link) for rows in evidence.values() for row in rows
        ),
        activities=tuple(ids),
        outcome_records=tuple(one.id for one in outcomes),
    )


_Part = TypeVar("_Part", PairContent, SourceContent)


def _each_once(parts: Iterable[_Part]) -> tuple[_Part, ...]:
    return tuple(dict.fromkeys(parts))


def _groups(connection: Connection, activities: list[int]) -> list[str]:
    """The groups of the people in these activities, but those that no activity may be told by."""
    asked = (
        sa.select(_COHORT_GROUP.c.group_code)
        .join(_COHORT, _COHORT.c.id == _COHORT_GROUP.c.cohort_id)
        .where(_COHORT.c.activity_id.in_(activities))
        .distinct()
    )
    return sorted(code for code in connection.scalars(asked) if code not in ENGLAND_ONLY_GROUPS)


def _evidence(connection: Connection, outcomes: list[int]) -> dict[int, list[Any]]:
    asked = sa.select(_EVIDENCE).where(_EVIDENCE.c.outcome_id.in_(outcomes)).order_by(_EVIDENCE.c.id)
    found: dict[int, list[Any]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.outcome_id, []).append(row)
    return found


def _metrics(outcomes: Iterable[Any], evidence: dict[int, list[Any]]) -> dict[int, MetricContent]:
    """The numbers by the outcome that they are of, each with a key of its own."""
    found: dict[int, MetricContent] = {}
    for one in outcomes:
        if one.metric_value is None:
            continue
        found[one.id] = MetricContent(
            key=new_key(one.metric_label, {metric.key for metric in found.values()}),
            label=one.metric_label,
            value=one.metric_value,
            unit=one.metric_unit,
            baseline=one.metric_baseline,
            comparator=one.metric_comparator,
            period=one.metric_period,
            is_share=one.metric_is_share,
            source="; ".join(row.title for row in evidence.get(one.id, ())),
        )
    return found


def _sentences(outcomes: Iterable[Any], metrics: dict[int, MetricContent]) -> Iterator[str]:
    for one in outcomes:
        metric = metrics.get(one.id)
        if metric is None:
            continue
        compared = f", compared with {{{{{metric.key}.baseline}}}}" if metric.baseline is not None else ""
        yield f"{_LEAD_IN[Direction(one.direction)]}{metric.label}: {{{{{metric.key}}}}}{compared}."


def _what_came(one: Any) -> str:
    if one.status == OutcomeStatus.NOT_POSSIBLE and not one.we_did:
        return f"Not possible: {one.reason_not_possible}"
    # What is promised is never told as done.
    return f"Planned: {one.we_did}" if one.status == OutcomeStatus.PLANNED else str(one.we_did)


def _is_for_demonstration(work: UnitOfWork, rows: Iterable[Any]) -> bool:
    """Whether a record or the account is one of the demonstration."""
    if any(row.provenance == Provenance.ILLUSTRATIVE for row in rows):
        return True
    account = _TABLES["user_account"]
    own = sa.select(account.c.provenance).where(account.c.id == work.actor.user_id)
    return work.session.execute(own).scalar_one_or_none() == Provenance.ILLUSTRATIVE


def _begin(work: UnitOfWork, content: StoryContent, *, is_illustrative: bool) -> SavedStory:
    connection = work.session.connection()
    slug = free_slug(connection, content.title)
    provenance = Provenance.ILLUSTRATIVE if is_illustrative else Provenance.SUBMITTED
    moment = now()
    number = connection.execute(
        sa.insert(STORY)
        .values(
            slug=slug, title=content.title[:200], provenance=provenance, status=StoryStatus.DRAFT,
            provenance_note=f"Written in Heard by {work.actor.name}", created_at=moment, updated_at=moment,
            updated_by=work.actor.name, version=1,
            **dict.fromkeys(_EMPTY, ""), kind=content.kind, language=content.language,
        )
        .returning(STORY.c.id)
    ).scalar_one()  # fmt: skip
    check_content(connection, content, story_id=number, provenance=provenance)
    write_content(connection, content, story_id=number)
    keep_revision(work, number, version=1, content=content)
    work.audit(
        AuditAction.ADDED.value, AuditedKind.STORY.value, number,
        after={
            "title": content.title, "version": 1, "status": StoryStatus.DRAFT, "network_code": content.network,
        },
    )  # fmt: skip
    return SavedStory(number, slug, 1, StoryStatus.DRAFT)


_EMPTY = (
    "kicker", "standfirst", "organisation", "rung_reason", "background", "approach", "outcomes", "key_learning",
    "limits", "reached", "easy_read", "no_co_signature_reason",
)  # fmt: skip
