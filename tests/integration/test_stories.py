"""Writing stories: begun from the record, saved as versions, and never over another's change."""

from typing import NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.commands.stories import (
    add_picture,
    remove_picture,
    restore_revision,
    save_story,
    start_story,
)
from data_access.queries.stories import (
    read_pictures,
    read_revision,
    read_story,
    story_cards,
    story_gaps,
    story_history,
)
from data_access.queries.stories.rows import PARTS
from data_access.tables import Activity, Table
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import (
    InvalidRecordError,
    NotAllowedError,
    NotFoundError,
    RefusedFieldsError,
    StaleRecordError,
)
from domain.filters import Filters
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.story import MetricContent, PairContent, QuoteContent, SourceContent
from domain.vocabulary import Provenance, StoryStatus, UserRole
from seed_data.demonstration import remove_illustrative
from tests.integration.factories import save
from tests.integration.story_scene import (
    TODAY,
    a_draft,
    a_picture_file,
    an_account_of,
    an_activity_with_outcomes,
    published,
)


class Makers(NamedTuple):
    """Those who make stories of the network SL, and a writer of another."""

    writer: Actor
    lay: Actor
    comms: Actor
    stranger: Actor


@pytest.fixture
def makers(filled: Engine) -> Makers:
    return Makers(
        an_account_of(filled, UserRole.CONTRIBUTOR, "SL"),
        an_account_of(filled, UserRole.LAY_PARTNER, "SL"),
        an_account_of(filled, UserRole.COMMS),
        an_account_of(filled, UserRole.CONTRIBUTOR, "GM"),
    )


def test_a_story_begins_with_what_the_record_says(filled: Engine, makers: Makers) -> None:
    activity = an_activity_with_outcomes(filled)
    started = start_story(filled, actor=makers.writer, activities=[activity])
    record = read_story(filled, actor=makers.writer, slug="tea-and-questions")
    content = record.content
    assert (started.story_id, started.version, record.status) == (record.id, 1, StoryStatus.DRAFT)
    assert (content.title, content.network, content.kicker) == ("Tea and questions", "SL", "Place SL")
    assert (content.background, content.rung) == ("Waits were long.", "CODESIGN")
    assert content.outcomes == "Average wait: {{average-wait}}, compared with {{average-wait.baseline}}."
    assert content.groups == ("DEP20", "OLDER")
    assert content.pairs == (
        PairContent(you_said="Tell us how long.", we_did="Each letter names the wait."),
        PairContent(you_said="Open on Sundays.", we_did="Not possible: there are too few staff."),
    )
    [metric] = content.metrics
    assert (metric.key, metric.value, metric.baseline, metric.source) == (
        "average-wait",
        5,
        9,
        "Clinic count",
    )
    assert content.sources == (SourceContent(citation="Clinic count", link="https://example.org/count"),)
    assert content.activities == (activity,)
    assert len(content.outcome_records) == 2
    assert record.provenance is Provenance.SUBMITTED


def test_a_second_story_of_the_same_name_has_an_address_of_its_own(filled: Engine, makers: Makers) -> None:
    first = start_story(filled, actor=makers.writer, network="SL", title="Tea")
    second = start_story(filled, actor=makers.writer, network="SL", title="Tea")
    assert (first.slug, second.slug) == ("tea", "tea-2")


def test_a_title_without_latin_letters_gets_an_address_all_the_same(filled: Engine, makers: Makers) -> None:
    assert start_story(filled, actor=makers.writer, network="SL", title="الناس أولاً").slug == "story"


def test_a_story_needs_something_to_begin_with(filled: Engine, makers: Makers) -> None:
    with pytest.raises(InvalidRecordError, match="working headline"):
        start_story(filled, actor=makers.writer, network="SL")
    with pytest.raises(NotFoundError):
        start_story(filled, actor=makers.writer, activities=[99], network="SL")


def test_a_story_is_begun_only_for_ones_own_network_and_records(filled: Engine, makers: Makers) -> None:
    activity = an_activity_with_outcomes(filled)
    for wrong in ({"activities": [activity]}, {"activities": [activity], "network": "GM"}):
        with pytest.raises(NotAllowedError):
            start_story(filled, actor=makers.stranger, **wrong)  # type: ignore[arg-type]
    with pytest.raises(NotAllowedError, match="all of England"):
        start_story(filled, actor=makers.writer, title="Everywhere")
    with pytest.raises(NotAllowedError, match="for SL"):
        start_story(filled, actor=makers.comms, activities=[activity])
    assert start_story(filled, actor=makers.comms, title="Everywhere").version == 1


