"""Records saved by hand: whole or not at all, once, by those who may, and never over another's change."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy.engine import Engine

from data_access.command_line.store_checks import check_store
from data_access.commands.drafts import ActivityDraft, CohortDraft, EvidenceDraft, OutcomeDraft
from data_access.commands.recording import OutcomeRecordDraft, RecordDraft, remove_record, save_record
from data_access.interchange.committing import commit_import
from data_access.interchange.planning import plan_import
from data_access.interchange.undoing import blockers
from data_access.queries.record import WholeRecord, read_record, recent_records
from data_access.queries.record_history import WordedChange, read_history
from data_access.tables import (
    Activity,
    Cohort,
    Evidence,
    Experience,
    Outcome,
    Story,
    StoryOutcome,
    Submission,
)
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import (
    InvalidRecordError,
    NotAllowedError,
    NotFoundError,
    RefusedFieldsError,
    StaleRecordError,
)
from domain.permissions import OPERATOR
from domain.vocabulary import Direction, EvidenceKind, Level, OutcomeStatus, Provenance
from seed_data.demonstration import remove_illustrative
from tests.integration.factories import (
    a_contributor,
    a_demonstration_account,
    a_file,
    a_whole_file,
    an_activity,
    count,
    events,
    everything,
    only,
    save,
)

KEY = "a-random-key-of-one-form"
PAT = a_contributor("SL")


def an_outcome(reference: str = "1", *evidence: str, **changes: Any) -> OutcomeRecordDraft:
    values = {
        "direction": Direction.POSITIVE,
        "status": OutcomeStatus.MADE,
        "level": Level.INDIVIDUALS,
    } | changes
    return OutcomeRecordDraft(
        outcome=OutcomeDraft(local_reference=reference, **values),
        evidence=tuple(
            EvidenceDraft(local_reference=one, kind=EvidenceKind.DATA, title="A survey") for one in evidence
        ),
    )


def a_record(
    activity_id: int | None = None,
    *,
    cohorts: tuple[CohortDraft, ...] = (CohortDraft(groups=("DEP20", "OLDER"), people=12),),
    outcomes: tuple[OutcomeRecordDraft, ...] = (),
    **changes: Any,
) -> RecordDraft:
    values = {
        "network_code": "SL", "local_reference": "A1", "title": "A workshop", "start_date": date(2026, 5, 1)
    } | changes  # fmt: skip
    return RecordDraft(
        activity_id=activity_id, activity=ActivityDraft(**values), cohorts=cohorts, outcomes=outcomes
    )


def said(record: WholeRecord) -> dict[str, Any]:
    """What a record says of its people and outcomes."""
    return {
        "people": {tuple(one.values["groups"]): one.values["people"] for one in record.cohorts},
        "outcomes": {
            one.record.values["local_reference"]: [piece.values["local_reference"] for piece in one.evidence]
            for one in record.outcomes
        },
    }


def test_a_new_record_is_saved_with_its_people_outcomes_and_evidence(filled: Engine) -> None:
    draft = a_record(outcomes=(an_outcome("1", "1", "2"), an_outcome("2")), priorities=("C1", "C2"))
    saved = save_record(filled, draft, actor=PAT, submission_key=KEY)
    record = read_record(filled, saved.activity_id)
    assert said(record) == {"people": {("DEP20", "OLDER"): 12}, "outcomes": {"1": ["1", "2"], "2": []}}
    assert record.activity.values["priorities"] == ("C1", "C2")
    assert (saved.version, record.version, saved.was_saved_before) == (1, 1, False)


def test_a_new_record_says_who_submitted_it(filled: Engine) -> None:
    draft = a_record(provenance=Provenance.ILLUSTRATIVE, provenance_note="made up")
    save_record(filled, draft, actor=PAT, submission_key=KEY)
    activity = only(filled, Activity)
    assert (activity.provenance, activity.provenance_note) == (
        Provenance.SUBMITTED, "Submitted by Contributor"
    )  # fmt: skip


def test_what_is_recorded_with_an_account_of_the_demonstration_is_illustrative_and_goes_with_it(
    filled: Engine,
) -> None:
    visitor = a_demonstration_account(filled, "SL")
    save_record(filled, a_record(local_reference="B1"), actor=PAT, submission_key=KEY)
    save_record(filled, a_record(outcomes=(an_outcome("1", "1"),)), actor=visitor, submission_key=KEY + "2")
    with unit_of_work(filled, actor=OPERATOR) as work:
        assert remove_illustrative(work)["activity"] == 1
    assert only(filled, Activity).provenance is Provenance.SUBMITTED
    assert [count(filled, table) for table in (Cohort, Outcome, Evidence)] == [1, 0, 0]
    assert [one.line for one in check_store(filled) if one.subject == "Records" and not one.is_good] == []


def test_every_part_leaves_an_audit_event(filled: Engine) -> None:
    draft = a_record(outcomes=(an_outcome("1", "1"),))
    save_record(filled, draft, actor=PAT, submission_key=KEY)
    assert [(event.action, event.record_type, event.user_id) for event in events(filled)] == [
        ("added", "activity", 7), ("added", "cohort", 7), ("added", "outcome", 7), ("added", "evidence", 7)
    ]  # fmt: skip
    assert events(filled)[3].after["key"] == ["SL", "A1", "1", "1"]


def test_handing_in_twice_saves_once_and_answers_the_first_record(filled: Engine) -> None:
    first = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    version = store_version(filled)
    again = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    assert (again.activity_id, again.version, again.was_saved_before) == (first.activity_id, 1, True)
    assert (count(filled, Activity), count(filled, Submission), store_version(filled)) == (1, 1, version)


def test_a_change_touches_only_what_differs(filled: Engine) -> None:
    draft = a_record(
        cohorts=(CohortDraft(groups=("OLDER",), people=5), CohortDraft(is_known=False, people=3)),
        outcomes=(an_outcome("1", "1"), an_outcome("2")),
    )
    first = save_record(filled, draft, actor=PAT, submission_key=KEY)
    before = len(events(filled))
    changed = a_record(
        first.activity_id,
        cohorts=(CohortDraft(groups=("OLDER",), people=6), CohortDraft(groups=("CARER",), people=2)),
        outcomes=(an_outcome("1"), an_outcome("2", we_did="A new leaflet")),
    )
    saved = save_record(filled, changed, actor=PAT, submission_key=KEY + "2", expected_version=1)
    assert [(event.action, event.record_type) for event in events(filled)[before:]] == [
        ("added", "cohort"), ("changed", "cohort"), ("changed", "outcome"), ("removed", "evidence"),
        ("removed", "cohort"),
    ]  # fmt: skip
    assert said(read_record(filled, first.activity_id)) == {
        "people": {("OLDER",): 6, ("CARER",): 2}, "outcomes": {"1": [], "2": []}
    }  # fmt: skip
    assert saved.version == 2


def test_saving_what_is_stored_already_writes_nothing(filled: Engine) -> None:
    first = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    before = (len(events(filled)), store_version(filled), everything(filled))
    saved = save_record(filled, a_record(first.activity_id), actor=PAT, submission_key=KEY + "2")
    assert (len(events(filled)), store_version(filled), everything(filled)) == before
    assert saved.version == 1


def test_a_changed_record_goes_on_saying_where_it_comes_from(filled: Engine) -> None:
    save(filled, an_activity(provenance=Provenance.ILLUSTRATIVE, provenance_note="generated"))
    activity_id = only(filled, Activity).id
    save_record(filled, a_record(activity_id, title="Other"), actor=PAT, submission_key=KEY)
    activity = only(filled, Activity)
    assert (activity.title, activity.provenance, activity.provenance_note) == (
        "Other", Provenance.ILLUSTRATIVE, "generated"
    )  # fmt: skip


def test_a_stale_edit_is_refused_and_says_who_changed_what(filled: Engine) -> None:
    first = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    theirs = a_record(first.activity_id, title="Theirs")
    save_record(filled, theirs, actor=PAT, submission_key=KEY + "2", expected_version=1)
    before = everything(filled)
    with pytest.raises(StaleRecordError, match=r"Contributor changed “Title” on .+ at .+nothing was saved"):
        save_record(
            filled, a_record(first.activity_id, title="Mine"), actor=PAT, submission_key=KEY + "3", expected_version=1
        )  # fmt: skip
    assert everything(filled) == before


def test_a_change_of_people_alone_makes_an_edit_stale(filled: Engine) -> None:
    first = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    more = a_record(first.activity_id, cohorts=(CohortDraft(groups=("OLDER",), people=9),))
    save_record(filled, more, actor=PAT, submission_key=KEY + "2", expected_version=1)
    with pytest.raises(StaleRecordError, match="People"):
        save_record(
            filled, a_record(first.activity_id), actor=PAT, submission_key=KEY + "3", expected_version=1
        )


def test_nobody_writes_for_a_network_that_is_not_theirs(filled: Engine) -> None:
    with pytest.raises(NotAllowedError):
        save_record(filled, a_record(network_code="GM"), actor=PAT, submission_key=KEY)
    assert count(filled, Activity) == 0


def test_nobody_moves_a_record_out_of_a_network_that_is_not_theirs(filled: Engine) -> None:
    save(filled, an_activity(network="GM"))
    activity_id = only(filled, Activity).id
    with pytest.raises(NotAllowedError):
        save_record(filled, a_record(activity_id), actor=PAT, submission_key=KEY)
    assert only(filled, Activity).network_code == "GM"


def test_unknown_codes_are_refused_field_by_field(filled: Engine) -> None:
    draft = a_record(
        programme_code="NOPE", priorities=("C1", "C9"), cohorts=(CohortDraft(groups=("MARS",), people=1),)
    )
    with pytest.raises(RefusedFieldsError) as refused:
        save_record(filled, draft, actor=PAT, submission_key=KEY)
    assert set(refused.value.by_field) == {"programme_code", "priorities", "cohorts.0.groups"}
    assert "“C9”" in refused.value.by_field["priorities"]
    assert count(filled, Activity) == 0


def test_a_reference_that_is_taken_is_refused_in_whatever_case(filled: Engine) -> None:
    save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    with pytest.raises(RefusedFieldsError, match="A workshop") as refused:
        save_record(filled, a_record(local_reference="a1"), actor=PAT, submission_key=KEY + "2")
    assert list(refused.value.by_field) == ["local_reference"]


def test_people_of_the_same_groups_stand_in_one_row() -> None:
    twice = (CohortDraft(groups=("OLDER",), people=1), CohortDraft(groups=("OLDER",), people=2))
    with pytest.raises(ValidationError, match=r"cohorts\.1\.groups"):
        a_record(cohorts=twice)


def test_a_removed_record_leaves_its_trace_and_its_reason(filled: Engine) -> None:
    first = save_record(filled, a_record(outcomes=(an_outcome("1", "1"),)), actor=PAT, submission_key=KEY)
    before = len(events(filled))
    remove_record(filled, first.activity_id, actor=PAT, reason=" Entered twice ", expected_version=1)
    assert [count(filled, table) for table in (Activity, Cohort, Outcome, Evidence)] == [0, 0, 0, 0]
    assert [(event.action, event.record_type, event.note) for event in events(filled)[before:]] == [
        ("removed", kind, "Removed: Entered twice") for kind in ("evidence", "outcome", "cohort", "activity")
    ]


def test_a_record_is_not_removed_without_a_reason_by_strangers_or_when_stale(filled: Engine) -> None:
    first = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    with pytest.raises(RefusedFieldsError):
        remove_record(filled, first.activity_id, actor=PAT, reason="  ")
    with pytest.raises(NotAllowedError):
        remove_record(filled, first.activity_id, actor=a_contributor("GM"), reason="x")
    with pytest.raises(StaleRecordError):
        remove_record(filled, first.activity_id, actor=PAT, reason="x", expected_version=7)
    with pytest.raises(NotFoundError):
        remove_record(filled, 999, actor=PAT, reason="x")
    assert count(filled, Activity) == 1


def test_a_record_that_people_answered_about_stays(filled: Engine) -> None:
    first = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    save(
        filled,
        Experience(
            activity_id=first.activity_id, answered_on=date(2026, 5, 2), provenance=Provenance.SUBMITTED
        ),
    )
    with pytest.raises(InvalidRecordError, match="People have answered"):
        remove_record(filled, first.activity_id, actor=PAT, reason="x")


def test_an_outcome_that_a_story_tells_of_stays(filled: Engine) -> None:
    first = save_record(filled, a_record(outcomes=(an_outcome("1"),)), actor=PAT, submission_key=KEY)
    story = Story(slug="a-story", title="A story", provenance=Provenance.SUBMITTED)
    save(filled, story)
    save(filled, StoryOutcome(story_id=story.id or 0, outcome_id=only(filled, Outcome).id))
    with pytest.raises(InvalidRecordError, match="story"):
        save_record(filled, a_record(first.activity_id), actor=PAT, submission_key=KEY + "2")
    assert count(filled, Outcome) == 1


def test_an_import_knows_that_a_record_of_it_was_edited_by_hand(filled: Engine) -> None:
    commit_import(filled, plan_import(filled, a_file(a_whole_file()), actor=OPERATOR), actor=OPERATOR)
    activity_id = only(filled, Activity).id
    draft = a_record(
        activity_id,
        cohorts=(CohortDraft(groups=("DEP20", "OLDER"), people=12), CohortDraft(is_known=False, people=4)),
        outcomes=(an_outcome("1", "1"),),
    )
    save_record(filled, draft, actor=PAT, submission_key=KEY)
    assert {blocker.sentence.split(" on ")[0] for blocker in blockers(filled, 1)} == {
        "SL A1, people: not known: changed by Contributor"
    }


def test_the_history_tells_every_save_in_words_newest_first(filled: Engine) -> None:
    first = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    changed = a_record(
        first.activity_id,
        rung_code="CODESIGN",
        start_date=date(2026, 5, 2),
        cohorts=(CohortDraft(groups=("OLDER",), people=9),),
    )
    save_record(filled, changed, actor=PAT, submission_key=KEY + "2")
    newest, oldest = read_history(filled, first.activity_id)
    assert set(newest.changes) == {
        WordedChange("Start date", "1 May 2026", "2 May 2026"),
        WordedChange("Rung", "nothing", "Codesign"),
        WordedChange("People (People of DEP20 and Older people)", "12", "nothing"),
        WordedChange("People (Older people)", "nothing", "9"),
    }
    assert (oldest.action, WordedChange("Title", "nothing", "A workshop") in oldest.changes) == (
        "added",
        True,
    )


def test_saves_of_two_people_are_two_entries(filled: Engine) -> None:
    first = save_record(filled, a_record(), actor=PAT, submission_key=KEY)
    other = replace(PAT, name="Another")
    save_record(filled, a_record(first.activity_id, title="New"), actor=other, submission_key=KEY + "2")
    newest, oldest = read_history(filled, first.activity_id)
    assert (newest.actor, newest.action, newest.changes) == (
        "Another", "changed", (WordedChange("Title", "A workshop", "New"),)
    )  # fmt: skip
    assert (oldest.actor, oldest.action) == ("Contributor", "added")


def test_the_history_of_a_record_never_tells_of_another_that_had_its_number(filled: Engine) -> None:
    first = save_record(filled, a_record(title="Gone"), actor=PAT, submission_key=KEY)
    remove_record(filled, first.activity_id, actor=PAT, reason="x")
    second = save_record(filled, a_record(title="New"), actor=PAT, submission_key=KEY + "2")
    told = [change.after for entry in read_history(filled, second.activity_id) for change in entry.changes]
    assert "New" in told
    assert "Gone" not in told


def test_a_form_of_a_record_that_is_gone_never_saves_over_another(filled: Engine) -> None:
    sam = a_contributor("SL")
    gone = save_record(filled, a_record(outcomes=(an_outcome("1", "1"),)), actor=PAT, submission_key=KEY)
    former = read_record(filled, gone.activity_id)
    remove_record(filled, gone.activity_id, actor=sam, reason="x")
    draft = a_record(local_reference="B1", outcomes=(an_outcome("1", "1"),))
    other = save_record(filled, draft, actor=sam, submission_key=KEY + "2")
    with pytest.raises(NotFoundError):
        save_record(
            filled, a_record(gone.activity_id), actor=PAT, submission_key=KEY + "3", expected_version=1
        )
    record = read_record(filled, other.activity_id)
    assert record.cohorts[0].id > former.cohorts[0].id
    assert record.outcomes[0].record.id > former.outcomes[0].record.id
    assert record.outcomes[0].evidence[0].id > former.outcomes[0].evidence[0].id


def test_recent_records_are_those_of_the_networks_newest_first_with_true_counts(filled: Engine) -> None:
    for network, reference, people in (("SL", "A1", 3), ("SL", "A2", 40), ("GM", "B1", 1)):
        actor = a_contributor(network)
        draft = a_record(
            network_code=network,
            local_reference=reference,
            title=f"100%_{reference}",
            cohorts=(CohortDraft(people=people),),
        )
        save_record(filled, draft, actor=actor, submission_key=KEY + reference)
    lines = recent_records(filled, networks={"SL"})
    assert [(line.reference, line.people) for line in lines] == [("A2", 40), ("A1", 3)]
    assert [line.reference for line in recent_records(filled, networks=None, most=1)] == ["B1"]
    assert [line.reference for line in recent_records(filled, networks=None, search="%_a")] == ["A2", "A1"]
    assert recent_records(filled, networks=None, search="' OR 1=1 --") == []
