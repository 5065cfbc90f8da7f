"""A small provider of OpenID Connect on this machine: discovery, codes with PKCE, signed tokens, and their faults."""

import base64
import hashlib
import json
import secrets
import threading
import time
from typing import Any
from urllib.parse import urlencode

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.running_server import free_port

CLIENT_ID = "heard"
CLIENT_SECRET = "a secret between the two of them"
KEY_ID = "one"


class LocalProvider:
    """Signs in `person`, its claims, without a password; `token_faults` are laid over its tokens.

    `algorithm` "none" leaves them unsigned, and `signs_with_own_key` false signs with a key of nobody.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked: dict[str, dict[str, str]] = {}
        self.ended_sessions = 0
        self.reset()
        routes = [
            Route("/.well-known/openid-configuration", self._configuration),
            Route("/keys", self._keys),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/end", self._end),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes),
            host="127.0.0.1",
            port=self.port,
            log_level="error",
            ws="websockets-sansio",
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def reset(self) -> None:
        """Forget person and faults of the test before."""
        self.person: dict[str, Any] = {}
        self.token_faults: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.signs_with_own_key = True
        self.refuses = False

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a Heard on this machine that signs people in here."""
        return {
            "HEARD_OIDC_METADATA_URL": f"{self.address}/.well-known/openid-configuration",
            "HEARD_OIDC_CLIENT_ID": CLIENT_ID,
            "HEARD_OIDC_CLIENT_SECRET": CLIENT_SECRET,
            "HEARD_OIDC_NAME": "the test provider",
            # Streamlit puts the port in that it listens on.
            "HEARD_OIDC_REDIRECT_URI": "http://127.0.0.1:{port}/oauth2callback",
        }

    def start(self) -> None:
        """Raises RuntimeError where it does not come up."""
        self.thread.start()
        deadline = time.monotonic() + 20
        while not self.server.started:
            if time.monotonic() > deadline or not self.thread.is_alive():
                raise RuntimeError("The local provider did not start.")
            time.sleep(0.02)

    def stop(self) -> None:
        """Wait until it has ended."""
        self.server.should_exit = True
        self.thread.join(timeout=20)

    async def _configuration(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "end_session_endpoint": f"{self.address}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _keys(self, _request: Request) -> Response:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return JSONResponse({"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT_ID or asked.get("code_challenge_method") != "S256":
            return HTMLResponse("This client is not known here.", status_code=400)
        if self.refuses:
            answer = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            self.asked[code] = asked
            answer = {"code": code, "state": asked["state"]}
        back = f"{asked['redirect_uri']}?{urlencode(answer)}".replace("&", "&amp;")
        return HTMLResponse(
            '<!doctype html><html lang="en"><title>Provider</title><link rel="icon" href="data:,">'
            f'<h1>Is it you?</h1><p><a href="{back}">Yes, it is me</a></p></html>'
        )

    async def _token(self, request: Request) -> Response:
        wanted = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".replace(" ", "+").encode()).decode()
        plain = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        async with request.form() as form:
            asked = self.asked.pop(str(form.get("code")), None)
            digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_client = request.headers.get("authorization") in {f"Basic {wanted}", f"Basic {plain}"}
        if asked is None or not is_client or proof != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return JSONResponse(
            {"access_token": "of no use", "token_type": "Bearer", "id_token": self._signed(asked["nonce"])}
        )

    async def _end(self, request: Request) -> Response:
        self.ended_sessions += 1
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce}
        claims |= self.person | self.token_faults
        if self.algorithm == "none":
            return jwt.encode(claims, None, algorithm="none")
        key = self.key if self.signs_with_own_key else self.stranger
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": KEY_ID})