def test_a_story_of_a_demonstration_is_one_and_goes_with_it(filled: Engine, makers: Makers) -> None:
    activity = an_activity_with_outcomes(filled)
    with unit_of_work(filled, actor=OPERATOR) as work:
        work.session.execute(sa.update(Activity).values(provenance=Provenance.ILLUSTRATIVE))
        work.audit("changed", "activity", activity)
    draft = start_story(filled, actor=makers.writer, activities=[activity])
    own = start_story(filled, actor=makers.writer, network="SL", title="Ours")
    content = read_story(filled, actor=makers.writer, story_id=own.story_id).content
    outcomes = read_story(filled, actor=makers.writer, story_id=draft.story_id).content.outcome_records
    for taken in ({"activities": (activity,)}, {"outcome_records": outcomes[:1]}):
        with pytest.raises(RefusedFieldsError, match="record for demonstration"):
            save_story(
                filled, actor=makers.writer, story_id=own.story_id, read_version=1,
                content=content.model_copy(update=taken),
            )  # fmt: skip
    with unit_of_work(filled, actor=OPERATOR) as work:
        assert remove_illustrative(work)["story"] == 1
    with pytest.raises(NotFoundError):
        read_story(filled, actor=makers.writer, story_id=draft.story_id)


def test_what_is_saved_is_read_again_part_by_part(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    content = read_story(filled, actor=makers.writer, story_id=draft.story_id).content
    for name in PARTS:
        assert getattr(content, name) or name in {"pairs", "sources"}
    whole = content.model_copy(
        update={
            "language": "cy", "rung": "CODESIGN", "rung_reason": "They did.", "limits": "Few.\n\nOne year.",
            "pairs": (PairContent(you_said="A", we_did="B"),),
            "sources": (SourceContent(citation="A report", link="https://example.org/"),),
        }
    )  # fmt: skip
    saved = save_story(filled, actor=makers.writer, story_id=draft.story_id, content=whole, read_version=2)
    assert saved.version == 3
    assert read_story(filled, actor=makers.writer, story_id=draft.story_id).content == whole


def test_saving_the_same_again_changes_nothing(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    content = read_story(filled, actor=makers.writer, story_id=draft.story_id).content
    again = save_story(filled, actor=makers.writer, story_id=draft.story_id, content=content, read_version=2)
    assert (again.changed, again.version) == (False, 2)
    assert len(story_history(filled, actor=makers.writer, story_id=draft.story_id)) == 2


def test_the_later_of_two_writers_is_told_and_the_earlier_words_stay(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    content = read_story(filled, actor=makers.writer, story_id=draft.story_id).content
    first, second = (content.model_copy(update={"limits": text}) for text in ("First.", "Second."))
    admin = an_account_of(filled, UserRole.ADMIN)
    save_story(filled, actor=admin, story_id=draft.story_id, content=first, read_version=2)
    with pytest.raises(
        StaleRecordError, match=r"^Administrator of all saved version 3 of this story on \d+ "
    ):
        save_story(filled, actor=makers.writer, story_id=draft.story_id, content=second, read_version=2)
    assert read_story(filled, actor=makers.writer, story_id=draft.story_id).content == first


def test_hidden_characters_are_taken_out_and_words_stay(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    content = read_story(filled, actor=makers.writer, story_id=draft.story_id).content
    save_story(
        filled, actor=makers.writer, story_id=draft.story_id, read_version=2,
        content=content.model_copy(
            update={
                "title": " A\u202eB\x00C\u2066 ",
                "limits": "می\u200cخواهم <b>&amp;",
                "quotes": (*content.quotes, QuoteContent(text="\u200f ", attribution="")),
            }
        ),
    )  # fmt: skip
    saved = read_story(filled, actor=makers.writer, story_id=draft.story_id).content
    assert (saved.title, saved.limits) == ("ABC", "می\u200cخواهم <b>&amp;")
    assert len(saved.quotes) == 1


@pytest.mark.parametrize(
    ("changes", "path", "sentence"),
    [
        ({"title": " ".join(["word"] * 60)}, "title", "Headline: use at most 200 characters. There are 299."),
        ({"title": ""}, "title", "headline"),
        ({"network": "GM", "groups": ("NONE",)}, "groups", "“NONE” is not one"),
        ({"rung": "TOP"}, "rung", "“TOP”"),
        ({"language": "<x>"}, "language", "language"),
        ({"activities": (99,)}, "activities", "gone"),
        ({"background": "x" * 150_001}, "background", "150,000 characters"),
        (
            {"metrics": (MetricContent(key="", label="x", value=float("nan")),)},
            "metrics.0.value",
            "give a number",
        ),
        ({"metrics": (MetricContent(key="A b", label="x", value=1),)}, "metrics.0.key", "small letters"),
        ({"metrics": (MetricContent(key="a", label="x", value=1),) * 2}, "metrics.1.key", "called a already"),
        (
            {"sources": (SourceContent(citation="x", link="javascript:alert(1)"),)},
            "sources.0.link",
            "whole web address",
        ),
        (
            {"quotes": (QuoteContent(text="x" * 1001, attribution="A"),)},
            "quotes.0.text",
            "Quote 1, words: use at most 1000 characters. There are 1001.",
        ),
        ({"quotes": (QuoteContent(text="x", attribution="A", consent_id=99),)}, "quotes.0", "of this story"),
        ({"quotes": (QuoteContent(text="x", attribution="A"),) * 61}, "quotes", "60"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_name_and_nothing_is_saved(
    filled: Engine, changes: dict[str, object], path: str, sentence: str
) -> None:
    admin = an_account_of(filled, UserRole.ADMIN)
    started = start_story(filled, actor=admin, network="SL", title="Tea")
    content = read_story(filled, actor=admin, story_id=started.story_id).content
    with pytest.raises(RefusedFieldsError) as refused:
        save_story(
            filled, actor=admin, story_id=started.story_id, read_version=1,
            content=content.model_copy(update=changes),
        )  # fmt: skip
    assert sentence in refused.value.by_field[path]
    assert read_story(filled, actor=admin, story_id=started.story_id).content == content


def test_a_picture_of_another_story_or_the_same_twice_is_refused(filled: Engine, makers: Makers) -> None:
    one, other = (a_draft(filled, makers.writer, title=title) for title in ("One", "Other"))
    foreign = read_story(filled, actor=makers.writer, story_id=other.story_id).content.pictures
    content = read_story(filled, actor=makers.writer, story_id=one.story_id).content
    for pictures, said in ((foreign, "is gone"), (content.pictures * 2, "twice")):
        with pytest.raises(RefusedFieldsError, match=said):
            save_story(
                filled, actor=makers.writer, story_id=one.story_id, read_version=2,
                content=content.model_copy(update={"pictures": pictures}),
            )  # fmt: skip


def test_a_story_cannot_be_handed_to_a_network_that_is_not_ones_own(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    content = read_story(filled, actor=makers.writer, story_id=draft.story_id).content
    for network in ("GM", None):
        with pytest.raises(NotAllowedError):
            save_story(
                filled, actor=makers.writer, story_id=draft.story_id, read_version=2,
                content=content.model_copy(update={"network": network}),
            )  # fmt: skip


def test_an_earlier_version_comes_back_without_the_picture_that_was_erased(
    filled: Engine, makers: Makers
) -> None:
    draft = a_draft(filled, makers.writer)
    number = draft.story_id
    whole = read_story(filled, actor=makers.writer, story_id=number).content
    [picture] = whole.pictures
    with pytest.raises(InvalidRecordError, match="shows this picture"):
        remove_picture(filled, actor=makers.writer, story_id=number, picture_id=picture.picture_id)
    bare = whole.model_copy(update={"pictures": (), "outcomes": "Gone."})
    save_story(filled, actor=makers.writer, story_id=number, content=bare, read_version=2)
    restored = restore_revision(filled, actor=makers.writer, story_id=number, version=2, read_version=3)
    assert restored.version == 4
    assert read_story(filled, actor=makers.writer, story_id=number).content == whole
    save_story(filled, actor=makers.writer, story_id=number, content=bare, read_version=4)
    remove_picture(filled, actor=makers.writer, story_id=number, picture_id=picture.picture_id)
    restore_revision(filled, actor=makers.writer, story_id=number, version=2, read_version=5)
    last = read_story(filled, actor=makers.writer, story_id=number).content
    assert last == whole.model_copy(update={"pictures": ()})
    newest = story_history(filled, actor=makers.writer, story_id=number)[0]
    assert (newest.version, newest.note, newest.changed) == (6, "Version 2 again", ("What changed",))
    assert read_revision(filled, actor=makers.writer, story_id=number, version=2).content == whole
    with pytest.raises(NotFoundError, match="no version 9"):
        restore_revision(filled, actor=makers.writer, story_id=number, version=9, read_version=6)


def test_history_is_not_for_everybody(filled: Engine, makers: Makers) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    for actor in (PUBLIC, makers.stranger, makers.lay):
        with pytest.raises(NotAllowedError):
            story_history(filled, actor=actor, story_id=story.story_id)


def test_the_same_file_twice_is_one_picture_and_it_shows_only_once_saved(
    filled: Engine, makers: Makers
) -> None:
    started = start_story(filled, actor=makers.writer, network="SL", title="Tea")
    number = started.story_id
    one, again = (
        add_picture(filled, actor=makers.writer, story_id=number, content=a_picture_file()) for _ in range(2)
    )
    assert one == again
    assert (one.media_type, one.width, one.height) == ("image/jpeg", 320, 200)
    assert read_pictures(filled, actor=makers.writer, story_id=number) == {}
    [kept] = read_pictures(filled, actor=makers.writer, story_id=number, all_of_them=True).values()
    assert not kept.is_shown
    assert read_pictures(filled, actor=makers.writer, story_id=number, all_of_them=True, only=(0,)) == {}
    with pytest.raises(NotAllowedError, match="may not see consents"):
        read_pictures(filled, actor=makers.lay, story_id=number, all_of_them=True)
    with pytest.raises(NotAllowedError):
        add_picture(filled, actor=makers.stranger, story_id=number, content=a_picture_file())


def test_a_draft_is_not_there_for_the_public(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    for actor in (PUBLIC, makers.stranger):
        with pytest.raises(NotFoundError):
            read_story(filled, actor=actor, story_id=draft.story_id)
        with pytest.raises(NotFoundError):
            read_pictures(filled, actor=actor, story_id=draft.story_id)
        with pytest.raises(NotFoundError):
            story_gaps(filled, actor=actor, story_id=draft.story_id, on=TODAY)
        assert story_cards(filled, actor=actor, statuses=list(StoryStatus)) == []
    assert len(story_cards(filled, actor=makers.lay, statuses=list(StoryStatus))) == 1


def test_cards_are_filtered_and_searched_in_the_words_that_people_read(
    filled: Engine, makers: Makers
) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    [card] = story_cards(filled, actor=PUBLIC)
    assert (card.slug, card.network, card.groups) == (story.slug, "SL", ("OLDER",))
    assert card.number is not None
    assert (card.number.value, card.picture_alt) == (5, "Tea")
    for search in ("WEEKS tea", "5 weeks", "asked"):
        assert len(story_cards(filled, actor=PUBLIC, search=search)) == 1
    assert story_cards(filled, actor=PUBLIC, search="{{wait}}") == []
    for fits, filters in (
        (True, Filters(year="2026", networks=("SL",), groups=("OLDER",))),
        (False, Filters(year="2026", networks=("GM",))),
        (False, Filters(year="2026", groups=("DEP20",))),
        (False, Filters(year="2026", rungs=("CODESIGN",))),
    ):
        assert bool(story_cards(filled, actor=PUBLIC, filters=filters)) is fits


def test_only_what_the_public_sees_raises_the_version_of_the_store(filled: Engine, makers: Makers) -> None:
    before = store_version(filled)
    draft = a_draft(filled, makers.writer)
    assert store_version(filled) == before
    story = published(filled, makers.writer, makers.lay, makers.comms, title="Out")
    assert store_version(filled) == before + 1
    content = read_story(filled, actor=makers.writer, story_id=story.story_id).content
    save_story(
        filled, actor=makers.writer, story_id=story.story_id, read_version=2,
        content=content.model_copy(update={"limits": "Few."}),
    )  # fmt: skip
    assert store_version(filled) == before + 2
    assert read_story(filled, actor=makers.writer, story_id=draft.story_id).version == 2


def test_a_story_that_lost_a_row_by_hand_still_reads(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    save(filled)
    with unit_of_work(filled, actor=OPERATOR) as work:
        work.session.execute(sa.delete(Table.metadata.tables["story_metric"]))
        work.audit("removed", "story", draft.story_id)
    record = read_story(filled, actor=makers.writer, story_id=draft.story_id)
    assert record.content.metrics == ()
    [gap] = [
        one
        for one in story_gaps(filled, actor=makers.writer, story_id=record.id, on=TODAY)
        if one.part != "co_signature"
    ]
    assert gap.part == "outcomes"
