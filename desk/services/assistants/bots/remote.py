# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what all bots that ask another program share: the address, the request, what a refusal means; pure."""

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import urlsplit

from desk.errors import Misconfigured, Problem, Rejected, Unavailable
from desk.services.assistants.bots.bot import MOST_REPLY, visible
from desk.services.assistants.endpoint import endpoint_problem
from desk.services.providers import Answer, Request

_LINK = re.compile(r"\b(?:https?://|www\.)([^\s/<>\"')\]]+)", re.IGNORECASE)


def address_problems(settings: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with the address."""
    address = str(settings.get("address", "")).strip()
    wrong = endpoint_problem(address) if address else "missing_field"
    return [Problem(code=wrong, place="address")] if wrong else []


def posted(address: str, key: str, body: object) -> Request:
    """Return a request with a JSON body, and the key as a bearer."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return Request(
        method="POST", url=address, headers=headers, body=json.dumps(body, ensure_ascii=False).encode()
    )


def document(answer: Answer) -> Mapping[str, Any]:
    """Return the object that an answer holds; raises what its status means."""
    if answer.status >= 300:
        _refuse(answer)
    try:
        found = json.loads(answer.body) if answer.is_whole else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Rejected("bot_garbled")
    return found


def spoken(value: object) -> str:
    """Return an answer's text as it may be sent, "" for none; Rejected when it is longer than a letter."""
    if not isinstance(value, str):
        return ""
    if len(value) > 4 * MOST_REPLY:
        raise Rejected("bot_too_long")
    text = visible(value, 4 * MOST_REPLY)
    if len(text) > MOST_REPLY:
        raise Rejected("bot_too_long")
    return text


def foreign_links(text: str, *own: str) -> tuple[str, ...]:
    """Return the hosts that a text links to and that are none of these (addresses or hosts)."""
    known = {_host(one) for one in own if one}
    found = {match[1].lower().split(":")[0].rstrip(".,;!?") for match in _LINK.finditer(text)}
    return tuple(sorted(host for host in found if host.removeprefix("www.") not in known))


def _host(address: str) -> str:
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return host.removeprefix("www.")


def _refuse(answer: Answer) -> NoReturn:
    status = answer.status
    said = " ".join(answer.body.decode("utf-8", "replace").split())[:200]
    if status in {401, 403}:
        raise Misconfigured("bot_key_refused", said=said)
    if status in {301, 302, 303, 307, 308, 404, 405, 410}:
        raise Misconfigured("bot_not_there", said=said)
    if status == 402:
        raise Misconfigured("bot_quota_spent", said=said)
    if status in {408, 429} or status >= 500:
        raise Unavailable("bot_busy", None, said=said)
    raise Rejected("bot_refused", said=said)
