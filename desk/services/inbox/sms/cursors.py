# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps up to where each account's incoming short messages were fetched, in the transaction that files them."""

from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from desk.models import Setting
from desk.services.store import upsert

_PREFIX = "sms_read."


class Cursors:
    """The newest message known of each account."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, account_id: str) -> str:
        """Return the reference of the newest message known; "" for none."""
        query = select(Setting.value).where(Setting.name == f"{_PREFIX}{account_id}")
        found = self._session.execute(query).scalar_one_or_none()
        return found if isinstance(found, str) else ""

    def put(self, account_id: str, reference: str) -> None:
        """Note the newest message."""
        row = upsert(self._session, cast("Table", Setting.__table__)).values(
            name=f"{_PREFIX}{account_id}", value=reference
        )
        self._session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": reference}))
