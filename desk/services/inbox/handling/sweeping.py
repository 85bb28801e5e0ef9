# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the store free of bytes that nothing refers to any more: mail and files of what was deleted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Text, cast, delete, insert, select, update
from sqlalchemy.orm import Session

from desk.models import Attachment, Blob, Draft, Message, ServerJob, Setting, Written

KEPT_LOOSE = timedelta(days=1)
"""How long bytes lie that nothing refers to: a file that is being attached may be referred to only later."""
AT_ONCE = 500
_LOOSE = "loose_blobs"
"""The setting that remembers since when bytes have been loose: sum → instant."""


class Sweeping:
    """The end of bytes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sweep(self, now: datetime) -> int:
        """Remove what has been found loose for KEPT_LOOSE, and note what is loose now; return how many are gone."""
        noted = self._noted()
        loose = self._loose()
        since = {sha: noted.get(sha, now) for sha in loose}
        gone = [sha for sha, at in since.items() if now - at >= KEPT_LOOSE]
        if gone:
            self._session.execute(delete(Blob).where(Blob.sha256.in_(gone)))
        self._note({sha: at for sha, at in since.items() if sha not in set(gone)}, noted)
        return len(gone)

    def _loose(self) -> list[str]:
        """Return bytes that no message, file, job, draft or outgoing mail refers to, AT_ONCE at the most."""
        query = select(Blob.sha256).where(
            ~select(Message.id).where(Message.raw_sha256 == Blob.sha256).exists(),
            Blob.sha256.not_in(select(Attachment.sha256)),
            Blob.sha256.not_in(select(Written.raw_sha256).where(Written.raw_sha256.is_not(None))),
        )
        found = list(self._session.scalars(query.order_by(Blob.sha256).limit(AT_ONCE)))
        if not found:
            return []
        named = self._named()
        return [sha for sha in found if sha not in named]

    def _named(self) -> set[str]:
        """Return the sums that documents name."""
        named: set[str] = set()
        for column in (Draft.content, Written.content, ServerJob.detail):
            query = select(column).where(cast(column, Text).like("%sha256%"))
            for document in self._session.scalars(query.execution_options(yield_per=AT_ONCE)):
                named.update(_sums(document))
        return named

    def _noted(self) -> dict[str, datetime]:
        kept = self._session.scalar(select(Setting.value).where(Setting.name == _LOOSE)) or {}
        return {sha: datetime.fromisoformat(at) for sha, at in kept.items()}

    def _note(self, loose: dict[str, datetime], before: dict[str, datetime]) -> None:
        if loose == before:
            return
        value = {sha: at.isoformat() for sha, at in loose.items()}
        if before or self._session.get(Setting, _LOOSE) is not None:
            self._session.execute(update(Setting).where(Setting.name == _LOOSE).values(value=value))
        else:
            self._session.execute(insert(Setting).values(name=_LOOSE, value=value))


def _sums(document: object) -> Iterable[str]:
    """Return every sum in a document: its own, and those of its files."""
    if not isinstance(document, dict):
        return
    for one in (document, *document.get("files", ())):
        if isinstance(one, dict) and isinstance(one.get("sha256"), str):
            yield one["sha256"]
