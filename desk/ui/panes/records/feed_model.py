# SPDX-License-Identifier: LicenseRef-Desk
"""What the event feed shows: one record, and everything that happened to it."""

from desk.models.identity import RecordId
from desk.services.store import Change, Session
from desk.ui.detail_model import Detail, DetailModel
from desk.ui.panes.records.readings import Feed, read_feed

FeedModel = DetailModel[Feed]


def _read(session: Session, record_id: str, limit: int) -> Feed | None:
    return read_feed(session, RecordId(record_id), limit)


FEED = Detail(
    read=_read,
    topics=(
        Change.RECORDS,
        Change.EVENTS,
        Change.EVALUATIONS,
        Change.DELIVERIES,
        Change.TIMERS,
        Change.CUSTOMERS,
        Change.SERVICE,
    ),
    first=15,
)
