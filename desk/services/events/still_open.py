# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what is still open of a customer together: which records are depends on what their kinds say."""

from sqlalchemy.orm import Session

from desk.models.identity import CustomerId
from desk.services.events.kinds import KINDS
from desk.services.shop import RecordFilter, RecordRow, Records


def open_records(session: Session, customer_id: CustomerId, most: int) -> tuple[RecordRow, ...]:
    """Return a customer's open records of every kind, the newest first, at most `most`."""
    records = Records(session)
    found: list[RecordRow] = []
    for kind in KINDS:
        is_open = tuple(status.code for status in kind.statuses if status.is_open)
        wanted = RecordFilter(kind=kind.name, statuses=is_open, customer_id=customer_id)
        found += records.page(wanted, limit=most)
    return tuple(sorted(found, key=lambda row: row.id, reverse=True)[:most])
