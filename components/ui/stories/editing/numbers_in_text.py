"""Numbers of the story within a text: put in by a click, bound where they were typed, shown as they will print."""

import re

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.stories.editing.form import StoryForm
from domain.readability import sentences_of
from domain.story import MetricContent
from domain.story_numbers import bound, figure_text, typed_numbers, unknown_keys, with_key, with_unit

_IN_TEXT = re.compile(r"\{\{[^{}]*\}\}")


def numbers_in_text(form: StoryForm, part: str) -> None:
    """What one can do with the story's numbers in this text, and how the text will print."""
    metrics, text = form.numbers_so_far, form.typed[part]
    with st.container(horizontal=True, vertical_alignment="center"):
        if metrics:
            _put_in(form, part, metrics)
        for typed, key in typed_numbers(text, metrics):
            st.button(
                f"Tie “{typed}” to the number “{escaped(_label_of(key, metrics))}”", key=f"tie_{part}_{typed}_{key}",
                on_click=_write, args=(form, part, with_key(text, typed=typed, key=key, metrics=metrics)),
                help="Then the text follows when the number changes.",
            )  # fmt: skip
    for key in unknown_keys(text, metrics):
        st.warning(escaped(f"{{{{{key}}}}} stands for no number of this story."))
    # Only the sentences with numbers: a long text need not stand there twice.
    if bound_ones := [one for one in sentences_of(text) if _IN_TEXT.search(one)]:
        st.markdown(f"It will print: {_printed(' … '.join(bound_ones), metrics)}")


def _put_in(form: StoryForm, part: str, metrics: list[MetricContent]) -> None:
    options = {metric.key: f"{figure_text(metric)} {metric.label}".strip() for metric in metrics}
    options |= {
        f"{metric.key}.baseline": f"{with_unit(metric.baseline, metric.unit)}, where “{metric.label}” started"
        for metric in metrics
        if metric.baseline is not None
    }
    key = f"put_{part}"
    st.menu_button(
        "Put a number in", list(options), key=key, format_func=lambda one: escaped(options.get(one, one)),
        on_click=_append, args=(form, part, key), help="It goes to the end of the text: move it to its place.",
    )  # fmt: skip


def _append(form: StoryForm, part: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen:
        _write(form, part, f"{form.typed[part].rstrip()} {{{{{chosen}}}}}".lstrip())


def _write(form: StoryForm, part: str, text: str) -> None:
    """Runs before the field is drawn, so the field takes it as if it had been typed."""
    st.session_state[form.widget(part)] = text


def _label_of(key: str, metrics: list[MetricContent]) -> str:
    return next(one.label or figure_text(one) for one in metrics if one.key == key.removesuffix(".baseline"))


def _printed(text: str, metrics: list[MetricContent]) -> str:
    """The text with its numbers in bold, everything else as plain letters."""
    told, rest = "", 0
    for found in _IN_TEXT.finditer(text):
        told += escaped(text[rest : found.start()]) + f"**{escaped(bound(found[0], metrics))}**"
        rest = found.end()
    return told + escaped(text[rest:])
