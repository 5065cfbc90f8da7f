"""In process, every deed for every role: a command refuses exactly where the table of roles does."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.backup.restoring import restore_backup
from data_access.backup.writing import write_backup
from data_access.commands.accounts import (
    AccountDraft,
    add_account,
    change_account,
    end_sessions_of,
    set_password_hash,
)
from data_access.commands.drafts import ActivityDraft, MarkerAssessmentDraft
from data_access.commands.feedback import AnswerDraft, SharedLinkDraft, close_link, give_answer, make_link
from data_access.commands.network_profiles import ProfileDraft, save_profile
from data_access.commands.networks import OwnWordsDraft, WebsiteDraft, change_website, set_own_words
from data_access.commands.password_links import make_link as make_password_link
from data_access.commands.ratings import save_rating, take_back_ratings
from data_access.commands.record_drafts import RecordDraft
from data_access.commands.recording import remove_record, save_record
from data_access.commands.retention import delete_too_old
from data_access.commands.settings import SettingDraft, change_setting
from data_access.commands.submissions import new_key
from data_access.engine import open_engine
from data_access.interchange.committing import commit_import
from data_access.interchange.exporting import export_workbook
from data_access.interchange.planning import plan_import
from data_access.interchange.undoing import undo_import
from data_access.queries.audit import AuditSearch, count_events, events_for_file, find_events
from data_access.queries.feedback import network_answers
from data_access.queries.feedback_links import link_sets
from data_access.queries.ratings import blind_views, staff_ratings
from data_access.queries.snapshots import fingerprint_of
from data_access.settings import get_settings
from data_access.tables import FeedbackLink, Meeting, Pledge, Snapshot, StorySource, Table, User
from data_access.unit_of_work import unit_of_work
from domain.errors import NotAllowedError
from domain.local_terms import TermKind
from domain.permissions import OPERATOR, PUBLIC, Action, Actor, may
from domain.vocabulary import LinkPurpose, MeetingState, Provenance, RaterKind, StoryStatus, UserRole
from seed_data.demonstration import remove_illustrative
from tests.integration.factories import (
    a_file,
    activities,
    an_account,
    an_activity,
    everything,
    reference_rows,
    save,
)
from tests.roles.dots_deeds import DOTS_DEEDS
from tests.roles.forum_deeds import FORUM_DEEDS
from tests.roles.meeting_deeds import MEETING_DEEDS
from tests.roles.story_deeds import STORY_DEEDS, a_story_that_is

TODAY = date(2026, 11, 22)
OWN, OTHER = "SL", "GM"
TOKEN = "a-token-of-26-letters"
SOMEBODY = "somebody@example.org"


class Scene(NamedTuple):
    """A store with an activity, an answer's link and an import in the network that the deed is about."""

    store: Engine
    actor: Actor
    network: str
    activity_id: int
    somebody: int
    folder: Path


class Deed(NamedTuple):
    """Something that can be done, and the action that the table of roles knows it by."""

    name: str
    action: Action
    do: Callable[[Scene], object]


def record(scene: Scene) -> object:
    activity = ActivityDraft(
        network_code=scene.network, local_reference="N1", title="A walk", start_date=date(2026, 5, 2)
    )
    return save_record(
        scene.store, RecordDraft(activity=activity), actor=scene.actor, submission_key=new_key()
    )


def change_record(scene: Scene) -> object:
    activity = ActivityDraft(
        network_code=scene.network, local_reference="A1", title="Changed", start_date=date(2026, 5, 1)
    )
    draft = RecordDraft(activity_id=scene.activity_id, activity=activity)
    return save_record(scene.store, draft, actor=scene.actor, submission_key=new_key(), expected_version=1)


def take_over_record(scene: Scene) -> object:
    """Change a record of the network so that it becomes one's own: asked for the network it was in, too."""
    activity = ActivityDraft(
        network_code=OWN, local_reference="STOLEN", title="Mine", start_date=date(2026, 5, 1)
    )
    draft = RecordDraft(activity_id=scene.activity_id, activity=activity)
    return save_record(scene.store, draft, actor=scene.actor, submission_key=new_key(), expected_version=1)


def remove(scene: Scene) -> None:
    remove_record(scene.store, scene.activity_id, actor=scene.actor, reason="A test", expected_version=1)


def bring_in(scene: Scene) -> object:
    file = a_file(activities([scene.network, "I1", "A file", "01/05/2026"]))
    plan = plan_import(scene.store, file, actor=scene.actor)
    if not plan.is_sound:
        raise NotAllowedError("; ".join(problem.sentence for problem in plan.problems))
    return commit_import(scene.store, plan, actor=scene.actor)


def commit_plan_of_another(scene: Scene) -> object:
    """Save a plan that somebody who may had made."""
    file = a_file(activities([scene.network, "I1", "A file", "01/05/2026"]))
    return commit_import(scene.store, plan_import(scene.store, file, actor=OPERATOR), actor=scene.actor)


