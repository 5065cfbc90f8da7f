"""Searching the audit trail: what is found, in which order, in which words, and what nobody gets to see."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.commands.networks import OwnWordsDraft, set_own_words
from data_access.commands.password_links import make_link, use_link
from data_access.queries import audit
from data_access.queries.audit import AuditPage, AuditSearch, count_events, events_for_file, find_events
from data_access.queries.audit_entries import AuditEntry
from data_access.queries.networks import terms_in
from data_access.queries.record_history import WordedChange
from data_access.tables import Network
from data_access.unit_of_work import unit_of_work
from domain.audit_words import PEOPLE_WITHHELD, AuditAction, AuditedKind, label_of_action, label_of_kind
from domain.errors import NotAllowedError
from domain.local_terms import TermKind
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.vocabulary import LinkPurpose, UserRole
from tests.integration.factories import a_contributor, an_account, an_activity, events, save

LEADER = Actor(name="Leader", user_id=8, roles=frozenset({UserRole.LEADERSHIP}))
ADMIN = Actor(name="Admin", user_id=9, roles=frozenset({UserRole.ADMIN}))


def write(store: Engine, *told: tuple[str, str, object], actor: Actor = OPERATOR, **values: object) -> None:
    with unit_of_work(store, actor=actor) as work:
        for action, kind, record in told:
            work.audit(action, kind, record, **values)  # type: ignore[arg-type]


def found(store: Engine, actor: Actor = ADMIN, **search: object) -> list[str]:
    page = find_events(store, AuditSearch(**search), actor=actor)  # type: ignore[arg-type]
    return [f"{one.done} {one.record}" for one in page.entries]


def newest(store: Engine, kind: str, actor: Actor = ADMIN) -> AuditEntry:
    return find_events(store, AuditSearch(kind=kind), actor=actor).entries[0]


def test_events_come_newest_first(store: Engine) -> None:
    write(store, ("added", "thing", 1), ("changed", "thing", 1), ("removed", "thing", 1))
    assert found(store) == ["removed 1", "changed 1", "added 1"]


def test_every_part_of_a_search_narrows_it(store: Engine) -> None:
    write(store, ("added", "activity", 1), ("added", "outcome", 1), note="By Zoë")
    write(store, ("changed", "activity", 2), actor=Actor(name="Pat Ö’Neil", is_operator=True))
    assert found(store, person="ö’ne") == ["changed 2"]
    assert found(store, kind="outcome") == ["added 1"]
    assert found(store, record="2") == ["changed 2"]
    assert found(store, action="changed") == ["changed 2"]
    assert found(store, text="by zoë", kind="activity") == ["added 1"]
    assert found(store, person="nobody") == []


def test_words_are_found_in_what_stood_before_and_after(store: Engine) -> None:
    write(store, ("changed", "outcome", 1), before={"title": "Ärger"}, after={"title": "100% 👍 _done_"})
    for text in ("ärger", "Ärger", "100%", "👍", "_DONE_", "title"):
        assert found(store, text=text) == ["changed 1"], text
    for text in ("100x", "xdonex", "'; DROP TABLE audit_event; --", "%", "\\"):
        assert (found(store, text=text) == []) == (text != "%"), text


def test_days_are_those_of_the_united_kingdom(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from data_access import unit_of_work as writing  # noqa: PLC0415  beside what is put in its place

    # Half past midnight on 2 June in summer time.
    monkeypatch.setattr(writing, "now", lambda: datetime(2026, 6, 1, 23, 30, tzinfo=UTC))
    write(store, ("added", "thing", 1))
    assert found(store, first=date(2026, 6, 2), last=date(2026, 6, 2)) == ["added 1"]
    assert found(store, last=date(2026, 6, 1)) == []
    assert newest(store, "thing").when == "2 June 2026, 00:30"


def test_pages_follow_each_other_without_gap_or_repeat(store: Engine) -> None:
    write(store, *(("added", "thing", number) for number in range(45)))
    seen: list[str] = []
    older: int | None = None
    pages = 0
    while pages == 0 or older is not None:
        page: AuditPage = find_events(store, AuditSearch(), actor=ADMIN, older_than=older, most=20)
        seen += [one.record for one in page.entries]
        older, pages = page.older_than, pages + 1
    assert pages == 3
    assert seen == [str(number) for number in reversed(range(45))]


def test_events_are_counted_up_to_a_limit(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    write(store, *(("added", "thing", number) for number in range(12)))
    assert count_events(store, AuditSearch(), actor=ADMIN) == 12
    monkeypatch.setattr(audit, "MOST_COUNTED", 10)
    assert count_events(store, AuditSearch(), actor=ADMIN) == 11


def test_a_file_holds_the_newest_events_up_to_a_limit(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    write(store, *(("added", "thing", number) for number in range(9)))
    assert len(list(events_for_file(store, AuditSearch(), actor=ADMIN))) == 9
    monkeypatch.setattr(audit, "MOST_IN_A_FILE", 7)
    monkeypatch.setattr(audit, "_BATCH", 3)
    kept = [one.record for one in events_for_file(store, AuditSearch(), actor=ADMIN)]
    assert kept == ["8", "7", "6", "5", "4", "3", "2"]


@pytest.mark.parametrize(
    "actor", [PUBLIC, a_contributor("SL"), Actor(name="x", roles=frozenset({UserRole.LAY_PARTNER}))]
)
def test_only_those_who_may_see_the_trail_do(store: Engine, actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        find_events(store, AuditSearch(), actor=actor)
    with pytest.raises(NotAllowedError):
        count_events(store, AuditSearch(), actor=actor)
    with pytest.raises(NotAllowedError):
        list(events_for_file(store, AuditSearch(), actor=actor))


def test_a_change_of_a_record_is_told_in_labels(lived_in: Engine) -> None:
    entry = newest(lived_in, "activity")
    assert (entry.person, entry.done, entry.record) == ("Zoë O’Neil", "changed", "SL by-hand")
    assert entry.changes == (WordedChange("Title", "A workshop", "A longer workshop 🎉"),)
    assert entry.sentence == "Zoë O’Neil changed activity: SL by-hand"
    assert entry.activity_id is not None
    outcome = newest(lived_in, "outcome").changes
    assert WordedChange("Direction", "nothing", "Positive") in outcome
    assert WordedChange("Level", "nothing", "Society") in outcome
    rating = newest(lived_in, "marker_assessment")
    assert rating.record.startswith("Health Innovation")
    assert ", " in rating.record
    account = newest(lived_in, "user_account")
    assert account.changes == (WordedChange("Name", "Zoë 👍 O’Neil", "Zoë O’Neil"),)
    added = find_events(lived_in, AuditSearch(kind="user_account", action="added"), actor=ADMIN).entries[0]
    assert WordedChange("Roles", "nothing", "Contributor") in added.changes
    assert any(change.what == "Networks" and "Manchester" in change.after for change in added.changes)


def test_how_many_people_shows_only_to_those_who_may_edit_the_record(lived_in: Engine) -> None:
    shown = newest(lived_in, "cohort")
    assert WordedChange("People", "12", "4") in shown.changes
    hidden = newest(lived_in, "cohort", LEADER)
    assert (hidden.changes, hidden.withheld) == ((), PEOPLE_WITHHELD)
    assert "CARER" not in repr(hidden)
    both = Actor(
        name="Both", roles=frozenset({UserRole.LEADERSHIP, UserRole.CONTRIBUTOR}), networks=frozenset({"SL"})
    )
    assert newest(lived_in, "cohort", both).changes
    elsewhere = Actor(
        name="Both", roles=frozenset({UserRole.LEADERSHIP, UserRole.CONTRIBUTOR}), networks=frozenset({"GM"})
    )
    assert not newest(lived_in, "cohort", elsewhere).changes


def test_whose_network_an_event_is_of_says_the_event_and_not_who_has_the_record_now(filled: Engine) -> None:
    moved = an_activity("A1", "GM")
    save(filled, moved)
    told = {"key": ["SL", "A1", "CARER"], "activity_id": moved.id, "people": 4}
    write(filled, ("changed", "cohort", 1), after=told)
    roles = frozenset({UserRole.LEADERSHIP, UserRole.CONTRIBUTOR})
    then, now = (Actor(name="Both", roles=roles, networks=frozenset({code})) for code in ("SL", "GM"))
    assert [newest(filled, "cohort", actor).withheld == "" for actor in (then, now)] == [True, False]
    assert [newest(filled, "cohort", actor).activity_id for actor in (then, now)] == [None, moved.id]


def test_a_search_for_words_does_not_tell_what_is_not_shown(lived_in: Engine) -> None:
    for kind, text in (("cohort", "CARER"), ("user_account", "zoe@example.org")):
        assert found(lived_in, ADMIN, kind=kind, text=text), text
        assert found(lived_in, LEADER, kind=kind, text=text) == [], text


@pytest.mark.parametrize("kind", ["experience", "password_link", "sign_in_identity", "form_draft"])
def test_of_some_records_the_trail_never_shows_what(store: Engine, kind: str) -> None:
    write(store, ("added", kind, 1), after={"comment": "secret words", "anything": "secret words"})
    assert newest(store, kind).changes == ()
    assert found(store, text="secret words") == []


def test_secrets_in_an_event_never_show(store: Engine) -> None:
    write(
        store,
        ("changed", "user_account", 1),
        after={"password_hash": "$2b$12$x", "token": "t", "email": "a@b.example"},
    )
    assert newest(store, "user_account").changes == (
        WordedChange("E-mail address", "nothing", "a@b.example"),
    )
    assert newest(store, "user_account", LEADER).changes == ()


def test_an_anonymous_answer_has_a_day_and_no_moment(lived_in: Engine) -> None:
    entry = newest(lived_in, "experience")
    assert entry.sentence == "public added anonymous answer"
    assert (entry.record, entry.activity_id, entry.network) == ("", None, "")
    assert ":" not in entry.when
    assert "Ça va" not in repr(entry)


def test_nobody_but_an_administrator_can_count_anonymous_answers(lived_in: Engine) -> None:
    record = next(one.record_id for one in events(lived_in) if one.record_type == "experience")
    for search in (AuditSearch(kind="experience"), AuditSearch(person="public"), AuditSearch(record=record)):
        assert count_events(lived_in, search, actor=LEADER) == 0, search
        assert find_events(lived_in, search, actor=LEADER).entries == (), search
        assert list(events_for_file(lived_in, search, actor=LEADER)) == [], search
    assert count_events(lived_in, AuditSearch(kind="experience"), actor=ADMIN) == 1
    assert count_events(lived_in, AuditSearch(record=record), actor=ADMIN) == 0


def test_a_link_to_set_a_password_is_told_by_its_account(store: Engine) -> None:
    user_id = an_account(store, UserRole.ADMIN, (), name="Zoë")
    with unit_of_work(store, actor=ADMIN, changes_facts=False) as work:
        token = make_link(work, user_id, purpose=LinkPurpose.RESET)
    made = newest(store, "password_link")
    assert made.sentence == "Admin added link to set a password: for Zoë"
    assert [one.what for one in made.changes] == ["What for", "Works until"]
    assert made.changes[0].after == "Forgotten password"
    assert "T" not in made.changes[1].after
    use_link(store, token, new_password="four quiet horses by the lake")
    assert newest(store, "password_link").sentence == "Zoë used link to set a password: for Zoë"
    used = next(one for one in events(store) if one.action == "used")
    assert used.after == {"user_id": user_id}
    assert token not in repr(find_events(store, AuditSearch(), actor=ADMIN))


def test_an_account_is_named_where_the_event_has_no_values(store: Engine) -> None:
    user_id = an_account(store, UserRole.ADMIN, (), name="Zoë")
    write(store, ("changed", "user_account", user_id), note="All its sessions were ended.")
    assert newest(store, "user_account", LEADER).sentence == "operator changed account: Zoë"
    with store.begin() as connection:
        connection.execute(sa.text("DELETE FROM user_account"))
    write(store, ("deleted", "user_account", user_id), ("used", "password_link", 5))
    write(store, ("added", "password_link", 6), after={"user_id": user_id})
    assert newest(store, "user_account").record == "Zoë"
    assert found(store, kind="password_link") == ["added for Zoë", "used 5"]


def test_a_networks_own_words_are_told_by_names(lived_in: Engine) -> None:
    draft = OwnWordsDraft(network_code="SL", kind=TermKind.GROUP, code="CARER", label="Our carers")
    with unit_of_work(lived_in, actor=ADMIN) as work:
        set_own_words(work, draft)
        network = work.session.get_one(Network, "SL").name
        shared = terms_in(work.session, TermKind.GROUP)["CARER"]
    entry = newest(lived_in, "local_term")
    assert entry.record == f"{network}, {shared}"
    assert [one.after for one in entry.changes] == [network, "Seldom-heard groups", shared, "Our carers"]


def test_a_record_that_is_gone_has_no_link(store: Engine) -> None:
    write(store, ("removed", "activity", 77), before={"key": ["SL", "A1"], "title": "Gone"})
    entry = newest(store, "activity")
    assert (entry.record, entry.activity_id) == ("SL A1", None)
    assert entry.changes == (WordedChange("Title", "Gone", "nothing"),)


def test_an_event_of_no_known_kind_is_told_as_it_stands(store: Engine) -> None:
    write(
        store,
        ("painted", "garden_fence", "x"),
        after={"colour_of_it": ["blue", 2], "is_dry": True, "on": "2026-05-01"},
    )
    entry = newest(store, "garden_fence")
    assert entry.sentence == "operator painted garden fence: x"
    assert [(one.what, one.after) for one in entry.changes] == [
        ("Colour of it", "blue; 2"), ("Is dry", "yes"), ("On", "1 May 2026"),
    ]  # fmt: skip


def test_every_kind_of_event_in_a_lived_in_store_has_its_words(lived_in: Engine) -> None:
    for event in events(lived_in):
        assert event.action in set(AuditAction), event.action
        assert event.record_type in set(AuditedKind), event.record_type
    assert label_of_action("undone") == "took back"
    assert label_of_kind("import_batch") == "File of records"
