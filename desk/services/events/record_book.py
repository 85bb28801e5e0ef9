# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps records and what happens to them together: the door by which the shop's work enters the journal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from desk import clock
from desk.models.identity import EventId, OperatorId, RecordId
from desk.services.events.deeds import Deed, Deeds, RecordChange, draft_of_state, known_kind
from desk.services.events.journal import Entry, Journal
from desk.services.events.reception import Reception
from desk.services.events.snapshots import Snapshots
from desk.services.events.writing import Json
from desk.services.shop import Deed as Right
from desk.services.shop import RecordDraft, Records, needs


class RecordBook:
    """Keeper of records with their events.

    source: where the changes come from, as the journal notes it. operator: who makes them, unless a change
    names somebody else.
    """

    def __init__(
        self, session: Session, *, source: str = "window", operator: OperatorId | None = None
    ) -> None:
        self._session = session
        self._source = source
        self._operator = operator
        self._records = Records(session)
        self._deeds = Deeds(session, source)

    @needs(Right.EDIT_RECORDS)
    def create(
        self, draft: RecordDraft, *, operator: OperatorId | None = None, at: datetime | None = None
    ) -> RecordChange:
        """Keep a new record and raise its events; Refused names every field that is wrong.

        status: "" takes the kind's first.
        """
        return self._deeds.create(draft, Deed(operator=operator or self._operator, at=at))

    @needs(Right.EDIT_RECORDS)
    def edit(
        self,
        record_id: RecordId,
        draft: RecordDraft,
        *,
        operator: OperatorId | None = None,
        at: datetime | None = None,
        seen_version: int | None = None,
    ) -> RecordChange:
        """Replace what is known of a record and raise what follows.

        Conflict when it changed since `seen_version`; Refused names every field that is wrong.
        """
        return self._deeds.edit(
            record_id, draft, Deed(operator=operator or self._operator, at=at), seen_version
        )

    @needs(Right.EDIT_RECORDS)
    def change_status(
        self,
        record_id: RecordId,
        status: str,
        *,
        operator: OperatorId | None = None,
        at: datetime | None = None,
        seen_version: int | None = None,
    ) -> RecordChange:
        """Move a record to another status; nothing happens when it is there already.

        Refused for an unknown status; Conflict when somebody changed the record since `seen_version`.
        """
        return self._deeds.change_status(
            record_id, status, Deed(operator=operator or self._operator, at=at), seen_version
        )

    @needs(Right.EDIT_RECORDS)
    def move_due(
        self,
        record_id: RecordId,
        due_at: datetime | None,
        *,
        operator: OperatorId | None = None,
        at: datetime | None = None,
        seen_version: int | None = None,
    ) -> RecordChange:
        """Move a record's due date, None removes it; nothing happens when it is that already."""
        return self._deeds.move_due(
            record_id, due_at, Deed(operator=operator or self._operator, at=at), seen_version
        )

    @needs(Right.EDIT_RECORDS)
    def assign(
        self,
        record_id: RecordId,
        assignee: OperatorId | None,
        *,
        operator: OperatorId | None = None,
        at: datetime | None = None,
        seen_version: int | None = None,
    ) -> RecordChange:
        """Give a record to a member of staff, None to nobody; nothing happens when it is theirs already."""
        before = self._records.state(record_id)
        if assignee == before.assignee_id:
            return RecordChange(record_id=record_id, before=before, version=before.version)
        draft = replace(draft_of_state(before), assignee_id=assignee)
        return self._deeds.edit(
            record_id, draft, Deed(operator=operator or self._operator, at=at), seen_version
        )

    @needs(Right.EDIT_RECORDS)
    def undo(self, change: RecordChange, at: datetime | None = None) -> None:
        """Take a change back with its events; a new record is withdrawn, not deleted.

        Conflict when the record was changed since, or the change was taken back before.
        """
        moment = at or clock.now()
        journal = Journal(self._session)
        for event_id in change.event_ids:
            journal.undo(event_id, moment)
        if change.before is not None:
            draft = draft_of_state(change.before)
            self._records.edit(change.record_id, draft, seen_version=change.version)
            return
        kind = known_kind(self._records.state(change.record_id).kind)
        self._records.set_status(
            change.record_id, kind.withdrawn_status, closed_at=moment, seen_version=change.version
        )

    def snapshot(self, record_id: RecordId) -> dict[str, Json]:
        """Return a record's fields as they are now, with its customer's and its place's; NotFound."""
        return Snapshots(self._session).of_record(self._records.state(record_id))

    def announce(self, entry: Entry) -> EventId | None:
        """Raise an event about a record or a customer, such as a timer's; None when it was raised before.

        The snapshot is completed with all that is known of the subject; what the entry carries wins. Refused
        names an unknown kind, a missing subject or a missing field; NotFound for a subject that is gone.
        """
        return self._deeds.announce(entry)

    def accept(self, kind: str, payload: Mapping[str, Json], key: str = "") -> EventId | None:
        """Take in an event as told from outside (see Reception.accept); None when it was told before."""
        source = "cli" if self._source == "window" else self._source
        return Reception(self._session, source).accept(kind, payload, key)
