"""The templates of web pages, newsletter and feed: every text is escaped, a name that is missing is an error."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from components.publishing.labels import direction_of, labels_for, language_tag
from components.publishing.theme import Theme
from components.publishing.web_words import apart, block_mark, clean, link_or_nothing, said, way
from domain.wording import day

FOLDER = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=clean,
        auto_reload=False,
    )
    environment.filters.update(day=day, link=link_or_nothing)
    return environment


def fill(name: str, *, language: str, theme: Theme, **values: Any) -> Markup:
    """The template filled in, for readers of this language; every text in it is escaped.

    `way`, `said` and `english` mark texts that differ from it, `en` a part in English, `ours` one of labels;
    `labelled` is a label with values in it.
    """
    tag = language_tag(language)
    page, labels = direction_of(tag), labels_for(tag)
    filled = (
        _environment()
        .get_template(name)
        .render(
            language=tag,
            direction=page,
            theme=theme,
            way=lambda text: way(text, page),
            said=lambda text: said(text, page),
            english=lambda text: apart(text, "en-GB", tag),
            en=block_mark("en-GB", tag),
            labels=labels,
            labelled=lambda name, **values: _labelled(labels[name], values, page),
            ours=block_mark(labels.language, tag),
            **values,
        )
    )
    return Markup(filled)  # noqa: S704  the template has escaped it


def _labelled(label: str, values: Mapping[str, str], page: str) -> Markup:
    """A label with values that keep the order of their own words."""
    return escape(label).format(**{name: said(value, page) for name, value in values.items()})


def fill_text(name: str, **values: Any) -> str:
    """A template of plain text filled in; nothing is escaped, as nothing of it is markup."""
    plain = _environment().overlay(autoescape=False)
    return plain.get_template(name).render(**values)


def style_sheet(theme: Theme, *, fonts: str, text_stack: str, display_stack: str) -> Markup:
    """The styles of all pages in this look, with the typefaces that they carry."""
    # The theme's words hold quotation marks: they go in as they are.
    filled = fill_text(
        "web/style.css", theme=theme, fonts=fonts, text_stack=text_stack, display_stack=display_stack
    )
    return Markup(filled)  # noqa: S704  no text of anyone's is in it
