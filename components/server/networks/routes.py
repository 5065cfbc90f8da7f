"""The public addresses of networks: a light page for each, which needs no script, and a list of them."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.publishing.network_page import network_html, networks_html
from components.publishing.theme import HEARD
from components.publishing.web_page import Frame, Link
from components.server.stories.answers import HTML, found, not_found
from components.ui.network_page_loaders import network_document, network_key
from components.ui.view import facts_now
from data_access.facts import Facts
from data_access.settings import get_settings

LIST = "/n/"
APP_PAGE = "/network?n="
NOT_FOUND, MOVED = 404, 308
METHODS = ["GET", "HEAD"]
PAGE_FRAME = Frame(home=LIST, home_words="All networks")
LIST_FRAME = Frame(home="/", home_words="Open Heard")
NOTICE_FRAME = Frame(home="/", home_words="Open Heard", is_indexed=False)
UNKNOWN = ("The address may be mistyped. These are the networks that we know.",)
ABOUT = "Each has a page: who they are, whom they serve, how they work with people, and what is missing."


def network_routes() -> list[BaseRoute]:
    """The routes of the light pages of networks."""
    return [
        Route("/n", lead_to_list, methods=METHODS),
        Route(LIST, list_all, methods=METHODS),
        Route("/n/{code}", show, methods=METHODS),
    ]


async def lead_to_list(_request: Request) -> Response:
    """From the address without its last stroke to the list."""
    return RedirectResponse(LIST, status_code=MOVED)


async def list_all(request: Request) -> Response:
    """All networks."""
    return found(request, await to_thread.run_sync(_list_page), media_type=HTML)


async def show(request: Request) -> Response:
    """A network; where there is none with this code, a sentence and the list."""
    asked = request.path_params["code"]
    facts, _ = await to_thread.run_sync(facts_now)
    code = next((one for one in facts.reference.networks if one.casefold() == asked.casefold()), None)
    if code is None:
        return not_found(await to_thread.run_sync(_notice, facts), status=NOT_FOUND)
    if code != asked:
        return RedirectResponse(f"{LIST}{code}", status_code=MOVED)
    page = await to_thread.run_sync(_network_page, facts, code)
    return found(request, page, media_type=HTML, headers={"Content-Language": "en-GB"})


def _network_page(facts: Facts, code: str) -> bytes:
    page = network_html(
        network_document(network_key(facts, code)),
        HEARD,
        app_address=f"{APP_PAGE}{code}",
        address=_public(f"{LIST}{code}"),
        frame=PAGE_FRAME,
    )
    return page.encode()


def _list_page() -> bytes:
    facts, _ = facts_now()
    heading = f"The {len(facts.reference.networks)} health innovation networks"
    page = networks_html(
        _links(facts), HEARD, heading=heading, sentences=(ABOUT,), address=_public(LIST), frame=LIST_FRAME
    )
    return page.encode()


def _notice(facts: Facts) -> str:
    return networks_html(
        _links(facts), HEARD, heading="There is no such network", sentences=UNKNOWN, frame=NOTICE_FRAME
    )


def _links(facts: Facts) -> list[Link]:
    return [Link(f"{LIST}{code}", one.name) for code, one in facts.reference.networks.items()]


def _public(path: str) -> str:
    """The whole address of a path; "" where the setting does not say where people reach Heard."""
    public = get_settings().public_address.rstrip("/")
    return f"{public}{path}" if public else ""
