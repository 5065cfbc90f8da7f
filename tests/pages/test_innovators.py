"""The Innovators and the ledger: an issue composed, seen and exported, and noted where it went."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.publishing.formats import Format
from components.ui.stories import composing, exporting
from data_access.commands.stories import PublicationDraft, record_publication
from data_access.engine import get_engine
from data_access.queries.stories import IssueRecord, ledger, list_issues, read_issue, story_cards
from domain.permissions import OPERATOR
from domain.vocabulary import Channel, UserRole
from tests.pages.conftest import texts
from tests.pages.story_desk import plain

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
    app.multiselect(key=f"issue_{record.id}_{record.version}_add_0").set_value(two).run()
    return app.button(key="save_issue").click().run()


def test_an_issue_is_begun_with_a_title(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), COMPOSE)
    app.button(key="begin_issue").click().run()
    assert len(app.error) == 1
    app.text_input(key="issue_new_title").set_value("A trial issue").run()
    app.button(key="begin_issue").click().run()
    assert not app.exception
    assert the_issue().title == "A trial issue"


def test_stories_are_added_ordered_and_taken_out(open_signed_in: OpenSignedIn) -> None:
    app = with_two_stories(begun(open_signed_in))
    assert not app.exception
    record = the_issue()
    first, second = (story.id for story in record.stories)
    prefix = f"issue_{record.id}_{record.version}"
    app.button(key=f"{prefix}_up_1").click().run()
    app.button(key="save_issue").click().run()
    assert [story.id for story in the_issue().stories] == [second, first]
    record = the_issue()
    app.button(key=f"issue_{record.id}_{record.version}_out_0").click().run()
    app.button(key="save_issue").click().run()
    assert [story.id for story in the_issue().stories] == [first]


def test_the_pages_are_seen_as_pictures(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "shown_until_done", lambda work, **_: work.is_done(within=120))
    app = begun(open_signed_in)
    app.session_state["issue_tabs"] = "See the pages"
    app.run()
    assert "Choose stories first, then you see the pages here." in texts(app)
    app.session_state["issue_tabs"] = "Compose"
    with_two_stories(app.run())
    app.session_state["issue_tabs"] = "See the pages"
    app.run()
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

    for module, name in ((exporting, "export_record"), (composing, "pages_apart")):
        monkeypatch.setattr(module, "shown_until_done", lambda work, **_: work.is_done(within=120))
        monkeypatch.setattr(module, name, broken)
    app = with_two_stories(begun(open_signed_in))
    app.session_state["issue_tabs"] = "Export"
    app.run().button(key="export").click().run()
    assert [plain(one.value) for one in app.error] == [exporting.NO_FILE]
    app.session_state["issue_tabs"] = "See the pages"
    assert [plain(one.value) for one in app.run().error] == [composing.NO_PAGES]


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
    app.run()
    app.text_input(key=f"used_where_{number}").set_value("Newsletter of November").run()
    app.button(key="note_used").click().run()
    assert not app.exception
    assert ledger(get_engine(), actor=OPERATOR)[0].where_used == "Newsletter of November"
