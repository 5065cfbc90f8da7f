"""The first page by its own name: Streamlit gives it the address "/" and calls its name a page that does not exist."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from components.ui.page_list import PAGES


def first_page_routes() -> list[Route]:
    """The address that a person would type for the first page, as for any other."""
    return [Route(f"/{PAGES[0].url_path}", lead_there, methods=["GET", "HEAD"])]


async def lead_there(request: Request) -> Response:
    """To the first page, with whatever the address asks it to show."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}", status_code=307)
