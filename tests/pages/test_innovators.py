"""The Innovators and the ledger: an issue composed, seen and exported, and noted where it went."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.publishing.document import IssueDocument
from components.publishing.formats import Format
from components.publishing.looks import forget
from components.ui.stories import composing, exporting, issue_pages, issue_stories
from data_access.commands.stories import PublicationDraft, record_publication
from data_access.engine import get_engine
from data_access.queries.stories import IssueRecord, ledger, list_issues, read_issue, story_cards
from domain.permissions import OPERATOR
from domain.vocabulary import Channel, UserRole
from tests.pages.conftest import texts
from tests.pages.story_desk import plain, saved_by_another

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
COMPOSE, EXPORTS = "publish/innovators", "publish/exports"


def the_issue() -> IssueRecord:
    (line,) = list_issues(get_engine(), actor=OPERATOR)
    return read_issue(get_engine(), actor=OPERATOR, slug=line.slug)


def begun(open_signed_in: OpenSignedIn) -> AppTest:
    """The page of an issue that was begun just now."""
    app = open_signed_in(UserRole.COMMS, ("SL",), COMPOSE)
    app.text_input(key="issue_new_title").set_value("A trial issue").run()
    return app.button(key="begin_issue").click().run()


def with_two_stories(app: AppTest) -> AppTest:
    record = the_issue()
    two = [card.id for card in story_cards(get_engine(), actor=OPERATOR)][:2]
    app.multiselect(key=f"issue_{record.id}_{record.version}_add").set_value(two).run()
    return app.button(key="save_issue").click().run()


def test_an_issue_is_begun_with_a_title(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), COMPOSE)
    app.button(key="begin_issue").click().run()
    assert len(app.error) == 1
    app.text_input(key="issue_new_title").set_value("A trial issue").run()
    app.button(key="begin_issue").click().run()
    assert not app.exception
    assert the_issue().title == "A trial issue"


def prefix_of(record: IssueRecord) -> str:
    return f"issue_{record.id}_{record.version}"


def turned_to(app: AppTest, tab: str) -> AppTest:
    app.session_state["issue_tabs"] = tab
    return app.run()


def shown_to(app: AppTest, seen: list[IssueDocument]) -> IssueDocument:
    """What the pages are made of when somebody looks at them."""
    turned_to(app, "See the pages")
    assert not app.exception
    return seen[-1]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[IssueDocument]:
    """The documents whose pages were asked for, in turn; nothing is set, and nobody waits."""
    asked: list[IssueDocument] = []

    def pages(issue: IssueDocument, **_: object) -> list[bytes]:
        asked.append(issue)
        return []

    monkeypatch.setattr(issue_pages, "pages_apart", pages)
    monkeypatch.setattr(issue_pages, "FIRST_LOOK", 60)
    return asked


def test_stories_are_added_ordered_and_taken_out(open_signed_in: OpenSignedIn) -> None:
    app = with_two_stories(begun(open_signed_in))
    assert not app.exception
    record = the_issue()
    first, second = (story.id for story in record.stories)
    app.number_input(key=f"{prefix_of(record)}_place_2").set_value(1).run()
    assert [one.value for one in app.number_input][:2] == [1, 2]
    app.button(key="save_issue").click().run()
    assert [story.id for story in the_issue().stories] == [second, first]
    app.button(key=f"{prefix_of(the_issue())}_out_1").click().run()
    app.button(key="save_issue").click().run()
    assert [story.id for story in the_issue().stories] == [first]


def test_the_last_of_many_stories_is_first_after_one_number(open_signed_in: OpenSignedIn) -> None:
    app = begun(open_signed_in)
    prefix = prefix_of(the_issue())
    many = [card.id for card in story_cards(get_engine(), actor=OPERATOR)][:5]
    app.multiselect(key=f"{prefix}_add").set_value(many).run()
    app.number_input(key=f"{prefix}_place_5").set_value(1).run()
    app.button(key="save_issue").click().run()
    assert [story.id for story in the_issue().stories] == [many[-1], *many[:-1]]


def test_cover_and_texts_are_chosen_and_come_back_as_they_were_saved(open_signed_in: OpenSignedIn) -> None:
    app = with_two_stories(begun(open_signed_in))
    record = the_issue()
    prefix, second = prefix_of(record), record.stories[1].id
    app.selectbox(key=f"{prefix}_cover").set_value(str(second)).run()
    app.text_input(key=f"{prefix}_line").set_value("They asked us first").run()
    app.selectbox(key=f"{prefix}_art").set_value("drawn").run()
    app.number_input(key=f"{prefix}_crowd").set_value(7).run()
    app.text_area(key=f"typed_{prefix}_editorial").set_value("Welcome.").run()
    app.text_input(key=f"{prefix}_signed").set_value("The editors").run()
    app.button(key="save_issue").click().run()
    assert not app.exception
    held = the_issue()
    assert (held.cover_story_id, held.cover_line, held.cover_crowd) == (second, "They asked us first", 7)
    assert (held.editorial, held.editorial_signed, held.cover_picture_id) == ("Welcome.", "The editors", None)
    assert app.number_input(key=f"{prefix_of(held)}_crowd").value == 7
    assert [plain(one.value) for one in app.success] == ["Saved."]


@pytest.mark.usefixtures("seen")
def test_what_is_typed_outlives_a_look_at_the_pages(
    open_signed_in: OpenSignedIn,
) -> None:
    app = with_two_stories(begun(open_signed_in))
    prefix = prefix_of(the_issue())
    app.text_area(key=f"typed_{prefix}_editorial").set_value("Typed, not saved.").run()
    turned_to(app, "See the pages")
    turned_to(app, "Compose")
    assert app.text_area(key=f"typed_{prefix}_editorial").value == "Typed, not saved."


def test_pages_show_what_is_typed_and_say_that_it_is_not_saved(
    open_signed_in: OpenSignedIn, seen: list[IssueDocument]
) -> None:
    app = with_two_stories(begun(open_signed_in))
    record = the_issue()
    first, second = record.stories
    assert shown_to(app, seen).stories[0].title == first.content.title
    assert not app.info
    turned_to(app, "Compose")
    app.number_input(key=f"{prefix_of(record)}_place_2").set_value(1).run()
    app.text_input(key=f"{prefix_of(record)}_line").set_value("A line of today").run()
    typed = shown_to(app, seen)
    assert [story.title for story in typed.stories] == [second.content.title, first.content.title]
    assert typed.face.title == "A line of today"
    assert [one.value for one in app.info] == [issue_pages.UNSAVED]
    assert the_issue() == record
    turned_to(app, "Export")
    assert composing.NOT_EXPORTED in [one.value for one in app.warning]


def test_the_same_pages_are_not_set_again(open_signed_in: OpenSignedIn, seen: list[IssueDocument]) -> None:
    app = with_two_stories(begun(open_signed_in))
    shown_to(app, seen)
    count = len(seen)
    turned_to(app, "Compose")
    shown_to(app, seen)
    assert len(seen) == count


def test_a_first_view_comes_before_the_stories_are_fitted(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def pages(*_: object, is_first_view: bool = False, **__: object) -> list[bytes]:
        asked.append(is_first_view)
        return []

    monkeypatch.setattr(issue_pages, "pages_apart", pages)
    monkeypatch.setattr(issue_pages, "FIRST_LOOK", 60)
    forget()
    app = with_two_stories(begun(open_signed_in))
    turned_to(app, "See the pages")
    assert asked == [True, False]


@pytest.mark.usefixtures("seen")
def test_a_story_that_is_being_corrected_is_named_where_the_issue_is_composed_seen_and_exported(
    open_signed_in: OpenSignedIn,
) -> None:
    app = with_two_stories(begun(open_signed_in))
    assert not app.warning
    story = the_issue().stories[0]
    saved_by_another(story, standfirst="Corrected since.")
    for tab in ("Compose", "See the pages", "Export"):
        turned_to(app, tab)
        (said,) = app.warning
        assert plain(said.value).count(story.content.title) == 1
        assert issue_stories.CORRECTED in plain(said.value)


def test_the_pages_are_seen_as_pictures(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue_pages, "FIRST_LOOK", 120)
    app = begun(open_signed_in)
    turned_to(app, "See the pages")
    assert "Choose stories first, then you see the pages here." in texts(app)
    with_two_stories(turned_to(app, "Compose"))
    turned_to(app, "See the pages")
    assert not app.exception
    # Cover, contents, welcome, two stories, back page.
    assert len(app.get("image")) >= 6


def test_an_issue_is_exported_and_stands_in_the_ledger(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "shown_until_done", lambda work, **_: work.is_done(within=120))
    app = with_two_stories(begun(open_signed_in))
    app.session_state["issue_tabs"] = "Export"
    app.run()
    record = the_issue()
    app.multiselect(key=f"formats_issue_{record.id}").set_value([Format.TEXT, Format.JSON]).run()
    app.button(key="export").click().run()
    assert not app.exception
    assert [one.value for one in app.success] == ["All files are made, and noted in the list of exports."]
    assert {one.format for one in ledger(get_engine(), actor=OPERATOR)} == {"text", "json"}


def test_a_fault_that_nobody_foresaw_is_said_in_words_of_exports_and_pages(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError("a fault")

    monkeypatch.setattr(exporting, "shown_until_done", lambda work, **_: work.is_done(within=120))
    monkeypatch.setattr(exporting, "export_record", broken)
    monkeypatch.setattr(issue_pages, "pages_apart", broken)
    monkeypatch.setattr(issue_pages, "FIRST_LOOK", 60)
    app = with_two_stories(begun(open_signed_in))
    app.session_state["issue_tabs"] = "Export"
    app.run().button(key="export").click().run()
    assert [plain(one.value) for one in app.error] == [exporting.NO_FILE]
    app.session_state["issue_tabs"] = "See the pages"
    assert [plain(one.value) for one in app.run().error] == [issue_pages.NO_PAGES]


def test_where_an_export_was_used_is_noted(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), EXPORTS)
    assert "Nothing was exported yet." in texts(app)
    assert "No consent ends within 60 days." in texts(app)
    card = story_cards(get_engine(), actor=OPERATOR)[0]
    number = record_publication(
        get_engine(),
        actor=OPERATOR,
        draft=PublicationDraft(
            story_id=card.id, format="pdf", channel=Channel.MAGAZINE, version=card.version, fingerprint="0" * 64,
            size=1, theme="heard", content={},
        ),
    )  # fmt: skip
    app.session_state[f"files_{number}"] = True
    app.run()
    app.text_input(key=f"used_where_{number}").set_value("Newsletter of November").run()
    app.button(key=f"note_used_{number}").click().run()
    assert not app.exception
    assert ledger(get_engine(), actor=OPERATOR)[0].where_used == "Newsletter of November"
