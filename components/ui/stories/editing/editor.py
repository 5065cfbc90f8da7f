"""The editor of a story: what is missing stands beside the writing, and all is kept as one types."""

from collections.abc import Mapping

import streamlit as st
from pydantic import ValidationError

from components.publishing.glyphs import missing_glyphs
from components.ui import outcome
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.editing.beside import beside_the_writing
from components.ui.stories.editing.easy_read_part import easy_read_below, easy_read_part
from components.ui.stories.editing.form import StoryForm, as_json, close_form, form_of, typed_of
from components.ui.stories.editing.newer_view import newer_view
from components.ui.stories.editing.parts import (
    head_part,
    numbers_part,
    pairs_part,
    place_part,
    quotes_part,
    sources_part,
    text_parts,
)
from components.ui.stories.editing.pictures_part import pictures_part
from components.ui.stories.editing.words_below import words_below
from components.ui.stories.words import facts_of_stories
from data_access.commands.stories import save_story
from data_access.engine import get_engine
from data_access.facts import Facts
from data_access.queries.stories import ConsentRecord, StoryRecord, consents_of_story, read_story
from domain.errors import HeardError, RefusedFieldsError, StaleRecordError
from domain.permissions import Actor
from domain.story_gate import may_write_story
from domain.vocabulary import ConsentKind, StoryStatus
from domain.wording import in_uk, join_and

WIDTH, BESIDE = 840, 340
SAVED = "story_saved"


def story_editor(record: StoryRecord) -> None:
    """The whole form of a story."""
    form = form_of(record, current_actor())
    if not form.is_changed and form.read_version < record.version:
        # Nothing of one's own is typed: what was saved meanwhile is simply shown.
        close_form(form, current_actor())
        form = form_of(record, current_actor())
    _editor(form)


@st.fragment
def _editor(form: StoryForm) -> None:
    actor = current_actor()
    record = read_story(get_engine(), actor=actor, story_id=form.story_id)
    consents = consents_of_story(get_engine(), actor=actor, story_id=form.story_id)
    with st.container(key="writing_desk", horizontal=True, gap="medium"):
        beside = st.container(key="beside_writing", width=BESIDE)
        with st.container(key="writing", width=WIDTH):
            _say(form)
            _warn(record)
            newer = st.container()
            _parts(form, actor, consents)
            form.keep(actor)
            form.look_at(record)
            _save_bar(form, actor)
    # Filled at the end, so that they speak of what was typed just now.
    with newer:
        newer_view(form)
    with beside:
        beside_the_writing(form, record, consents)


def _parts(form: StoryForm, actor: Actor, consents: list[ConsentRecord]) -> None:
    facts = facts_of_stories()
    with st.expander("Headline", expanded=True):
        slots = head_part(form)
    with st.expander("Network, groups and language"):
        place_part(form, facts, networks=_networks(form, actor, facts))
    with st.expander("The story", expanded=True):
        slots |= text_parts(form)
    with st.expander("Easy Read", expanded=bool(form.typed["easy_read"])):
        easy_read_part(form)
        below_easy_read = st.container()
    with st.expander("Numbers", expanded=bool(form.rows("metrics"))):
        numbers_part(form)
    with st.expander("You said, we did"):
        pairs_part(form)
    with st.expander("Quotes"):
        quotes_part(form, consents=_of_kind(consents, ConsentKind.QUOTE))
    with st.expander("Pictures"):
        pictures_part(form, consents=_of_kind(consents, ConsentKind.PICTURE))
    with st.expander("Sources"):
        sources_part(form)
    for part, slot in slots.items():
        with slot:
            words_below(form, part)
    with below_easy_read:
        easy_read_below(form)


def _networks(form: StoryForm, actor: Actor, facts: Facts) -> Mapping[str, str]:
    """The networks that one may write for, and the one that the story is of."""
    named = {code: one.short_name for code, one in facts.reference.networks.items()}
    return {
        code: name
        for code, name in named.items()
        if may_write_story(actor, code) or code == form.typed["network"]
    }


def _of_kind(consents: list[ConsentRecord], kind: ConsentKind) -> Mapping[int, str]:
    return {one.id: one.facts.person_reference for one in consents if one.facts.kind is kind}


def _say(form: StoryForm) -> None:
    if form.is_resumed:
        st.info("This goes on from what you typed before and did not save yet.")
    outcome.say(SAVED)
    if "" in form.problems:
        st.error(escaped(form.problems[""]))


def _warn(record: StoryRecord) -> None:
    """What saving would lead to."""
    if record.status is StoryStatus.PUBLISHED or record.public_version is not None:
        st.info(
            "This story is on the web. What you save is a new draft: the web keeps what was approved "
            "until the new version is co-signed, approved and published."
        )
    elif record.status in {StoryStatus.CO_SIGNED, StoryStatus.APPROVED}:
        st.warning(
            "When you save a change, this story is a draft again: it must be co-signed and approved anew."
        )


def _save_bar(form: StoryForm, actor: Actor) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        save = st.button("Save this version", type="primary", key="save_story")
        drop = form.is_changed and st.button("Throw away what I typed", key="drop_story")
    if form.not_kept:
        st.warning(escaped(form.not_kept))
    elif form.kept_at is not None:
        st.caption(f"Draft kept at {in_uk(form.kept_at):%H:%M}. You can close this page and go on later.")
    if save:
        _save(form, actor)
        st.rerun()
    if drop:
        close_form(form, actor)
        st.rerun()


def _save(form: StoryForm, actor: Actor) -> None:
    if any(path for path in form.problems if path.startswith("metrics.")):
        form.problems[""] = "Some numbers are not numbers. Open “Numbers” and correct them."
        return
    form.problems = {}
    try:
        content = form.content
    except ValidationError:
        form.problems[""] = "A number is missing its value. Open “Numbers”, fill it in or take it out."
        return
    if strange := missing_glyphs(as_json(typed_of(content))):
        form.problems[""] = (
            f"No typeface of Heard can print {join_and(strange[:5])}. Take out such signs, emoji among them."
        )
        return
    try:
        saved = save_story(
            get_engine(), actor=actor, story_id=form.story_id, content=content, read_version=form.read_version
        )
    except StaleRecordError as error:
        form.problems[""] = str(error)
        form.newer = read_story(get_engine(), actor=actor, story_id=form.story_id)
    except RefusedFieldsError as error:
        form.problems = {**error.by_field, "": f"Not saved. {error}"}
    except HeardError as error:
        form.problems[""] = f"Not saved. {error}"
    else:
        close_form(form, actor)
        told = f"Saved as version {saved.version}." if saved.changed else "Nothing had to change."
        outcome.note(SAVED, "success", told)
