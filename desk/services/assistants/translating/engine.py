# SPDX-License-Identifier: LicenseRef-Desk
"""What every translation engine is: how it is asked, how its answers are read; pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from desk.errors import Misconfigured, Rejected, Unavailable
from desk.services.providers import Answer, Request

MOST_SAID = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A text in another language. source: the language it was in, as given or found out; "" unknown."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where an engine is and what lets us in. address: "" for its usual one. key: "" where none is needed."""

    address: str = ""
    key: str = ""

    def __repr__(self) -> str:
        return f"Access(address={self.address!r})"


class Engine(Protocol):
    """One service that translates; pure: the request and what its answer means.

    code: its word in the tables. label: its name. address: the usual one, "" when each has its own. needs_key:
    whether it answers nobody without. most_texts, most_characters: of one request. most_piece: of one text.
    """

    code: str
    label: str
    address: str
    needs_key: bool
    most_texts: int
    most_characters: int
    most_piece: int

    def request(self, access: Access, texts: Sequence[str], source: str, target: str) -> Request:
        """Ask for texts in `target`; source: "" to let it find out."""

    def read(self, answer: Answer, count: int) -> tuple[Translated, ...]:
        """Return the texts in their order. Misconfigured, Unavailable, Rejected as `refuse` says."""


def refuse(status: int, said: str) -> NoReturn:
    """Raise what a status other than success means, by who can do something about it."""
    words = " ".join(said.split())[:MOST_SAID]
    match status:
        case 401 | 403:
            raise Misconfigured("engine_key_refused", said=words)
        case 404 | 405 | 301 | 302 | 307 | 308:
            raise Misconfigured("engine_not_there", said=words)
        case 456:
            raise Misconfigured("engine_quota_spent", said=words)
        case 413 | 414:
            raise Rejected("text_too_long", said=words)
        case 408 | 429 | 529:
            raise Unavailable("engine_busy", None, said=words)
        case _ if status >= 500:
            raise Unavailable("engine_failed", None, said=words)
        case _:
            raise Rejected("engine_refused", said=words)


def document(answer: Answer) -> Any:  # noqa: ANN401 - another's JSON
    """Return the JSON of an answer; Unavailable when it holds none, as a page of some proxy does."""
    try:
        if answer.is_whole:
            return json.loads(answer.body)
    except (ValueError, RecursionError):
        pass
    raise Unavailable("engine_garbled")


def post(url: str, body: object, **headers: str) -> Request:
    """Return a request with a JSON body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(
        method="POST",
        url=url,
        headers={"Content-Type": "application/json", "Accept": "application/json", **named},
        body=json.dumps(body, ensure_ascii=False).encode(),
    )
