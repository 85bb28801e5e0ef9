# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps everything that may be done with conversations behind one name, and undoes it."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from sqlalchemy import delete, select, update

from desk.errors import Conflict, NotFound
from desk.models import Conversation, Membership, Message, Notice, ServerJob, Tombstone
from desk.models.identity import EventId
from desk.models.vocabulary import FolderRole
from desk.services.delivery import Cancelling
from desk.services.events import Journal
from desk.services.inbox.handling.assigning import Assigning
from desk.services.inbox.handling.following import put_back
from desk.services.inbox.handling.joining import Joining
from desk.services.inbox.handling.marking import Marking
from desk.services.inbox.handling.relating import Relating
from desk.services.inbox.handling.sorting import Sorting
from desk.services.inbox.handling.stopping import Stopping
from desk.services.inbox.handling.undo import Before, Undo
from desk.services.shop import Deed, Rights
from desk.services.store import insert_new, portions

_TO_UNDO = {
    "assigned": Deed.ASSIGN,
    "unassigned": Deed.ASSIGN,
    "followed": Deed.READ,
    "unfollowed": Deed.READ,
    "merged": Deed.MERGE,
    "split": Deed.MERGE,
    "deleted": Deed.DELETE,
}
"""What takes a right of its own; everything else whoever may sort conversations may undo."""


_RECOUNTED = frozenset({"merged", "deleted"})
"""After these a conversation's lines add up to something else."""


class Handling(Marking, Sorting, Assigning, Relating, Joining):
    """All deeds; see each of the classes it is made of."""

    def undo(self, value: Undo, at: datetime) -> None:
        """Put everything back as it was; what was changed again since is overwritten, what is gone passed over."""
        Rights(self._session).demand(_TO_UNDO.get(value.deed, Deed.MARK))
        touched = self._touched(value)
        for id_, before in value.conversations.items():
            self._restore(id_, before, at)
        self._restore_messages(value.messages)
        self._lead(value.references)
        for table, places in value.places.items():
            put_back(self._session, table, places)
        self._restore_members(value)
        Stopping(self._session).bring_back(value.stopped, at)
        self._take_back(value, at)
        self._unsay(value, at)
        self._untell(value, at)
        for new in value.ended:
            self._session.execute(
                update(Conversation).where(Conversation.id == new).values(deleted_at=at, is_separate=False)
            )
        self._lines.recount(touched, at)

    def _touched(self, value: Undo) -> set[str]:
        """Return the conversations whose lines change by an undo."""
        moved = {
            str(before["conversation_id"])
            for before in value.messages.values()
            if "conversation_id" in before
        }
        of = {conversation for _, conversation in self._places(value.messages)}
        return {*moved, *of, *(value.conversations if value.deed in _RECOUNTED else ())}

    def _places(self, message_ids: Mapping[str, Before]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for some in portions(message_ids):
            query = select(Message.id, Message.conversation_id).where(Message.id.in_(some))
            found += [(row[0], row[1]) for row in self._session.execute(query)]
        return found

    def _restore(self, conversation_id: str, before: Before, at: datetime) -> None:
        self._session.execute(
            update(Conversation)
            .where(Conversation.id == conversation_id)
            .values(**before, updated_at=at, version=Conversation.version + 1)
            .execution_options(synchronize_session=False)
        )

    def _restore_messages(self, messages: Mapping[str, Before]) -> None:
        """Put messages back, as many at once as were the same."""
        alike: defaultdict[tuple[tuple[str, object], ...], list[str]] = defaultdict(list)
        for message_id, before in messages.items():
            alike[tuple(before.items())].append(message_id)
        for values, ids in alike.items():
            self._set_messages(ids, **dict(values))

    def _restore_members(self, value: Undo) -> None:
        for some in portions(value.member_of):
            self._session.execute(delete(Membership).where(Membership.conversation_id.in_(some)))
        rows = [
            {
                "conversation_id": one.conversation_id,
                "operator_id": one.operator_id,
                "kind": one.kind,
                "created_at": one.created_at,
            }
            for one in value.members
        ]
        insert_new(self._session, Membership, rows)

    def _unsay(self, value: Undo, at: datetime) -> None:
        """Take away the lines that said it, and the notices that nobody has read."""
        self._lines.remove(value.lines, at)
        if value.deed == "assigned":
            for some in portions(value.conversations):
                self._session.execute(
                    delete(Notice).where(
                        Notice.conversation_id.in_(some),
                        Notice.kind == "assigned",
                        Notice.read_at.is_(None),
                        Notice.told_at.is_(None),
                    )
                )

    def _take_back(self, value: Undo, at: datetime) -> None:
        """Undo what the journal was told, and call off what was planned because of it."""
        events = [EventId(id_) for id_ in value.events]
        for id_ in events:
            with suppress(Conflict, NotFound):  # it was undone before
                Journal(self._session).undo(id_, at)
        Cancelling(self._session).of_events(events, at)

    def _untell(self, value: Undo, at: datetime) -> None:
        """Tell the servers the contrary; what they were not told yet they never hear of."""
        for some in portions(value.deleted):
            not_yet = ServerJob.kind == "delete", ServerJob.attempts == 0
            self._session.execute(delete(ServerJob).where(ServerJob.message_id.in_(some), *not_yet))
        for some in portions(value.tombstones):
            self._session.execute(delete(Tombstone).where(Tombstone.header_id.in_(some)))
        for one in value.on_server:
            if one.role:
                self._server.move(one.message_ids, FolderRole(one.role), at=at)
            if one.add or one.remove:
                self._server.flags(one.message_ids, add=one.add, remove=one.remove, at=at)
