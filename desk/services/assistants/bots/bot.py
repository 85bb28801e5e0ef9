# SPDX-License-Identifier: LicenseRef-Desk
"""What a bot is asked and what it answers; pure. Notes are no part of it: no bot ever sees one."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from desk.errors import Problem
from desk.models.vocabulary import Channel
from desk.services.providers import Answer, Request

MOST_TEXT = 6_000
"""Characters of a message that a bot is shown."""
MOST_REPLY = 4_000
MOST_HISTORY = 12
_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cn", "Cs"})
_BLANKS = re.compile(r"[^\S\n]{3,}")
_GAPS = re.compile(r"\n{3,}")


class Side(StrEnum):
    """Who said something."""

    CUSTOMER = "customer"
    SHOP = "shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that was said before."""

    side: Side
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Whether the shop is open when the message is answered; next_opening as its clock shows it, None: never."""

    is_open: bool
    next_opening: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A message to answer. id: the message's, the same when it is asked again. language: "" unknown."""

    id: str
    conversation_id: str
    channel: Channel
    language: str
    default_language: str
    subject: str
    text: str
    at: datetime
    history: tuple[Said, ...] = ()
    shop_name: str = ""
    shop_website: str = ""
    hours: Hours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What to answer. hands_over: a person goes on from here; without a text nothing is sent.

    is_stopgap: it only says when somebody will answer.
    """

    text: str = ""
    hands_over: bool = False
    is_stopgap: bool = False

    @property
    def leaves_waiting(self) -> bool:
        """Whether people are still waited for after it."""
        return self.hands_over or self.is_stopgap


class LocalKind(Protocol):
    """A kind of bot that answers by itself."""

    code: str

    def problems(self, settings: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return what is wrong with settings."""

    def answer(self, settings: Mapping[str, Any], question: Question) -> Reply | None:
        """Return the answer; None: nothing to say."""


class RemoteKind(Protocol):
    """A kind of bot that asks another program."""

    code: str
    takes_key: bool
    needs_key: bool

    def problems(self, settings: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return what is wrong with settings."""

    def request(self, settings: Mapping[str, Any], key: str, question: Question) -> Request:
        """Ask."""

    def read(self, settings: Mapping[str, Any], answer: Answer, question: Question) -> Reply | None:
        """Return the answer; None: nothing to say. Misconfigured, Unavailable, Rejected."""


def visible(text: str, most: int = MOST_TEXT) -> str:
    """Return a text as a person sees it: without what is written to be read by machines only.

    Zero-width, direction and tag characters go, far-off columns and long gaps close up.
    """
    shown = "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in _INVISIBLE)
    return _GAPS.sub("\n\n", _BLANKS.sub("  ", shown)).strip()[:most]


def in_language(texts: Mapping[str, Any], *wanted: str) -> str:
    """Return the text of the first language there is one for, else of any; "" for none."""
    by_primary = {primary(language): text for language, text in texts.items() if str(text).strip()}
    for language in wanted:
        found = texts.get(language) or by_primary.get(primary(language))
        if found and str(found).strip():
            return str(found)
    return str(next(iter(by_primary.values()), ""))


def primary(language: str) -> str:
    """Return the language of a tag without its region."""
    return language.replace("_", "-").partition("-")[0].lower()
