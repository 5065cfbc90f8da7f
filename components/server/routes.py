"""Every address that answers without the browser app: pages made on the server, and the hand-over of sessions."""

from starlette.routing import BaseRoute

from components.server.api.routes import api_routes
from components.server.dots.host import host_routes
from components.server.dots.routes import dots_routes
from components.server.feedback.routes import feedback_routes
from components.server.first_page import first_page_routes
from components.server.live.routes import Live
from components.server.networks.routes import network_routes
from components.server.session_routes import session_routes
from components.server.stories.routes import story_routes


def all_routes(live: Live | None = None) -> list[BaseRoute]:
    """The routes in the order in which they are tried; Streamlit answers whatever none of them takes.

    `live` are the shared screens of this process, where somebody is to end them with the server.

    Addresses taken by Streamlit itself: `/_stcore`, `/media`, `/component`, `/static`, `/app`, `/auth`,
    `/oauth2callback`.
    """
    return [
        *first_page_routes(),
        *session_routes(),
        *feedback_routes(),
        *dots_routes(),
        *host_routes(),
        *story_routes(),
        *network_routes(),
        *(live or Live()).routes(),
        *api_routes(),
    ]
