"""The story that is open in this visit: what is typed, kept as a draft with every change, and what was refused."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

from data_access.commands.form_drafts import discard_form_draft, form_draft, save_form_draft
from data_access.engine import get_engine
from data_access.queries.stories import StoryRecord, story_history
from domain.errors import HeardError
from domain.permissions import Actor
from domain.story import MetricContent, StoryContent

_SLOT = "story_form"
Typed = dict[str, Any]


@dataclass
class StoryForm:
    """One open story. `read_version` is the version that what is typed builds on.

    `saved` is the story as it was at that version and `kept` the draft that the store holds, both as JSON.
    `problems` are sentences by path ("metrics.0.label"); `newer` is what somebody else saved meanwhile.
    """

    story_id: int
    read_version: int
    typed: Typed
    saved: str = ""
    kept: str = ""
    kept_at: datetime | None = None
    not_kept: str = ""
    is_resumed: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    newer: StoryRecord | None = None
    opened: str = field(default_factory=lambda: secrets.token_hex(3))

    @property
    def draft_name(self) -> str:
        """The name of its draft."""
        return f"story:{self.story_id}"

    def widget(self, path: str) -> str:
        """The key of a field's widget. Its first word tells the browser to hand over as one types."""
        return f"typed_{self.opened}_{path.replace('.', '_')}"

    def renew_widgets(self) -> None:
        """Let all widgets start anew from what is typed, as after a row was taken out."""
        self.opened = secrets.token_hex(3)

    @property
    def content(self) -> StoryContent:
        """What is typed, as a story."""
        return StoryContent.model_validate(self.typed)

    @property
    def content_so_far(self) -> StoryContent:
        """What is typed, as a story; a number without its value counts as 0, so that the places stay."""
        numbers = [{**row, "value": row["value"] or 0.0} for row in self.rows("metrics")]
        return StoryContent.model_validate({**self.typed, "metrics": numbers})

    @property
    def numbers_so_far(self) -> list[MetricContent]:
        """The numbers that have a value, each with the key that texts call it by."""
        return [
            MetricContent.model_validate({**row, "key": row["key"] or f"m{place}"})
            for place, row in enumerate(self.rows("metrics"), start=1)
            if row["value"] is not None
        ]

    def look_at(self, record: StoryRecord) -> None:
        """Note what somebody else saved since: `newer`, where it says something else than what was read."""
        if record.version <= self.read_version:
            return
        if as_json(typed_of(record.content)) == self.saved:
            # Only where it stands has changed: what is typed builds on the same words.
            self.read_version = record.version
        elif self.is_changed:
            self.newer = record

    def put_together(self, newer: StoryRecord) -> None:
        """Build on the newer version: its parts where nothing else is typed here, and what is typed elsewhere."""
        theirs = typed_of(newer.content)
        own = self.parts_changed_here
        self.typed = {part: self.typed[part] if part in own else theirs[part] for part in theirs}
        self.saved, self.read_version, self.newer = as_json(theirs), newer.version, None
        self.problems.pop("", None)
        self.renew_widgets()

    @property
    def parts_changed_here(self) -> tuple[str, ...]:
        """The parts that differ from the version that was read, in the order of a story."""
        before: Typed = json.loads(self.saved)
        return tuple(part for part, value in self.typed.items() if value != before.get(part))

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is kept as a draft and not saved."""
        return bool(self.kept)

    def rows(self, part: str) -> list[Typed]:
        """The rows of a part with rows, such as "quotes"; changed in place."""
        rows: list[Typed] = self.typed[part]
        return rows

    def keep(self, actor: Actor) -> None:
        """Keep what is typed as a draft, where it differs from what was kept; never raises."""
        now = as_json(self.typed)
        if now == self.kept or (not self.kept and now == self.saved):
            return
        typed = {"typed": self.typed, "read_version": self.read_version}
        try:
            self.kept_at = save_form_draft(get_engine(), actor=actor, form=self.draft_name, typed=typed)
        except HeardError as error:
            self.not_kept = str(error)
        else:
            self.kept, self.not_kept = now, ""


def as_json(typed: Typed) -> str:
    """What is typed, to compare."""
    return json.dumps(typed, sort_keys=True, ensure_ascii=False)


def typed_of(content: StoryContent) -> Typed:
    """A story as the form holds it."""
    typed: Typed = content.model_dump(mode="json")
    return typed


def form_of(record: StoryRecord, actor: Actor) -> StoryForm:
    """The form of this story: the one that is open, the draft that was kept, or what the store has."""
    form: StoryForm | None = st.session_state.get(_SLOT)
    if form is None or form.story_id != record.id:
        form = _opened(record, actor)
        st.session_state[_SLOT] = form
    return form


def _opened(record: StoryRecord, actor: Actor) -> StoryForm:
    typed = typed_of(record.content)
    fresh = StoryForm(record.id, record.version, typed, saved=as_json(typed))
    draft = form_draft(get_engine(), actor=actor, form=fresh.draft_name)
    if draft is None:
        return fresh
    fresh.typed = {**typed, **draft.typed["typed"]}
    fresh.read_version = int(draft.typed["read_version"])
    fresh.kept, fresh.kept_at, fresh.is_resumed = as_json(fresh.typed), draft.changed_at, True
    fresh.saved = _as_it_was(record, actor, version=fresh.read_version)
    return fresh


def _as_it_was(record: StoryRecord, actor: Actor, *, version: int) -> str:
    """The story at the version that a draft builds on; as it stands now where that is not known any more."""
    earlier = story_history(get_engine(), actor=actor, story_id=record.id) if version < record.version else []
    found = [revision.content for revision in earlier if revision.version == version]
    return as_json(typed_of(found[0] if found else record.content))


def close_form(form: StoryForm, actor: Actor) -> None:
    """Forget the form and its draft."""
    discard_form_draft(get_engine(), actor=actor, form=form.draft_name)
    st.session_state.pop(_SLOT, None)
