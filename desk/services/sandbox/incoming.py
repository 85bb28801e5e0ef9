# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps short messages that somebody plays a customer with: the sandbox's SMS service hands them out."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from desk.errors import Problem, Refused
from desk.models import Setting, new_id
from desk.services.shop import Settings, normalise_phone
from desk.services.store import upsert

NAME = "sandbox_incoming_sms"
MOST = 100
LONGEST = 1_600


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedText:
    """A short message as if a customer had sent it."""

    id: str
    sender: str
    text: str
    at: datetime


class IncomingBook:
    """What was played, the newest MOST of it, for every workstation's sandbox. Announce CAPTURES."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def play(self, sender: str, text: str, at: datetime) -> str:
        """Let somebody write; return the message's id. sender: a number, also as people of the shop's country write it.

        Refused("no_address", "bad_phone", "empty_text", "too_long").
        """
        problems = []
        number = normalise_phone(sender, Settings(self._session).get().country)
        if not sender.strip():
            problems.append(Problem(code="no_address", place="sender"))
        elif number is None:
            problems.append(Problem(code="bad_phone", place="sender", details={"value": sender.strip()[:80]}))
        if not text.strip():
            problems.append(Problem(code="empty_text", place="text"))
        if len(text) > LONGEST:
            problems.append(Problem(code="too_long", place="text"))
        if problems or number is None:
            raise Refused(*problems)
        one = {"id": new_id(), "sender": number, "text": text, "at": at.isoformat()}
        kept = [*self._kept(), one][-MOST:]
        row = upsert(self._session, cast("Table", Setting.__table__)).values(name=NAME, value=kept)
        self._session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": kept}))
        return one["id"]

    def after(self, id_: str = "") -> tuple[PlayedText, ...]:
        """Return what was played after a message, oldest first; all of it for one that is not known."""
        kept = self._kept()
        places = [place for place, one in enumerate(kept) if one["id"] == id_]
        return tuple(_played(one) for one in kept[places[0] + 1 if places else 0 :])

    def _kept(self) -> list[dict[str, str]]:
        found = self._session.execute(select(Setting.value).where(Setting.name == NAME)).scalar_one_or_none()
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _played(one: dict[str, str]) -> PlayedText:
    return PlayedText(
        id=one["id"], sender=one["sender"], text=one["text"], at=datetime.fromisoformat(one["at"])
    )
