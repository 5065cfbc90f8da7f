"""The parts of the form in which a story is written."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.ui.plain_text import escaped
from components.ui.stories.editing.fields import (
    add_button,
    line,
    number,
    one_of,
    paragraphs_field,
    row_buttons,
    several,
    tick,
)
from components.ui.stories.editing.form import StoryForm, Typed
from data_access.facts import Facts
from domain.story import TEXT_PARTS
from domain.story_gate import part_label
from domain.story_numbers import bound, new_key, texts_with_numbers
from domain.wording import join_and

LANGUAGES: Mapping[str, str] = {
    "en-GB": "English", "cy": "Cymraeg (Welsh)", "pl": "Polski (Polish)", "ar": "العربية (Arabic)",
    "ur": "اردو (Urdu)", "bn": "বাংলা (Bengali)", "pa": "ਪੰਜਾਬੀ (Punjabi)", "gu": "ગુજરાતી (Gujarati)",
    "hi": "हिन्दी (Hindi)", "ta": "தமிழ் (Tamil)", "he": "עברית (Hebrew)",
}  # fmt: skip
_HINTS = {
    "background": "Why this was needed, and what it was for. Leave a line empty between paragraphs.",
    "approach": "What you did, and what people did with you.",
    "outcomes": "What is different now. Bad news and no news count too.",
    "key_learning": "What others should know, also what did not work.",
    "reached": "Who took part, in your own words.",
    "limits": "What you do not know, and what the numbers leave out.",
}
Slots = dict[str, DeltaGenerator]
"""The place below each long text, by part: filled once all is drawn, as the numbers that it speaks of come later."""
EMPTY: Mapping[str, Typed] = {
    "metrics": {
        "key": "", "label": "", "value": None, "unit": "", "baseline": None, "comparator": "", "period": "",
        "note": "", "is_share": False, "source": "",
    },
    "quotes": {"text": "", "attribution": "", "consent_id": None},
    "pairs": {"you_said": "", "we_did": ""},
    "sources": {"citation": "", "link": ""},
}  # fmt: skip


def head_part(form: StoryForm) -> Slots:
    """Headline and what stands around it."""
    typed = form.typed
    line(form, typed, "title", "Headline", path="title", most=200)
    line(
        form,
        typed,
        "kicker",
        "Line above the headline",
        path="kicker",
        most=80,
        hint="A topic, such as Joint care.",
    )
    paragraphs_field(
        form, typed, "standfirst", "Standfirst", path="standfirst", height=90,
        hint="One or two sentences that say what changed.",
    )  # fmt: skip
    slots = {"standfirst": st.container()}
    line(form, typed, "organisation", "Who did it", path="organisation", most=300)
    return slots


def place_part(form: StoryForm, facts: Facts, *, networks: Mapping[str, str]) -> None:
    """Network, groups, rung and language."""
    reference, typed = facts.reference, form.typed
    one_of(form, typed, "network", "Network", networks, path="network", none="Across England")
    groups = {code: one.label for code, one in reference.groups.items()}
    several(form, typed, "groups", "Groups that it is about", groups, path="groups")
    one_of(form, typed, "rung", "Rung of the ladder", reference.rungs, path="rung", none="Not said")
    if typed["rung"]:
        line(form, typed, "rung_reason", "Why this rung", path="rung_reason", most=600)
    key = form.widget("language")
    st.session_state.setdefault(key, typed["language"] if typed["language"] in LANGUAGES else "en-GB")
    typed["language"] = st.selectbox(
        "Language", list(LANGUAGES), key=key, format_func=lambda code: LANGUAGES[code]
    )


def text_parts(form: StoryForm) -> Slots:
    """The long texts, each with a place for how easily it reads."""
    slots = {}
    for part, heading in TEXT_PARTS.items():
        paragraphs_field(form, form.typed, part, heading, path=part, hint=_HINTS[part])
        slots[part] = st.container()
    return slots


def numbers_part(form: StoryForm) -> None:
    """Numbers, each with what texts call it by."""
    st.caption(
        "Enter a number once, here. Then choose it with “Put a number in” below any text: "
        "the text always shows the number as it stands here."
    )
    rows = form.rows("metrics")
    for place, row in enumerate(rows):
        with st.container(key=f"metric_{place}", border=True):
            _number_row(form, row, place)
    add_button(form, "metrics", "Add a number", EMPTY["metrics"])


def _number_row(form: StoryForm, row: Typed, place: int) -> None:
    path = f"metrics.{place}"
    value, unit = st.columns(2)
    with value:
        number(form, row, "value", "Number", path=f"{path}.value")
    with unit:
        line(form, row, "unit", "Unit", path=f"{path}.unit", most=60, hint="Such as %, people or weeks.")
    line(form, row, "label", "What it counts", path=f"{path}.label", most=200)
    if row["label"] and not row["key"]:
        row["key"] = new_key(row["label"], {one["key"] for one in form.rows("metrics")})
    _how_it_prints(form, row["key"] or f"m{place + 1}")
    before, compared = st.columns(2)
    with before:
        number(form, row, "baseline", "Where it started", path=f"{path}.baseline")
    with compared:
        line(form, row, "comparator", "Compared with", path=f"{path}.comparator", most=200)
    when, note = st.columns(2)
    with when:
        line(form, row, "period", "When", path=f"{path}.period", most=120)
    with note:
        line(
            form, row, "note", "Note", path=f"{path}.note", most=400, hint="Such as approximate or modelled."
        )
    line(form, row, "source", "Source", path=f"{path}.source", most=1_500)
    tick(form, row, "is_share", "It is a share of a whole", path=f"{path}.is_share")
    row_buttons(form, "metrics", place, "number")


def _how_it_prints(form: StoryForm, key: str) -> None:
    """How texts show the number, and in which of them it stands; nothing while it has no value."""
    name = f"{{{{{key}}}}}"
    printed = bound(name, form.numbers_so_far)
    if printed == name:
        return
    texts = texts_with_numbers(form.content_so_far)
    used = [part_label(part) for part, text in texts if name in text or f"{{{{{key}.baseline}}}}" in text]
    where = f"It stands in: {join_and(used)}." if used else "It stands in no text yet."
    st.caption(escaped(f"It prints as {printed}. In a text it is typed {name}. {where}"))


def quotes_part(form: StoryForm, *, consents: Mapping[int, str]) -> None:
    """Quotes, each with the consent of whoever said it."""
    for place, row in enumerate(form.rows("quotes")):
        with st.container(key=f"quote_{place}", border=True):
            path = f"quotes.{place}"
            paragraphs_field(form, row, "text", "Quote", path=f"{path}.text", height=90)
            line(
                form,
                row,
                "attribution",
                "Who said it, as it is printed",
                path=f"{path}.attribution",
                most=200,
            )
            consent_choice(form, row, path=path, consents=consents)
            row_buttons(form, "quotes", place, "quote")
    add_button(form, "quotes", "Add a quote", EMPTY["quotes"])


def consent_choice(form: StoryForm, row: Typed, *, path: str, consents: Mapping[int, str]) -> None:
    """The consent that covers this quote or picture."""
    key = form.widget(f"{path}.consent_id")
    held = row["consent_id"] if row["consent_id"] in consents else None
    st.session_state.setdefault(key, held)
    row["consent_id"] = st.selectbox(
        "Consent", [None, *consents], key=key,
        format_func=lambda one: "No consent recorded" if one is None else consents[one],
    )  # fmt: skip


def pairs_part(form: StoryForm) -> None:
    """You said, we did."""
    for place, row in enumerate(form.rows("pairs")):
        with st.container(key=f"pair_{place}", border=True):
            path = f"pairs.{place}"
            paragraphs_field(form, row, "you_said", "You said", path=f"{path}.you_said", height=80)
            paragraphs_field(form, row, "we_did", "We did", path=f"{path}.we_did", height=80)
            row_buttons(form, "pairs", place, "pair")
    add_button(form, "pairs", "Add “you said, we did”", EMPTY["pairs"])


def sources_part(form: StoryForm) -> None:
    """Where the facts can be read."""
    for place, row in enumerate(form.rows("sources")):
        with st.container(key=f"source_{place}", border=True):
            path = f"sources.{place}"
            line(form, row, "citation", "Source", path=f"{path}.citation", most=600)
            line(
                form, row, "link", "Web address", path=f"{path}.link", most=600,
                hint="Starts with https://, or leave it empty.",
            )  # fmt: skip
            row_buttons(form, "sources", place, "source")
    add_button(form, "sources", "Add a source", EMPTY["sources"])
