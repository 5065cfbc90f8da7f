"""A version that was exported goes out again as it went out first, whatever became of the records around it."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from components.publishing.formats import Format
from components.publishing.from_records import document_of_story
from components.publishing.from_records.exporting import export_record
from components.publishing.from_records.graphics import forget_reach
from components.publishing.from_records.to_export import issue_to_export, story_to_export
from components.publishing.theme import HEARD
from data_access.commands.stories import (
    IssueDraft,
    add_picture,
    approve,
    co_sign,
    make_issue,
    publish,
    record_consent,
    save_story,
    say_no_co_signature,
    send_to_review,
    start_story,
    withdraw_consent,
)
from data_access.queries.stories import IssueRecord, StoryRecord, ledger, read_issue, read_story
from data_access.settings import get_settings
from data_access.tables import Cohort, CohortGroup, Table
from data_access.unit_of_work import unit_of_work
from domain.errors import InvalidRecordError
from domain.permissions import OPERATOR
from domain.story import PictureContent, QuoteContent
from domain.vocabulary import ConsentKind, Provenance, UserRole
from seed_data.demonstration import remove_illustrative
from seed_data.loader import load_reference
from tests.integration.factories import an_activity, save
from tests.integration.story_scene import (
    TODAY,
    TOLD,
    a_consent,
    a_draft,
    a_picture_file,
    an_account_of,
    an_activity_with_outcomes,
)
from tests.integration.worked_example import an_assessment

PUBLICATION = Table.metadata.tables["publication"]
QUICK = (Format.TEXT, Format.JSON)


@pytest.fixture
def ready(served: Engine) -> Iterator[Engine]:
    """A store that this process serves, with reference data and an illustrative rating of South London."""
    with unit_of_work(served, actor=OPERATOR) as work:
        load_reference(work)
    save(
        served,
        an_assessment("SL", "COO1", 1, date(2026, 5, 1), provenance=Provenance.ILLUSTRATIVE),
    )
    forget_reach()
    yield served
    forget_reach()


def approved(engine: Engine, *, title: str = "Tea and questions") -> tuple[StoryRecord, int]:
    """An approved story of an activity, with a picture and a quote; the number of the quote's consent."""
    activity = an_activity_with_outcomes(engine, reference=title)
    begun = start_story(engine, actor=OPERATOR, activities=(activity,), network="SL", title=title)
    number = begun.story_id
    quoted, pictured = (
        record_consent(engine, actor=OPERATOR, story_id=number, draft=a_consent(kind), today=TODAY)
        for kind in (ConsentKind.QUOTE, ConsentKind.PICTURE)
    )
    picture = add_picture(engine, actor=OPERATOR, story_id=number, content=a_picture_file())
    record = read_story(engine, actor=OPERATOR, story_id=number)
    content = record.content.model_copy(
        update={
            "background": "Waits were long.",
            **TOLD,
            "groups": ("OLDER",),
            "metrics": (),
            "quotes": (QuoteContent(text="Somebody asked.", attribution="A walker", consent_id=quoted),),
            "pictures": (PictureContent(picture_id=picture.picture_id, alt_text="Tea", consent_id=pictured),),
        }
    )
    version = save_story(
        engine, actor=OPERATOR, story_id=number, content=content, read_version=record.version
    ).version
    return to_print(engine, number, version), quoted


def to_print(engine: Engine, number: int, version: int) -> StoryRecord:
    """The story, approved without a signature."""
    version = say_no_co_signature(
        engine, actor=OPERATOR, story_id=number, read_version=version, reason="Nobody had time."
    ).version
    send_to_review(engine, actor=OPERATOR, story_id=number, read_version=version)
    approve(engine, actor=OPERATOR, story_id=number, read_version=version, on=TODAY)
    return read_story(engine, actor=OPERATOR, story_id=number)


def an_issue_of(engine: Engine, *stories: StoryRecord) -> IssueRecord:
    number = make_issue(
        engine,
        actor=OPERATOR,
        draft=IssueDraft(title="Spring", dated=TODAY, stories=tuple(one.id for one in stories)),
    )
    return read_issue(engine, actor=OPERATOR, issue_id=number)


