# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps bytes under their own sum: files that leave, and mail as it left."""

from collections.abc import Collection
from hashlib import sha256
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from desk.errors import NotFound
from desk.models import Blob
from desk.services.store import upsert


class Blobs:
    """The same bytes are kept once, whoever brings them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, body: bytes) -> str:
        """Keep bytes; return their SHA-256 in hex."""
        key = sha256(body).hexdigest()
        if not self.has(key):
            row = upsert(self._session, cast("Table", Blob.__table__)).values(
                sha256=key, size=len(body), body=body
            )
            self._session.execute(row.on_conflict_do_nothing(index_elements=["sha256"]))
        return key

    def has(self, key: str) -> bool:
        """Whether these bytes are here."""
        return self._session.execute(select(Blob.sha256).where(Blob.sha256 == key)).first() is not None

    def body(self, key: str) -> bytes:
        """Return bytes by their sum; NotFound."""
        found = self.bodies([key]).get(key)
        if found is None:
            raise NotFound("no_blob", sha256=key)
        return found

    def bodies(self, keys: Collection[str]) -> dict[str, bytes]:
        """Return sum → bytes of those that are here."""
        if not keys:
            return {}
        query = select(Blob.sha256, Blob.body).where(Blob.sha256.in_(set(keys)))
        return {row.sha256: row.body for row in self._session.execute(query)}
