# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what the sandbox's servers took, and which faults are switched on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from desk.errors import NotFound
from desk.models import Capture, Setting, new_id
from desk.models.vocabulary import Channel
from desk.services.sandbox.captured import Captured
from desk.services.sandbox.faults import Fault, document_of, read_faults
from desk.services.store import changed_rows

FAULTS = "sandbox_faults"
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    """One message in the list of captures."""

    id: str
    at: datetime
    channel: Channel
    sender: str
    recipient: str
    message_id: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureCard:
    """One message with its bytes: a whole mail, or the text of an SMS in UTF-8."""

    row: CaptureRow
    raw: bytes = field(repr=False)


_COLUMNS = tuple(getattr(Capture, name) for name in CaptureRow.__dataclass_fields__)


class Captures:
    """What was captured."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_many(self, messages: Iterable[Captured]) -> None:
        """Keep messages as they came."""
        rows = [
            {
                "id": new_id(),
                "at": message.at,
                "channel": message.channel,
                "sender": message.sender[:320],
                "recipient": message.recipient[:320],
                "message_id": message.reference[:200],
                "subject": message.subject,
                "raw": message.raw,
            }
            for message in messages
        ]
        if rows:
            self._session.execute(insert(Capture), rows)

    def page(
        self, after: str | None = None, limit: int = 50, channel: Channel | None = None
    ) -> tuple[CaptureRow, ...]:
        """Return captures, newest first; after: the id of the last one seen."""
        wanted = select(*_COLUMNS).order_by(Capture.id.desc()).limit(min(limit, MOST))
        if after is not None:
            wanted = wanted.where(Capture.id < after)
        if channel is not None:
            wanted = wanted.where(Capture.channel == channel)
        return tuple(CaptureRow(**row._mapping) for row in self._session.execute(wanted))  # noqa: SLF001

    def get(self, capture_id: str) -> CaptureCard:
        """Return one capture with its bytes; raises NotFound."""
        found = self._session.execute(
            select(*_COLUMNS, Capture.raw).where(Capture.id == capture_id)
        ).one_or_none()
        if found is None:
            raise NotFound("no_capture", id=capture_id)
        values = dict(found._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
        raw = values.pop("raw")
        return CaptureCard(row=CaptureRow(**values), raw=raw)

    def has(self, message_id: str) -> bool:
        """Tell whether a message with our reference was captured."""
        wanted = select(Capture.id).where(Capture.message_id == message_id).limit(1)
        return self._session.execute(wanted).first() is not None

    def count(self) -> int:
        """Return how many there are."""
        return self._session.execute(select(func.count()).select_from(Capture)).scalar_one()

    def clear(self) -> int:
        """Forget all of them and return how many there were."""
        return changed_rows(self._session, delete(Capture))


class FaultBook:
    """Which faults are switched on, for every workstation's sandbox."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> tuple[Fault, ...]:
        """Return the faults, none at first."""
        value = self._session.execute(
            select(Setting.value).where(Setting.name == FAULTS)
        ).scalar_one_or_none()
        return read_faults(value)

    def put(self, faults: Iterable[Fault]) -> None:
        """Switch these on and all others off."""
        self._session.execute(delete(Setting).where(Setting.name == FAULTS))
        self._session.execute(insert(Setting).values(name=FAULTS, value=document_of(tuple(faults))))
