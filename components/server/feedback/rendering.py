"""What the feedback page shows: the form with what was typed, the thanks, and a notice where nothing is taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import HTMLResponse

from components.server.feedback.catalogue import Language
from components.server.feedback.form import CHOICES, COMMENT, HEARD_BACK, HEARD_BACK_CHOICES, Typed
from data_access.commands.feedback import LONGEST_COMMENT
from data_access.queries.feedback import AskedAbout
from domain.experience import FEWEST_ANSWERS

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Language",
    "X-Robots-Tag": "noindex, nofollow",
}
AWAY = "away"
"""The notice where the store cannot be asked."""
NOTICE_STATUS = {"unknown": 404, "closed": 410, "refused": 403, "large": 413, "broken": 400, AWAY: 503}
# Where a link to a field with a problem leads: the first of its choices, or the box.
_PLACES = {
    **{name: f"{name}-{values[0]}" for name, values in CHOICES.items()},
    HEARD_BACK: f"{HEARD_BACK}-{next(iter(HEARD_BACK_CHOICES))}",
    COMMENT: COMMENT,
}


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("page.html")


def page_address(token: str, language: Language, *, page: str = "") -> str:
    """The address, without a host, of a page of this link in this language."""
    return f"/f/{token}{page}?lang={language.code}"


@dataclass(frozen=True)
class FormView:
    """A form to show: what it asks about, in which language, and what came back with it.

    `about` is None where the store could not be asked, and somebody's answers are to come back to them.
    `problems` are sentences by field, `alert` is about the whole form, `warning` about the comment alone.
    """

    about: AskedAbout | None
    token: str
    key: str
    language: Language
    typed: Typed = field(default_factory=Typed)
    problems: Mapping[str, str] = field(default_factory=dict)
    alert: str = ""
    warning: str = ""


def form_page(
    view: FormView,
    *,
    languages: Iterable[Language],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The form, with all that was typed."""
    language = view.language
    return _page(
        language,
        status=status,
        headers=headers,
        kind="form",
        heading=language["title"],
        others=tuple(languages),
        activity=view.about,
        days=language.days(view.about.first, view.about.last) if view.about else "",
        action=page_address(view.token, language),
        key=view.key,
        typed=view.typed,
        problems=view.problems,
        alert=view.alert or view.warning,
        is_error=bool(view.alert),
        warning=view.warning,
        statements=tuple(CHOICES),
        places=_PLACES,
        names={
            **language.statements,
            HEARD_BACK: language["heard_back"],
            COMMENT: language["comment"],
        },
        longest=LONGEST_COMMENT,
        fewest=FEWEST_ANSWERS,
    )


def thanks_page(language: Language, *, token: str, was_counted_before: bool, is_single: bool) -> HTMLResponse:
    """What follows an answer. It says nothing of what was answered, so that it may be loaded again."""
    said = "thanks_before" if was_counted_before else "thanks_counted"
    return _notice(
        language,
        heading=language["thanks"],
        sentences=(language[said], language["thanks_next"]),
        next_person="" if is_single else page_address(token, language),
    )


def notice_page(language: Language, notice: str, *, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """Why nothing is taken here; `notice` is one of NOTICE_STATUS."""
    return _notice(
        language,
        status=NOTICE_STATUS[notice],
        headers=headers,
        heading=language[f"notice_{notice}"],
        sentences=(language[f"notice_{notice}_text"], language["notice_ask"]),
    )


def _notice(
    language: Language,
    *,
    heading: str,
    sentences: tuple[str, ...],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    next_person: str = "",
) -> HTMLResponse:
    return _page(
        language,
        status=status,
        headers=headers,
        kind="notice",
        heading=heading,
        sentences=sentences,
        next_person=next_person,
        others=(),
        problems={},
        alert="",
    )


def _page(
    language: Language, *, status: int, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    body = _template().render(t=language, **values)
    return HTMLResponse(body, status_code=status, headers=HEADERS | dict(headers or {}))