def records_change(engine: Engine) -> None:
    """A rating of long ago, people of last year, a new name of a group, and what came of the activity."""
    activity = an_activity("later", start_date=date(2025, 6, 1))
    save(engine, activity)
    save(engine, an_assessment("SL", "COO2", 3, date(2026, 4, 1)))
    cohort = Cohort(activity_id=activity.id or 0, people=900, groups_key="OLDER")
    save(engine, cohort)
    save(engine, CohortGroup(cohort_id=cohort.id or 0, group_code="OLDER"))
    # In a unit of work, so that every process reads its facts anew.
    with unit_of_work(engine, actor=OPERATOR) as work:
        work.session.execute(sa.text("UPDATE seldom_heard_group SET label = 'Elders' WHERE code = 'OLDER'"))
        work.session.execute(sa.text("UPDATE outcome SET we_did = 'Something else.' WHERE we_did <> ''"))
        work.audit("changed", "seldom_heard_group", "OLDER", after={"label": "Elders"})


def the_world_moves_on(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records change, the demonstration is removed, Heard has a new address, and it is another day."""
    with unit_of_work(engine, actor=OPERATOR) as work:
        assert remove_illustrative(work)
    records_change(engine)
    monkeypatch.setenv("HEARD_PUBLIC_ADDRESS", "https://elsewhere.example.org")
    monkeypatch.setenv("HEARD_TODAY", "2027-06-01")
    get_settings.cache_clear()
    forget_reach()


@pytest.fixture
def moved_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings are read anew afterwards."""
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


def exported(engine: Engine, record: StoryRecord | IssueRecord, formats: tuple[Format, ...] = QUICK) -> bytes:
    """The zip of the record as it stands now."""
    now = (
        read_issue(engine, actor=OPERATOR, issue_id=record.id)
        if isinstance(record, IssueRecord)
        else read_story(engine, actor=OPERATOR, story_id=record.id)
    )
    return export_record(
        engine, now, actor=OPERATOR, formats=formats, theme=HEARD, on=get_settings().current_day()
    )


def data_of(packed: bytes, slug: str) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        told: dict[str, object] = json.loads(archive.read(f"{slug}.json"))
        return told


@pytest.mark.usefixtures("moved_on")
def test_the_same_version_gives_the_same_bytes_whatever_became_of_the_records(
    ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, _ = approved(ready)
    formats = (Format.PDF, Format.DOCX, Format.TEXT, Format.JSON)
    first = exported(ready, story, formats)
    publish(ready, actor=OPERATOR, story_id=story.id, read_version=story.version, on=TODAY)
    the_world_moves_on(ready, monkeypatch)
    live = document_of_story(ready, read_story(ready, actor=OPERATOR, story_id=story.id), actor=OPERATOR)
    frozen = story_to_export(ready, read_story(ready, actor=OPERATOR, story_id=story.id), actor=OPERATOR)
    assert frozen.behind != live.behind
    assert (frozen.groups, live.groups) == (("Older people",), ("Elders",))
    assert frozen.spectrum != live.spectrum
    assert frozen.reach != live.reach
    assert frozen.address != live.address
    assert exported(ready, story, formats) == first
    assert {one.is_anew for one in ledger(ready, actor=OPERATOR)} == {False}


@pytest.mark.usefixtures("moved_on")
def test_a_format_that_is_made_later_is_of_the_same_document(
    ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, _ = approved(ready)
    before = story_to_export(ready, story, actor=OPERATOR)
    exported(ready, story, (Format.TEXT,))
    the_world_moves_on(ready, monkeypatch)
    said = data_of(exported(ready, story, (Format.JSON,)), story.slug)["story"]
    assert isinstance(said, dict)
    assert said["provenance"]["fingerprint"] == before.fingerprint


@pytest.mark.usefixtures("moved_on")
def test_an_issue_again_is_the_same_and_a_story_of_it_is_as_the_issue_printed_it(
    ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, _ = approved(ready)
    issue = an_issue_of(ready, story)
    first = exported(ready, issue)
    printed = issue_to_export(ready, issue, actor=OPERATOR)
    the_world_moves_on(ready, monkeypatch)
    assert exported(ready, issue) == first
    assert story_to_export(ready, story, actor=OPERATOR) == printed.stories[0]


@pytest.mark.usefixtures("moved_on")
def test_a_new_issue_holds_a_story_as_it_went_out_before(
    ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, _ = approved(ready)
    exported(ready, story)
    alone = story_to_export(ready, story, actor=OPERATOR)
    the_world_moves_on(ready, monkeypatch)
    assert issue_to_export(ready, an_issue_of(ready, story), actor=OPERATOR).stories == (alone,)


def test_an_issue_shows_the_correction_of_a_story_and_the_ledger_says_so(ready: Engine) -> None:
    story, _ = approved(ready)
    issue = an_issue_of(ready, story)
    first = exported(ready, issue)
    content = story.content.model_copy(update={"kicker": "Tea for all"})
    saved = save_story(ready, actor=OPERATOR, story_id=story.id, content=content, read_version=story.version)
    to_print(ready, story.id, saved.version)
    second = exported(ready, issue)
    assert "Tea for all" not in str(data_of(first, issue.slug))
    assert "Tea for all" in str(data_of(second, issue.slug))
    assert [one.is_anew for one in ledger(ready, actor=OPERATOR)] == [True, True, False, False]


def test_the_gate_is_asked_before_a_frozen_document_goes_out_again(ready: Engine) -> None:
    story, consent = approved(ready)
    exported(ready, story)
    withdraw_consent(ready, actor=OPERATOR, consent_id=consent, on=TODAY)
    with pytest.raises(InvalidRecordError, match="was withdrawn"):
        exported(ready, story)
    assert len(ledger(ready, actor=OPERATOR)) == len(QUICK)


def test_a_signature_under_the_same_version_makes_another_document(ready: Engine) -> None:
    writer, comms = (an_account_of(ready, role, "SL") for role in (UserRole.CONTRIBUTOR, UserRole.COMMS))
    first, second = (an_account_of(ready, UserRole.LAY_PARTNER, one) for one in ("SL", "SL"))
    draft = a_draft(ready, writer)
    lines = []
    for lay, name in ((first, "One of us"), (second, "Another of us")):
        send_to_review(ready, actor=writer, story_id=draft.story_id, read_version=2)
        co_sign(ready, actor=lay, story_id=draft.story_id, read_version=2, signed_as=name)
        approve(ready, actor=comms, story_id=draft.story_id, read_version=2, on=TODAY)
        record = read_story(ready, actor=OPERATOR, story_id=draft.story_id)
        exported(ready, record)
        lines.append(story_to_export(ready, record, actor=OPERATOR).provenance.co_signature)
        with ready.begin() as connection:
            connection.execute(sa.text("UPDATE story SET status = 'draft'"))
    assert [line.split(" on ")[0] for line in lines] == [
        "Co-signed by One of us",
        "Co-signed by Another of us",
    ]


def test_a_frozen_document_of_an_earlier_release_is_read_with_defaults(ready: Engine) -> None:
    story, _ = approved(ready)
    exported(ready, story)
    change(ready, lambda content: {name: said for name, said in content.items() if name != "address"})
    assert story_to_export(ready, story, actor=OPERATOR).address == ""


def test_a_frozen_document_that_cannot_be_read_is_made_anew_and_the_ledger_says_so(ready: Engine) -> None:
    story, _ = approved(ready)
    exported(ready, story)
    change(ready, lambda content: content | {"sections": "gone"})
    records_change(ready)
    assert story_to_export(ready, story, actor=OPERATOR).sections
    exported(ready, story)
    exported(ready, story)
    assert [one.is_anew for one in ledger(ready, actor=OPERATOR)] == [False, False, True, True, False, False]


def change(engine: Engine, how: object) -> None:
    """Change what the ledger keeps of every export."""
    assert callable(how)
    with engine.begin() as connection:
        for number, content in connection.execute(sa.select(PUBLICATION.c.id, PUBLICATION.c.content)).all():
            connection.execute(
                sa.update(PUBLICATION).where(PUBLICATION.c.id == number).values(content=how(content))
            )
