"""What is asked of the provider, and what of its answer is believed.

The code flow with state, nonce and PKCE. Of the token the signature is checked against the provider's keys,
and its issuer, audience, time and nonce; what is not signed with a public-key method is not read.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import StarletteOAuth2App
from joserfc.errors import JoseError

from dashboard.provider.people import Arrived, groups_of
from dashboard.stores.accounts import NAME, as_kept
from dashboard.stores.settings import Settings, settings

CALLBACK = "/session/oidc/callback"
SCOPE = "openid profile email"
PATIENCE = 10.0  # seconds for each answer of the provider
LEEWAY = 60  # seconds by which two clocks may differ
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
ALGORITHMS = "id_token_signing_alg_values_supported"
NUMBER = re.compile(r"\d{6}[- ]?\d{4}")
"""What may be a person's number is nobody's user name: it would stand in the logbook."""

FAULTS = (AuthlibBaseError, JoseError, httpx2.HTTPError, RuntimeError, ValueError, KeyError, TypeError)
"""Whatever goes wrong on the way to the provider and in its answers."""


class ProviderError(Exception):
    """The provider is away, or its answer is not believed; the message is for the operator."""


@dataclass(frozen=True)
class Leaving:
    """What is remembered of somebody who has been sent to the provider."""

    state: str
    nonce: str
    code_verifier: str


async def leave() -> tuple[str, Leaving]:
    """The provider's address to send the browser to, and what to remember until it comes back."""
    try:
        client = await _ready_client()
        asked = await client.create_authorization_url(_way_back(), prompt="select_account")
    except FAULTS as error:
        raise ProviderError(f"{type(error).__name__}: {error}") from error
    return str(asked["url"]), Leaving(asked["state"], asked["nonce"], asked["code_verifier"])


async def arrive(code: str, leaving: Leaving) -> Arrived:
    """Who has come back with this code; raises ProviderError where that is not beyond doubt."""
    try:
        return _person(await _claims(code, leaving), settings())
    except FAULTS as error:
        raise ProviderError(f"{type(error).__name__}: {error}") from error


async def _claims(code: str, leaving: Leaving) -> Mapping[str, Any]:
    client, present = await _ready_client(), settings()
    token = await client.fetch_access_token(_way_back(), code=code, code_verifier=leaving.code_verifier)
    wanted = {
        "iss": {"essential": True, "value": present.oidc_issuer},
        "aud": {"essential": True, "value": present.oidc_client_id},
        "exp": {"essential": True},
    }
    claims = await client.parse_id_token(token, leaving.nonce, claims_options=wanted, leeway=LEEWAY)
    if claims is None:
        raise ProviderError("the provider's answer holds no id_token")
    return dict(claims)


def _person(claims: Mapping[str, Any], present: Settings) -> Arrived:
    said = claims.get(present.oidc_name_claim)
    username = as_kept(said) if isinstance(said, str) else ""
    if not NAME.fullmatch(username) or NUMBER.search(username):
        raise ProviderError(
            f"the claim {present.oidc_name_claim} is no user name (letters, digits and . _ @ -, at most 64, "
            "no person's number); STAIRCASE_OIDC_NAME_CLAIM names another"
        )
    found = groups_of(claims.get(present.oidc_groups_claim))
    if not found:
        logging.getLogger(__name__).warning(
            "The token of %s has no claim %s. STAIRCASE_OIDC_GROUPS_CLAIM names the claim; of somebody in "
            "very many groups Entra ID sends none, unless only the application's own are sent.",
            username,
            present.oidc_groups_claim,
        )
    return Arrived(username, str(claims["sub"]), present.groups.known(found))


async def _ready_client() -> Any:
    """The client, when it knows the provider and it is the one of the settings."""
    present = settings()
    client = _client(present)
    known = await client.load_server_metadata()
    if known.get("issuer") != present.oidc_issuer:
        raise ProviderError(
            f"STAIRCASE_OIDC_ISSUER is {present.oidc_issuer}, and there {known.get('issuer')} answers: "
            "it must be the same, to the last character"
        )
    offered = known.get(ALGORITHMS) or ["RS256"]
    client.server_metadata[ALGORITHMS] = [name for name in offered if name in SIGNATURES]
    return client


@cache
def _client(present: Settings) -> Any:
    return StarletteOAuth2App(
        None,
        name="provider",
        client_id=present.oidc_client_id,
        client_secret=present.oidc_client_secret.get_secret_value(),
        server_metadata_url=f"{present.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": SCOPE, "code_challenge_method": "S256", "timeout": PATIENCE},
    )


def _way_back() -> str:
    return f"{settings().reached_at}{CALLBACK}"
