"""The bare peer: one file of HTML and plotly.js, fed from constants: `PORT=… python -m benchmarks.peers.bare_page
PARTS.json`.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import plotly
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.browser.running_server import ROOT

PAGE = Path(__file__).with_name("bare.html")
FOR_GOOD = "public, max-age=31536000, immutable"


def plotly_script() -> Path:
    """The plotly.js that Heard bundles; the full one of the Python package where it bundles none."""
    bundled = sorted((ROOT / "static").rglob("*plotly*.js"), key=lambda path: path.stat().st_size)
    whole = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return bundled[-1] if bundled else whole


def application(page: dict[str, Any]) -> Starlette:
    """The app of one page; its answers are made before anybody asks."""
    outline = _as_json({"filters": page["filters"], "parts": page["parts"]})
    views = {name: _as_json(view) for name, view in page["views"].items()}
    script = plotly_script()

    def view(request: Request) -> Response:
        return _answer(views[request.query_params["name"]])

    return Starlette(
        routes=[
            Route("/", lambda _request: FileResponse(PAGE)),
            Route("/plotly.js", lambda _request: FileResponse(script, headers={"Cache-Control": FOR_GOOD})),
            Route("/page", lambda _request: _answer(outline)),
            Route("/view", view),
            Route("/healthz", lambda _request: PlainTextResponse("ok")),
        ],
        middleware=[Middleware(GZipMiddleware)],
    )


def _as_json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _answer(content: bytes) -> Response:
    return Response(content, media_type="application/json")


if __name__ == "__main__":
    parts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    uvicorn.run(application(parts), host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
