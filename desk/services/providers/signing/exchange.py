# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the two questions to a token endpoint: a code for tokens, and tokens for fresh ones."""

import json
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit

from desk import clock
from desk.errors import DeskError, Misconfigured, Unavailable
from desk.models.columns import Json
from desk.services.providers.http import Answer, HttpDoor, Lost, Request
from desk.services.providers.signing.presets import SignInClient
from desk.services.providers.signing.tokens import Tokens, life

CONNECT_S = 10.0
ANSWER_S = 15.0
LONGEST_TEXT = 200

_FOR_THE_OWNER = {
    "invalid_grant": "sign_in_expired",
    "invalid_client": "sign_in_client",
    "unauthorized_client": "sign_in_client",
    "interaction_required": "sign_in_expired",
    "consent_required": "sign_in_expired",
    "login_required": "sign_in_expired",
}
_LATER = frozenset({"temporarily_unavailable", "server_error", "slow_down"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What the browser brought back, and what proves that it was we who asked."""

    code: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str


async def redeem(client: SignInClient, grant: Grant) -> Tokens:
    """Return the tokens for a code.

    Raises Misconfigured (sign_in_expired, sign_in_client, sign_in_refused, sign_in_short: nothing to renew it
    with came along) or Unavailable (sign_in_away).
    """
    asked = Tokens(
        access="",
        refresh="",
        expires_at=clock.now(),
        token_url=client.service.token_url,
        client_id=client.client_id,
        client_secret=client.secret,
    )
    fields = {
        "grant_type": "authorization_code",
        "code": grant.code,
        "redirect_uri": grant.redirect_uri,
        "code_verifier": grant.verifier,
    }
    tokens = await _ask(asked, fields)
    if not tokens.refresh:
        raise Misconfigured("sign_in_short", host=_host(client.service.token_url))
    return tokens


async def renewed(tokens: Tokens) -> Tokens:
    """Return fresh tokens for old ones; the service may have put another in the place of `refresh`.

    Raises as `redeem`; sign_in_expired: the person has to sign in again.
    """
    return await _ask(tokens, {"grant_type": "refresh_token", "refresh_token": tokens.refresh})


async def _ask(tokens: Tokens, fields: dict[str, str]) -> Tokens:
    fields = {**fields, "client_id": tokens.client_id}
    if tokens.client_secret:
        fields["client_secret"] = tokens.client_secret
    answer = _document(await _post(tokens.token_url, fields), tokens.token_url)
    access = answer.get("access_token")
    if not isinstance(access, str) or not access:
        raise Misconfigured("sign_in_refused", host=_host(tokens.token_url), reason="no_access_token")
    refresh = answer.get("refresh_token")
    return replace(
        tokens,
        access=access,
        refresh=refresh if isinstance(refresh, str) and refresh else tokens.refresh,
        expires_at=clock.now() + life(answer),
    )


async def _post(url: str, fields: dict[str, str]) -> Answer:
    host = _host(url)
    door = HttpDoor(connect_s=CONNECT_S, answer_s=ANSWER_S, connections=1, is_local=host == "127.0.0.1")
    request = Request(
        method="POST",
        url=url,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
        body=urlencode(fields).encode(),
    )
    try:
        return await door.ask(request)
    except (Unavailable, Lost) as error:
        raise Unavailable("sign_in_away", None, host=host, reason=error.code) from error
    finally:
        await door.close()


def _document(answer: Answer, url: str) -> Json:
    """Return what the service gave; raises what it said instead."""
    try:
        found = json.loads(answer.body)
    except ValueError:
        found = {}
    document: Json = found if isinstance(found, dict) else {}
    if answer.status == 200 and "error" not in document:
        return document
    raise _refusal(answer, document, _host(url))


def _refusal(answer: Answer, document: Json, host: str) -> DeskError:
    reason = str(document.get("error", "") or answer.status)[:LONGEST_TEXT]
    said = str(document.get("error_description", ""))[:LONGEST_TEXT]
    if answer.status >= 500 or answer.status == 429 or reason in _LATER:
        return Unavailable("sign_in_away", None, host=host, reason=reason, reply=said)
    code = _FOR_THE_OWNER.get(reason, "sign_in_refused")
    return Misconfigured(code, host=host, reason=reason, reply=said)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
