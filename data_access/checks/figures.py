"""Checks of what is derived: keys of cohorts, facts in memory, counters of imports and of feedback."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.change_log import is_filled
from data_access.checks.finding import CheckResult, counted_wrong
from data_access.commands.drafts import NOT_ASKED_KEY, groups_key
from data_access.facts import Facts
from data_access.facts.reading import facts_seen_by
from data_access.tables import Table
from domain.vocabulary import ChangeAction, Provenance

_TABLES = Table.metadata.tables
_COHORT, _GROUPS = _TABLES["cohort"], _TABLES["cohort_group"]
Counts = dict[str, int]


def check_cohorts(connection: Connection) -> CheckResult:
    """Whether the key of each cohort names its groups, each once and in order."""
    key = _COHORT.c.groups_key
    wrong = {
        "cohorts whose key is not in order": _keys_out_of_order(connection),
        "cohorts with more or fewer groups than their key names": _keys_of_other_length(connection),
        "groups that are not in the key of their cohort": _groups_not_in_key(connection),
    }
    if any(wrong.values()):
        return CheckResult("Cohorts", counted_wrong(wrong), is_good=False)
    different, total = connection.execute(sa.select(sa.func.count(key.distinct()), sa.func.count())).one()
    finding = f"{total:,} cohorts in {different:,} sets of groups, each named by its key"
    return CheckResult("Cohorts", finding, is_good=True)


def _keys_out_of_order(connection: Connection) -> int:
    counted = connection.execute(
        sa.select(_COHORT.c.groups_key, sa.func.count()).group_by(_COHORT.c.groups_key)
    )
    return sum(
        count for key, count in counted if key != groups_key(_codes(key), is_known=key != NOT_ASKED_KEY)
    )


def _codes(key: str) -> list[str]:
    return key.split("+") if key not in {"", NOT_ASKED_KEY} else []


def _keys_of_other_length(connection: Connection) -> int:
    key = _COHORT.c.groups_key
    pluses = sa.func.length(key) - sa.func.length(sa.func.replace(key, "+", ""))
    named = sa.case((key.in_(("", NOT_ASKED_KEY)), 0), else_=pluses + 1)
    held = (
        sa.select(_GROUPS.c.cohort_id, sa.func.count().label("held")).group_by(_GROUPS.c.cohort_id).subquery()
    )
    joined = _COHORT.outerjoin(held, held.c.cohort_id == _COHORT.c.id)
    differs = sa.func.coalesce(held.c.held, 0) != named
    return connection.scalar(sa.select(sa.func.count()).select_from(joined).where(differs)) or 0


def _groups_not_in_key(connection: Connection) -> int:
    framed = sa.literal("+").concat(_COHORT.c.groups_key).concat("+")
    without = sa.func.replace(framed, sa.literal("+").concat(_GROUPS.c.group_code).concat("+"), "")
    joined = _GROUPS.join(_COHORT, _COHORT.c.id == _GROUPS.c.cohort_id)
    return connection.scalar(sa.select(sa.func.count()).select_from(joined).where(without == framed)) or 0


def check_facts(connection: Connection) -> CheckResult:
    """Whether the facts in memory, read anew, hold what plain questions to the store count, and changes are logged."""
    if not is_filled(connection):
        finding = "the log of changes lacks a trigger, so every change is followed by a full read"
        return CheckResult("Facts in memory", finding, is_good=False)
    held = dict(_held_in_memory(facts_seen_by(connection)))
    counted = dict(_counted_in_store(connection))
    wrong = [name for name in sorted({*held, *counted}) if +held.get(name, Counter()) != counted.get(name)]
    if wrong:
        finding = f"differ from the store in {', '.join(wrong)}"
        return CheckResult("Facts in memory", finding, is_good=False)
    activities, people = counted["activities by network"].total(), counted["people"].total()
    finding = f"{activities:,} activities and {people:,} people, as in the store"
    return CheckResult("Facts in memory", finding, is_good=True)


def _held_in_memory(facts: Facts) -> Iterator[tuple[str, Counter[Any]]]:
    networks, rungs = list(facts.reference.networks), [*facts.reference.rungs, None]
    activities, cohorts, outcomes = facts.activities, facts.cohorts, facts.outcomes
    yield "activities by network", Counter(networks[place] for place in activities.network.tolist())
    yield "activities by rung", Counter(rungs[place] for place in activities.rung.tolist())
    yield (
        "people",
        Counter(
            {
                known: int(cohorts.people[cohorts.is_known == known].sum(dtype="int64"))
                for known in (True, False)
            }
        ),
    )
    yield (
        "people by group",
        Counter(
            {
                code: int(
                    cohorts.people[(cohorts.groups & facts.reference.bit_of(code)) > 0].sum(dtype="int64")
                )
                for code in facts.reference.groups
            }
        ),
    )
    yield "outcomes", Counter({"all": outcomes.ids.size, "with a source": int(outcomes.has_source.sum())})
    yield "ratings", Counter(one.network for one in facts.assessments)


def _counted_in_store(connection: Connection) -> Iterator[tuple[str, Counter[Any]]]:
    activity, rating = _TABLES["activity"], _TABLES["marker_assessment"]
    yield "activities by network", _count_by(connection, activity.c.network_code)
    yield "activities by rung", _count_by(connection, activity.c.rung_code)
    people = sa.func.sum(_COHORT.c.people)
    by_key = connection.execute(
        sa.select(_COHORT.c.is_known, _COHORT.c.groups_key, people).group_by(
            _COHORT.c.is_known, _COHORT.c.groups_key
        )
    ).all()
    parents = dict(
        connection.execute(
            sa.select(_TABLES["seldom_heard_group"].c.code, _TABLES["seldom_heard_group"].c.parent_code)
        ).all()
    )
    all_people: Counter[Any] = Counter()
    by_group: Counter[Any] = Counter()
    for is_known, key, count in by_key:
        all_people[is_known] += count
        by_group.update(dict.fromkeys(_with_parents(_codes(key), parents), count))
    yield "people", all_people
    yield "people by group", by_group
    evidence, outcome = _TABLES["evidence"], _TABLES["outcome"]
    sources = connection.scalar(sa.select(sa.func.count(evidence.c.outcome_id.distinct()))) or 0
    outcomes = connection.scalar(sa.select(sa.func.count()).select_from(outcome)) or 0
    yield "outcomes", +Counter({"all": outcomes, "with a source": sources})
    yield "ratings", _count_by(connection, rating.c.network_code)


def _count_by(connection: Connection, column: sa.Column[Any]) -> Counter[Any]:
    return Counter(dict(connection.execute(sa.select(column, sa.func.count()).group_by(column)).all()))


def _with_parents(codes: list[str], parents: dict[str, str | None]) -> set[str]:
    found: set[str] = set()
    for code in codes:
        step: str | None = code
        while step is not None and step not in found:
            found.add(step)
            step = parents.get(step)
    return found


def check_counters(connection: Connection) -> CheckResult:
    """Whether imports did as much as they say, and feedback links took as many answers as there are."""
    wrong = {
        "imports that say they added more or less than they did": _import_counter(
            connection, "added", ChangeAction.ADDED
        ),
        "imports that say they changed more or less than they did": _import_counter(
            connection, "changed", ChangeAction.CHANGED
        ),
        "activities with more answers than their links took": _answers_past_links(connection),
    }
    if any(wrong.values()):
        return CheckResult("Counters", counted_wrong(wrong), is_good=False)
    finding = "imports did as much as they say, links took no fewer answers than there are"
    return CheckResult("Counters", finding, is_good=True)


def _import_counter(connection: Connection, column: str, action: ChangeAction) -> int:
    batch, change = _TABLES["import_batch"], _TABLES["import_change"]
    done = (
        sa.select(sa.func.count())
        .where(change.c.batch_id == batch.c.id, change.c.action == action)
        .correlate(batch)
        .scalar_subquery()
    )
    return (
        connection.scalar(sa.select(sa.func.count()).select_from(batch).where(batch.c[column] != done)) or 0
    )


def _answers_past_links(connection: Connection) -> int:
    """Activities, but illustrative ones, whose answers came by no link: one is counted with each that comes."""
    activity, answer, link = (_TABLES[name] for name in ("activity", "experience", "feedback_link"))
    taken = (
        sa.select(sa.func.coalesce(sa.func.sum(link.c.answers), 0))
        .where(link.c.activity_id == activity.c.id)
        .correlate(activity)
        .scalar_subquery()
    )
    held = sa.select(answer.c.activity_id, sa.func.count().label("held")).group_by(answer.c.activity_id)
    counted = held.subquery()
    joined = activity.join(counted, counted.c.activity_id == activity.c.id)
    is_too_many = (activity.c.provenance != Provenance.ILLUSTRATIVE) & (counted.c.held > taken)
    return connection.scalar(sa.select(sa.func.count()).select_from(joined).where(is_too_many)) or 0
