"""The templates of web pages, newsletter and feed: every text is escaped, a name that is missing is an error."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from components.publishing.theme import Theme
from components.publishing.web_words import (
    clean,
    direction_of,
    is_own_heading,
    language_mark,
    language_tag,
    link_or_nothing,
    said,
    way,
)
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
    environment.filters.update(day=day, link=link_or_nothing, is_own_heading=is_own_heading)
    return environment


def fill(name: str, *, language: str, theme: Theme, **values: Any) -> str:
    """The template filled in, for readers of this language; `way` and `en` mark texts that differ from it."""
    tag = language_tag(language)
    page = direction_of(tag)
    return (
        _environment()
        .get_template(name)
        .render(
            language=tag,
            direction=page,
            theme=theme,
            way=lambda text: way(text, page),
            said=lambda text: said(text, page),
            en=language_mark("en-GB", tag),
            **values,
        )
    )


def fill_text(name: str, **values: Any) -> str:
    """A template of plain text filled in; nothing is escaped, as nothing of it is markup."""
    plain = _environment().overlay(autoescape=False)
    return plain.get_template(name).render(**values)


def style_sheet(theme: Theme, *, fonts: str, text_stack: str, display_stack: str) -> Markup:
    """The styles of all pages in this look, with the typefaces that they carry."""
    template = _environment().get_template("web/style.css")
    # The theme's words hold quotation marks and no text of anyone's: they go in as they are.
    values = {"fonts": fonts, "text_stack": text_stack, "display_stack": display_stack}
    return Markup(  # noqa: S704  no text of anyone's is in it
        template.render(theme=theme, **{name: Markup(value) for name, value in values.items()})  # noqa: S704
    )
