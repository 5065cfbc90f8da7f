"""Owns how the web application is put together: Streamlit's app inside, Heard's layers around it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.bootstrap import load_config_options

from components.server.compression import CompressedFilesMiddleware, PackedFiles, compressible_files
from components.server.front_page import FrontPage, FrontPageMiddleware, script_hash
from components.server.health import health_route
from components.server.live.pages import versions_of_files
from components.server.script_errors import show_script_error
from components.server.security_headers import SecurityHeadersMiddleware, security_headers
from components.server.single_sign_on import Provider
from components.server.warm_up import Hook, beside, warm_lifespan
from components.ui.chart_component import served_scripts

ROOT = Path(__file__).resolve().parents[2]
APP_SCRIPT = ROOT / "app.py"
EXTRAS = (ROOT / "static" / "heard.css", ROOT / "static" / "heard.js")


def create_application(
    script: Path = APP_SCRIPT,
    *,
    address: str = "127.0.0.1",
    port: int = 8501,
    cookie_secret: str,
    single_sign_on: Provider | None = None,
    routes: Sequence[BaseRoute] = (),
    ask_store: Hook | None = None,
    on_start: Sequence[Hook] = (),
) -> ASGIApp:
    """The app as one ASGI application; one per process, as Streamlit's configuration is the process's.

    `single_sign_on` is the provider, where there is one. `ask_store` raises a HeardError when the store
    cannot be asked; `on_start` hooks run in order before the first request.
    """
    charts = served_scripts()
    page, packed = FrontPage.prepare(extras=EXTRAS), PackedFiles({**compressible_files(), **charts})
    app = st.App(
        script.resolve(),
        secrets=single_sign_on.secrets if single_sign_on else None,
        routes=[health_route(ask_store), *routes],
        middleware=[
            *(single_sign_on.layers if single_sign_on else ()),
            Middleware(FrontPageMiddleware, page=page),
            Middleware(
                CompressedFilesMiddleware, packed=packed, versions=page.versions | versions_of_files()
            ),
        ],
        lifespan=warm_lifespan([*on_start, beside(partial(packed.pack_ahead, [*page.names, *charts]))]),
        on_script_error=show_script_error,
    )
    # Streamlit takes a folder called pages for its older kind of app until a visitor has called st.navigation:
    # it would answer the first deep link with "page not found", and run a page's file without app.py.
    PagesManager.uses_pages_directory = False
    # After st.App, which tells Streamlit in which folder the configuration file is.
    load_config_options(
        {
            "server.address": address,
            "server.port": port,
            "server.cookieSecret": cookie_secret,
            # No file of secrets that happens to lie about may bring a provider of its own.
            "secrets.files": [],
        }
    )
    return SecurityHeadersMiddleware(app, headers=security_headers(script_hash=script_hash()))
