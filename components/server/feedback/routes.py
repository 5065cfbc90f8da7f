"""The addresses of the feedback page: a link opens the form, the form comes back, thanks follow."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.server.feedback.catalogue import FOLDER, Language, chosen_language, languages_in
from components.server.feedback.form import Typed, answer_of, problems_of, warning_of
from components.server.feedback.form_key import FormKeys
from components.server.feedback.intake import (
    MOST_A_MINUTE,
    NotAFormError,
    TooLargeError,
    is_from_here,
    read_fields,
)
from components.server.feedback.rendering import (
    AWAY,
    HEADERS,
    FormView,
    form_page,
    notice_page,
    page_address,
    thanks_page,
)
from components.server.rate_limit import MINUTE, RateLimit
from data_access.commands.feedback import AnswerDraft, Given, LinkState, give_answer, was_handed_in
from data_access.cookie_secret import key_for
from data_access.engine import get_engine
from data_access.queries.feedback import AskedAbout, asked_about
from data_access.unit_of_work import unit_of_work
from domain.errors import NotFoundError, StoreError
from domain.permissions import PUBLIC

UNPROCESSABLE, TOO_MANY, UNAVAILABLE = 422, 429, 503
PURPOSE = "feedback form"
LATER = {"Retry-After": f"{MINUTE:.0f}"}
STORE_IS_AWAY = (SQLAlchemyError, StoreError)
_log = logging.getLogger(__name__)


def feedback_routes(languages: Path = FOLDER) -> list[BaseRoute]:
    """The routes, with the languages of a folder. Raises SettingsError where one of its files is broken."""
    languages_in(languages)
    pages = FeedbackPages(languages=languages)
    return [
        Route("/f/{token}", pages.show, methods=["GET", "HEAD"]),
        Route("/f/{token}", pages.take, methods=["POST"]),
        Route("/f/{token}/thanks", pages.thank, methods=["GET", "HEAD"]),
    ]


@dataclass(frozen=True)
class FeedbackPages:
    """The pages, and what this process remembers: how many answers each link took in the last minute."""

    languages: Path = FOLDER
    limit: RateLimit = field(default_factory=partial(RateLimit, most=MOST_A_MINUTE))

    async def show(self, request: Request) -> Response:
        """The empty form, or a notice where the link takes no answer."""
        token, language = request.path_params["token"], self._language(request)
        try:
            about = await _about(token)
        except STORE_IS_AWAY as error:
            return _away(language, error)
        if about is None or about.state is not LinkState.OPEN:
            return notice_page(language, "unknown" if about is None else "closed")
        return self._form(FormView(about, token, _keys().new(token), language))

    async def take(self, request: Request) -> Response:
        """Save what was answered and lead on to the thanks, or show the form again with all that was typed."""
        token, language = request.path_params["token"], self._language(request)
        if not is_from_here(request.headers):
            return notice_page(language, "refused")
        try:
            typed = Typed.of(await read_fields(request))
        except TooLargeError:
            return notice_page(language, "large")
        except NotAFormError:
            return notice_page(language, "broken")
        return await self._answer(token, language, typed)

    async def _answer(self, token: str, language: Language, typed: Typed) -> Response:
        about: AskedAbout | None = None
        try:
            about = await _about(token)
            return await self._taken(about, token, language, typed)
        except STORE_IS_AWAY as error:
            _note(error)
        # The same key: should the store have the answer after all, it counts it once.
        view = FormView(about, token, typed.key, language, typed, alert=language["problem_unsaved"])
        return self._form(view, status=UNAVAILABLE, headers=LATER)

    async def _taken(
        self, about: AskedAbout | None, token: str, language: Language, typed: Typed
    ) -> Response:
        if about is None:
            return notice_page(language, "unknown")
        if _keys().is_ours(typed.key, token) and await to_thread.run_sync(
            was_handed_in, get_engine(), typed.key
        ):
            return _lead_to_thanks(token, language, was_counted_before=True)
        if about.state is not LinkState.OPEN:
            return notice_page(language, "closed")
        return self._sent_back(about, token, language, typed) or await _save(
            token, language, answer_of(typed, language), key=typed.key
        )

    async def thank(self, request: Request) -> Response:
        """The thanks; they say nothing that the link does not know, and count nothing."""
        token, language = request.path_params["token"], self._language(request)
        try:
            about = await _about(token)
        except STORE_IS_AWAY as error:
            return _away(language, error)
        if about is None:
            return notice_page(language, "unknown")
        return thanks_page(
            language,
            token=token,
            was_counted_before=request.query_params.get("before") == "yes",
            is_single=about.is_single or about.state is not LinkState.OPEN,
        )

    def _language(self, request: Request) -> Language:
        return chosen_language(
            languages_in(self.languages),
            asked=request.query_params.get("lang", ""),
            accepted=request.headers.get("accept-language", ""),
        )

    def _sent_back(self, about: AskedAbout, token: str, language: Language, typed: Typed) -> Response | None:
        """The form again where it cannot be saved as it is; None where it can."""
        # A form that comes back keeps its key, so that it is still the same form that is handed in.
        is_fresh = _keys().is_good(typed.key, token)
        view = FormView(about, token, typed.key if is_fresh else _keys().new(token), language, typed)
        if problems := problems_of(typed, language):
            return self._form(replace(view, problems=problems), status=UNPROCESSABLE)
        if not is_fresh:
            return self._form(replace(view, alert=language["problem_old"]), status=UNPROCESSABLE)
        if warning := warning_of(typed, language):
            return self._form(replace(view, warning=warning), status=UNPROCESSABLE)
        if not self.limit.takes(token):
            return self._form(replace(view, alert=language["problem_busy"]), status=TOO_MANY, headers=LATER)
        return None

    def _form(
        self, view: FormView, *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> Response:
        languages = languages_in(self.languages).values()
        return form_page(view, languages=languages, status=status, headers=headers)


def _keys() -> FormKeys:
    return FormKeys(key_for(PURPOSE))


async def _about(token: str) -> AskedAbout | None:
    return await to_thread.run_sync(asked_about, get_engine(), token)


def _away(language: Language, error: Exception) -> Response:
    _note(error)
    return notice_page(language, AWAY, headers=LATER)


def _note(error: Exception) -> None:
    """Note why the store could not be asked, by the kind of error alone: its text might hold words or a link."""
    cause = getattr(error, "orig", None) or error
    _log.error("The feedback page could not ask the store: %s", type(cause).__name__)


async def _save(token: str, language: Language, answer: AnswerDraft, *, key: str) -> Response:
    try:
        given = await to_thread.run_sync(_write, token, answer, key)
    except NotFoundError:
        # The link was taken away since the form was looked at.
        return notice_page(language, "unknown")
    if given is Given.REFUSED:
        return notice_page(language, "closed")
    return _lead_to_thanks(token, language, was_counted_before=given is Given.BEFORE)


def _lead_to_thanks(token: str, language: Language, *, was_counted_before: bool) -> Response:
    """Away from the form, so that loading the page again sends nothing again."""
    before = "&before=yes" if was_counted_before else ""
    address = page_address(token, language, page="/thanks") + before
    return RedirectResponse(address, status_code=303, headers=HEADERS)


def _write(token: str, answer: AnswerDraft, key: str) -> Given:
    # No figure counts answers, so no process need read its facts anew for one.
    with unit_of_work(get_engine(), actor=PUBLIC, changes_facts=False) as work:
        return give_answer(work, answer, token=token, key=key)
