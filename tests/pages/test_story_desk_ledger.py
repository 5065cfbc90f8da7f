"""The ledger on its page: an entry for each export, found by words and choices, page by page, its use noted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.stories.ledger_exports import exports_of, matching
from data_access.commands.stories import (
    PublicationDraft,
    approve,
    record_publication,
    record_publications,
    send_to_review,
)
from data_access.engine import get_engine
from data_access.queries.stories import LedgerEntry, StoryRecord, ledger
from domain.permissions import OPERATOR
from domain.vocabulary import Channel, UserRole
from tests.pages.conftest import TODAY, texts
from tests.pages.story_desk import a_draft, as_it_stands

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
EXPORTS = "publish/exports"
AT = datetime(2026, 11, 22, 14, 3, tzinfo=UTC)


def an_entry(**changes: Any) -> LedgerEntry:
    told: dict[str, Any] = {
        "id": 1, "story_id": 7, "issue_id": None, "title": "Tea", "version": 2, "format": "pdf",
        "channel": Channel.MAGAZINE, "theme": "heard", "fingerprint": "3f9a1c52" * 8, "size": 12, "exported_at": AT,
        "exported_by": "Ada", "where_used": "", "is_anew": False,
    }  # fmt: skip
    return LedgerEntry(**told | changes)


def test_files_of_one_go_are_one_export_in_the_order_of_the_formats() -> None:
    entries = [
        an_entry(id=5, format="pdf", exported_at=AT + timedelta(seconds=90)),
        an_entry(
            id=4, format="json", channel=Channel.WEB, exported_at=AT + timedelta(seconds=2), is_anew=True
        ),
        an_entry(id=3, format="pdf", where_used="Printed"),
        an_entry(id=2, format="json"),
        an_entry(id=1, format="papyrus", exported_by="Grace"),
    ]
    exports = exports_of(entries)
    assert [[one.id for one in export.files] for export in exports] == [[5], [3, 4], [2], [1]]
    assert exports[1].formats == ["Magazine PDF", "Data"]
    assert exports[1].channels == {Channel.MAGAZINE, Channel.WEB}
    assert exports[1].uses == ["Printed"]
    assert [one.is_anew for one in exports] == [False, True, False, False]
    assert exports[3].formats == ["papyrus"]
    assert exports_of([]) == []


def test_exports_are_found_by_words_story_channel_and_person() -> None:
    tea = an_entry(id=2, where_used="The newsletter of May")
    spring = an_entry(
        id=1, story_id=None, issue_id=7, title="Spring", channel=Channel.WEB, format="site",
        fingerprint="aa" * 32, exported_by="Grace",
    )  # fmt: skip
    exports = exports_of([tea, spring])
    found = {
        "words": matching(exports, words="MAY tea"),
        "fingerprint": matching(exports, words="3f9a1c52"),
        "of": matching(exports, of=("story", 7)),
        "channel": matching(exports, channel=Channel.MAGAZINE),
        "person": matching(exports, person="Ada"),
    }
    assert all(one == [exports[0]] for one in found.values()), found
    assert matching(exports, of=("issue", 7)) == [exports[1]]
    assert matching(exports, words="tea grace") == []
    assert matching(exports) == exports


def exported(times: int) -> StoryRecord:
    """A story that was exported so many times, once a version of the ledger, in two formats."""
    engine, story = get_engine(), a_draft(no_co_signature_reason="Nobody had time.")
    asked: dict[str, Any] = {"actor": OPERATOR, "story_id": story.id, "read_version": story.version}
    send_to_review(engine, **asked)
    approve(engine, **asked, on=TODAY)
    pdf = PublicationDraft(
        format="pdf", channel=Channel.MAGAZINE, version=story.version, fingerprint="3f9a1c52" * 8, size=2_048,
        theme="heard", content={}, story_id=story.id,
    )  # fmt: skip
    text = pdf.model_copy(update={"format": "text", "channel": Channel.WEB, "fingerprint": "ab" * 32})
    for _ in range(times - 1):
        record_publication(engine, actor=OPERATOR, draft=pdf)
    record_publications(engine, actor=OPERATOR, drafts=[pdf, text])
    return as_it_stands(story)


def test_the_page_shows_an_export_with_its_moment_and_notes_where_a_file_was_used(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), EXPORTS)
    assert "Nothing was exported yet." in texts(app)
    story = exported(1)
    text, pdf = ledger(get_engine(), actor=OPERATOR, story_id=story.id)
    app.run()
    assert "1 export, newest first." in texts(app)
    assert any(f"by {OPERATOR.name}. Version 2." in one for one in texts(app))
    assert "Made: Magazine PDF and Plain text." in texts(app)
    assert "Where it was used is not said yet." in texts(app)
    app.session_state[f"files_{pdf.id}"] = True
    app.run()
    assert any("SHA-256: " + " ".join(["3f9a1c52"] * 8) in one for one in texts(app))
    app.selectbox(key=f"used_which_{pdf.id}").set_value(text.id).run()
    app.text_input(key=f"used_where_{text.id}").set_value("The newsletter of May").run()
    app.button(key=f"note_used_{pdf.id}").click().run()
    assert not app.exception
    assert "Used: The newsletter of May" in texts(app)
    app.text_input(key="ledger_words").set_value("june").run()
    assert "No export fits all of this. Leave something out." in texts(app)
    app.text_input(key="ledger_words").set_value("MAY").run()
    app.selectbox(key="ledger_of").set_value(("story", story.id)).run()
    assert "1 export, newest first." in texts(app)


def test_a_page_holds_25_exports(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), EXPORTS)
    exported(27)
    app.run()
    assert not app.exception
    assert "27 exports, newest first." in texts(app)
    assert texts(app).count("Made: Magazine PDF.") == 24
    app.session_state["ledger_page_2"] = 2
    app.run()
    assert texts(app).count("Made: Magazine PDF.") == 2
