"""A story on the desk of whoever writes it: typed, saved, moved on, and read back from the store."""

from dataclasses import dataclass

from streamlit.testing.v1 import AppTest

from components.ui.stories.editing.form import StoryForm
from data_access.commands.stories import save_story, start_story
from data_access.engine import get_engine
from data_access.queries.stories import StoryRecord, read_story
from domain.permissions import OPERATOR
from tests.integration.story_scene import TOLD

WRITE = "publish/write"


def a_draft(**changes: object) -> StoryRecord:
    """A story of South London in the store of this process, begun by the operator."""
    begun = start_story(get_engine(), actor=OPERATOR, network="SL", title="Tea and questions")
    record = read_story(get_engine(), actor=OPERATOR, story_id=begun.story_id)
    saved_by_another(
        record, **{**TOLD, "background": "Waits were long.", "no_co_signature_reason": "", **changes}
    )
    return as_it_stands(record)


def saved_by_another(record: StoryRecord, **changes: object) -> None:
    """The operator saves the story with these parts changed."""
    content = record.content.model_copy(update=changes)
    save_story(get_engine(), actor=OPERATOR, story_id=record.id, content=content, read_version=record.version)


def as_it_stands(record: StoryRecord) -> StoryRecord:
    """The story as the store has it now."""
    return read_story(get_engine(), actor=OPERATOR, story_id=record.id)


@dataclass
class Desk:
    """The app with a story opened; `story` is as it was before."""

    app: AppTest
    story: StoryRecord

    @property
    def form(self) -> StoryForm:
        """What is typed."""
        form: StoryForm = self.app.session_state["story_form"]
        return form

    @property
    def now(self) -> StoryRecord:
        """The story as the store has it now."""
        return as_it_stands(self.story)

    def tab(self, name: str) -> AppTest:
        """Open a tab."""
        self.app.session_state["desk_tabs"] = name
        return self.app.run()

    def line(self, path: str, text: str) -> None:
        """Type a text of one line."""
        self.app.text_input(key=self.form.widget(path)).set_value(text).run()

    def text(self, path: str, text: str) -> None:
        """Type a longer text."""
        self.app.text_area(key=self.form.widget(path)).set_value(text).run()

    def press(self, key: str) -> None:
        """Click a button; nothing may break."""
        self.app.button(key=key).click().run()
        assert not self.app.exception

    def save(self) -> None:
        """Save what is typed."""
        self.press("save_story")

    @property
    def said(self) -> list[str]:
        """What stands in coloured boxes."""
        kinds = (self.app.success, self.app.error, self.app.warning, self.app.info)
        return [plain(str(one.value)) for kind in kinds for one in kind]

    @property
    def told(self) -> str:
        """What stands in small letters and in text."""
        kinds = (self.app.caption, self.app.markdown, self.app.text)
        return plain("\n".join(str(one.value) for kind in kinds for one in kind))


def plain(markdown: str) -> str:
    """Markdown without what keeps stored text from being read as markdown."""
    return markdown.replace("\\", "")