def take_import_back(scene: Scene) -> object:
    file = a_file(activities([scene.network, "I2", "A file", "01/05/2026"]))
    done = commit_import(scene.store, plan_import(scene.store, file, actor=OPERATOR), actor=OPERATOR)
    return undo_import(scene.store, done.batch_id, actor=scene.actor)


def take_out(scene: Scene) -> object:
    return export_workbook(
        scene.store, scene.folder / "out.xlsx", actor=scene.actor, networks=[scene.network]
    )


def rate(kind: RaterKind) -> Callable[[Scene], object]:
    def do(scene: Scene) -> object:
        draft = MarkerAssessmentDraft(
            network_code=scene.network, marker_code="COO1", rater_kind=kind, as_of=TODAY, level=2
        )
        with unit_of_work(scene.store, actor=scene.actor) as work:
            return save_rating(work, draft, key=new_key())

    return do


def take_rating_back(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return take_back_ratings(work, network=scene.network, marker="COO1")


def invite(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return make_link(
            work, SharedLinkDraft(activity_id=scene.activity_id, closes_on=TODAY, most_answers=5)
        )


def close_a_link(scene: Scene) -> None:
    """The links of the scene have the numbers of their activities."""
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        close_link(work, scene.activity_id)


def answer(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return give_answer(work, AnswerDraft(at_the_heart=3), token=f"{TOKEN}-{scene.network}", key=new_key())


def add_somebody(scene: Scene) -> object:
    draft = AccountDraft(
        email="new@example.org", display_name="New", roles=frozenset({UserRole.ADMIN}), networks=frozenset()
    )
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        return add_account(work, draft)


def change_somebody(scene: Scene) -> None:
    draft = AccountDraft(email=SOMEBODY, display_name="Renamed", roles=frozenset({UserRole.ADMIN}))
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        change_account(work, scene.somebody, draft)


def set_somebodys_password(scene: Scene) -> None:
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        set_password_hash(work, scene.somebody, "x" * 60)


def end_somebodys_sessions(scene: Scene) -> None:
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        end_sessions_of(work, scene.somebody)


def make_somebody_a_link(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        return make_password_link(work, scene.somebody, purpose=LinkPurpose.RESET)


def change_a_setting(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        return change_setting(work, SettingDraft(name="feedback_days_open", value="30", seen="60"))


def change_a_network(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return change_website(
            work, WebsiteDraft(network_code=scene.network, website="https://example.org", seen="")
        )


def describe_a_network(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return save_profile(work, ProfileDraft(network_code=scene.network, about="We listen."))


def name_in_own_words(scene: Scene) -> object:
    draft = OwnWordsDraft(
        network_code=scene.network, kind=TermKind.RUNG, code="CODESIGN", label="Working as equals"
    )
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return set_own_words(work, draft)


def clean_up(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return delete_too_old(work, today=TODAY)


def remove_demonstration(scene: Scene) -> object:
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return remove_illustrative(work)


def put_back(scene: Scene) -> object:
    backup = scene.folder / "backup.zip"
    write_backup(scene.store, backup, actor=OPERATOR)
    return restore_backup(scene.store, backup, actor=scene.actor, replace=True)


DEEDS = (
    Deed("record", Action.RECORD, record),
    Deed("change a record", Action.RECORD, change_record),
    Deed("take a record over", Action.RECORD, take_over_record),
    Deed("remove a record", Action.RECORD, remove),
    Deed("import", Action.IMPORT, bring_in),
    Deed("save another's plan", Action.IMPORT, commit_plan_of_another),
    Deed("undo an import", Action.IMPORT, take_import_back),
    Deed("export true counts", Action.RECORD, take_out),
    Deed("rate as staff", Action.RATE_AS_STAFF, rate(RaterKind.STAFF)),
    Deed("rate as a lay partner", Action.RATE_AS_LAY, rate(RaterKind.LAY)),
    Deed("take a lay rating back", Action.RATE_AS_LAY, take_rating_back),
    Deed("see all staff ratings", Action.RATE_AS_STAFF, lambda scene: staff_ratings(
        scene.store, actor=scene.actor, network=scene.network)),
    Deed("see the lay partner's view", Action.RATE_AS_LAY, lambda scene: blind_views(
        scene.store, actor=scene.actor, network=scene.network, today=TODAY)),
    Deed("make a feedback link", Action.INVITE_FEEDBACK, invite),
    Deed("see feedback links", Action.INVITE_FEEDBACK, lambda scene: link_sets(
        scene.store, actor=scene.actor, activity_id=scene.activity_id)),
    Deed("close a feedback link", Action.INVITE_FEEDBACK, close_a_link),
    Deed("answer", Action.GIVE_FEEDBACK, answer),
    Deed("read answers", Action.READ_FEEDBACK, lambda scene: network_answers(
        scene.store, actor=scene.actor, network=scene.network, today=TODAY)),
    Deed("add an account", Action.MANAGE_ACCOUNTS, add_somebody),
    Deed("change an account", Action.MANAGE_ACCOUNTS, change_somebody),
    Deed("set another's password", Action.MANAGE_ACCOUNTS, set_somebodys_password),
    Deed("end another's sessions", Action.MANAGE_ACCOUNTS, end_somebodys_sessions),
    Deed("make a password link", Action.MANAGE_ACCOUNTS, make_somebody_a_link),
    Deed("change a setting", Action.CHANGE_SETTINGS, change_a_setting),
    Deed("change a network", Action.MANAGE_NETWORKS, change_a_network),
    Deed("say what a network is", Action.DESCRIBE_NETWORK, describe_a_network),
    Deed("name a term in a network's own words", Action.MANAGE_NETWORKS, name_in_own_words),
    Deed("search the audit trail", Action.SEE_AUDIT, lambda scene: find_events(
        scene.store, AuditSearch(), actor=scene.actor)),
    Deed("count in the audit trail", Action.SEE_AUDIT, lambda scene: count_events(
        scene.store, AuditSearch(), actor=scene.actor)),
    Deed("take the audit trail out", Action.SEE_AUDIT, lambda scene: list(events_for_file(
        scene.store, AuditSearch(), actor=scene.actor))),
    *(Deed(*deed) for deed in STORY_DEEDS),
    *(Deed(*deed) for deed in (*FORUM_DEEDS, *MEETING_DEEDS, *DOTS_DEEDS)),
    Deed("clean up", Action.OPERATE, clean_up),
    Deed("remove a demonstration", Action.OPERATE, remove_demonstration),
    Deed("back up", Action.OPERATE, lambda scene: write_backup(
        scene.store, scene.folder / "backup.zip", actor=scene.actor)),
    Deed("restore", Action.OPERATE, put_back),
)  # fmt: skip
"""Every command and every query that asks who is asking."""


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Today is the day of the scene, on whatever day the tests run."""
    monkeypatch.setenv("HEARD_TODAY", TODAY.isoformat())
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.fixture(scope="session")
def set_scene(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one activity, one open link and a story of each status in each network; an account per role."""
    path = tmp_path_factory.mktemp("deeds") / "heard.db"
    shutil.copy(migrated_sqlite, path)
    store = open_engine(f"sqlite:///{path.as_posix()}")
    save(store, *reference_rows(), Pledge(code="D1", title="Ask widely", position=1, source="test"))
    save(store, *a_meeting_with_figures())
    for number, network in enumerate((OWN, OTHER), start=1):
        save(store, an_activity("A1", network, id=number))
        link = FeedbackLink(
            activity_id=number, token=f"{TOKEN}-{network}", most_answers=5, closes_on=TODAY, made_by="test"
        )
        save(store, link)
        for place, status in enumerate(StoryStatus):
            story = 100 * number + place
            save(store, a_story_that_is(status, network, number=story))
            save(store, StorySource(story_id=story, position=1, citation="A count of the list"))
    for role in UserRole:
        an_account(store, role, (OWN,), email=email_of(role))
    an_account(store, UserRole.ADMIN, (), email=SOMEBODY)
    store.dispose()
    return path


@pytest.mark.parametrize("network", [OWN, OTHER])
@pytest.mark.parametrize("who", ["public", *UserRole])
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_a_deed_is_done_only_by_those_who_may_and_a_refusal_changes_nothing(
    set_scene: Path, tmp_path: Path, deed: Deed, who: str, network: str
) -> None:
    shutil.copy(set_scene, tmp_path / "heard.db")
    store = open_engine(f"sqlite:///{(tmp_path / 'heard.db').as_posix()}")
    scene = Scene(
        store, actor_in(store, who), network, 1 if network == OWN else 2, number_of(store, SOMEBODY), tmp_path
    )
    before = everything(store)
    if may(scene.actor, deed.action, network=network):
        deed.do(scene)
    else:
        with pytest.raises(NotAllowedError):
            deed.do(scene)
        if deed.do is not take_import_back:
            assert everything(store) == before
    store.dispose()


def a_meeting_with_figures() -> tuple[Table, Table]:
    held = date(2026, 11, 22)
    meeting = Meeting(
        id=1, title="Forum", held_on=held, state=MeetingState.LIVE, provenance=Provenance.SUBMITTED
    )
    figures: dict[str, list[str]] = {"figures": []}
    kept = fingerprint_of("reach", figures)
    return meeting, Snapshot(meeting_id=1, view="reach", content=figures, fingerprint=kept)


def actor_in(store: Engine, who: str) -> Actor:
    if who == "public":
        return PUBLIC
    role = UserRole(who)
    return Actor(
        name=role.label,
        user_id=number_of(store, email_of(role)),
        roles=frozenset({role}),
        networks=frozenset({OWN}),
    )


def email_of(role: UserRole) -> str:
    return f"{role.value}@example.org"


def number_of(store: Engine, email: str) -> int:
    with Session(store) as session:
        return session.scalars(sa.select(col(User.id)).where(col(User.email) == email)).one() or 0
