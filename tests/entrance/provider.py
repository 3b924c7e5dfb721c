"""A provider of sign-ins on this machine: discovery, a page that lets everybody in, tokens signed with RS256.

It is as strict as a real one about its clients, and as false as a test wants it to be in its answers.
"""

import base64
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "staircase", "a-secret-between-the-two"


@dataclass
class Provider:
    """Who is let in, what is said of them, and what was asked."""

    issuer: str
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    claims: dict[str, Any] = field(default_factory=dict)
    """What the token says of the person, and whatever is to be false in it."""
    signed_with: RSAKey | None = None
    """Another key than the one that is published."""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def is_anna(self, *groups: str, **others: Any) -> None:
        """From now on it is Anna who signs in, in these groups."""
        self.claims = {"sub": "7", "preferred_username": "Anna@example.dk", "groups": list(groups), **others}

    async def discovery(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            }
        )

    async def authorize(self, request: Request) -> Response:
        """Nobody has to type anything here: the browser goes straight back with a code."""
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = f"code-{len(self.asked)}"
        self.codes[code] = asked
        return RedirectResponse(
            f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 303
        )

    async def token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or not self._is_our_client(request) or not _fits(asked, form):
            return JSONResponse({"error": "invalid_grant"}, 400)
        signed = self.signed_with or self.key
        claims = self._claims(asked["nonce"])
        id_token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, signed)
        return JSONResponse({"access_token": "unused", "token_type": "Bearer", "id_token": id_token})

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def _claims(self, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        right = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce}
        return {**right, **self.claims}

    def _is_our_client(self, request: Request) -> bool:
        said = base64.b64decode(request.headers.get("authorization", "").removeprefix("Basic ")).decode()
        return said == f"{CLIENT_ID}:{CLIENT_SECRET}"


def _fits(asked: dict[str, str], form: dict[str, str]) -> bool:
    """Is it the one who was sent here? That is what PKCE proves."""
    digest = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
    is_same = digest.decode().rstrip("=") == asked.get("code_challenge")
    return (
        is_same and asked["code_challenge_method"] == "S256" and form["redirect_uri"] == asked["redirect_uri"]
    )


@contextmanager
def running() -> Iterator[Provider]:
    """The provider at an address of this machine, until the work with it is done."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    provider = Provider(f"http://127.0.0.1:{listening.getsockname()[1]}")
    routes = [
        Route("/.well-known/openid-configuration", provider.discovery),
        Route("/authorize", provider.authorize),
        Route("/token", provider.token, methods=["POST"]),
        Route("/keys", provider.keys),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
