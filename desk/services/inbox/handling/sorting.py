# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps where conversations stand in the list: archived, snoozed, awake; and their tags."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy import select

from desk.errors import Problem, Refused
from desk.models import Conversation, Message
from desk.models.vocabulary import ConversationState, Direction, FolderRole
from desk.services.inbox.handling.deeds import Deeds
from desk.services.inbox.handling.undo import Before, OnServer, Undo
from desk.services.shop import Deed, needs
from desk.services.store import AnyRow, held

UNTIL_ANSWERED = datetime(9999, 1, 1, tzinfo=UTC)
"""A snooze that only the customer's answer ends."""
MOST_TAGS, LONGEST_TAG = 20, 40
LIMIT = 500


class Sorting(Deeds):
    """States and tags."""

    @needs(Deed.ARCHIVE)
    def archive(self, ids: Collection[str], *, by: str | None, at: datetime) -> Undo:
        """Archive conversations; what lies in an inbox on a server goes to its archive."""
        values = {"state": ConversationState.ARCHIVED, "snoozed_until": None}
        return self._moved(self._held(ids), values, ("archived", FolderRole.ARCHIVE), by, at)

    @needs(Deed.ARCHIVE)
    def unarchive(self, ids: Collection[str], *, by: str | None, at: datetime) -> Undo:
        """Bring conversations back into the list, from the archive or out of a snooze."""
        values = {"state": ConversationState.IN_PROGRESS, "snoozed_until": None}
        return self._moved(self._held(ids), values, ("unarchived", FolderRole.INBOX), by, at)

    @needs(Deed.ARCHIVE)
    def snooze(self, ids: Collection[str], *, until: datetime | None, by: str | None, at: datetime) -> Undo:
        """Put conversations away until a moment, None: until the customer answers; any answer wakes them.

        Refused("in_the_past").
        """
        end = until or UNTIL_ANSWERED
        if end <= at:
            raise Refused(Problem(code="in_the_past", place="until"))
        values = {"state": ConversationState.SNOOZED, "snoozed_until": end}
        before = self._change(self._held(ids), values, at)
        lines = self._say(before, "snoozed", by, at, until=end.isoformat())
        return Undo(deed="snoozed", count=len(before), conversations=before, lines=lines)

    def wake_due(self, now: datetime) -> tuple[str, ...]:
        """Bring back whatever was put away until now, at most LIMIT at a time; return which."""
        query = (
            select(Conversation.id)
            .where(
                Conversation.snoozed_until.is_not(None),
                Conversation.snoozed_until <= now,
                Conversation.state == ConversationState.SNOOZED,
                Conversation.deleted_at.is_(None),
            )
            .order_by(Conversation.snoozed_until)
            .limit(LIMIT)
        )
        ids = tuple(self._session.scalars(held(query)))
        if ids:
            values = {"state": ConversationState.IN_PROGRESS, "snoozed_until": None}
            self._change(self._held(ids), values, now)
            self._say(ids, "woken", None, now)
        return ids

    def next_waking(self) -> datetime | None:
        """Return when the next conversation is to come back; None when none is."""
        query = (
            select(Conversation.snoozed_until)
            .where(Conversation.snoozed_until.is_not(None), Conversation.state == ConversationState.SNOOZED)
            .order_by(Conversation.snoozed_until)
            .limit(1)
        )
        return self._session.execute(query).scalar_one_or_none()

    @needs(Deed.TAG)
    def tag(
        self,
        ids: Collection[str],
        *,
        add: Collection[str] = (),
        remove: Collection[str] = (),
        by: str | None,
        at: datetime,
    ) -> Undo:
        """Add and take away tags; Refused("bad_tag", "too_many_tags")."""
        wanted = [tag.strip() for tag in add]
        if any(not tag or len(tag) > LONGEST_TAG or not tag.isprintable() for tag in wanted):
            raise Refused(Problem(code="bad_tag", place="tags"))
        before: dict[str, Before] = {}
        lines: tuple[str, ...] = ()
        for row in self._held(ids):
            tags = [tag for tag in dict.fromkeys([*row.tags, *wanted]) if tag not in remove]
            if len(tags) > MOST_TAGS:
                raise Refused(Problem(code="too_many_tags", place="tags", details={"most": str(MOST_TAGS)}))
            before |= self._change([row], {"tags": tags}, at)
            for code, names in (
                ("tagged", set(tags) - set(row.tags)),
                ("untagged", set(row.tags) - set(tags)),
            ):
                if names:
                    lines += self._say([row.id], code, by, at, name=", ".join(sorted(names)))
        return Undo(deed="tagged", count=len(before), conversations=before, lines=lines)

    def _moved(
        self,
        rows: list[AnyRow],
        values: Mapping[str, object],
        how: tuple[str, FolderRole],
        by: str | None,
        at: datetime,
    ) -> Undo:
        code, role = how
        was_away = {row.id for row in rows if row.state is ConversationState.ARCHIVED}
        before = self._change(rows, values, at)
        is_back = role is FolderRole.INBOX
        moving = [id_ for id_ in before if not is_back or id_ in was_away]
        mails = [
            message_id
            for message_id, _ in self._message_ids(
                moving, Message.direction == Direction.INCOMING, Message.header_id.is_not(None)
            )
        ]
        self._server.move(mails, role, at=at)
        lines = self._say(before, code, by, at)
        back = FolderRole.ARCHIVE if is_back else FolderRole.INBOX
        return Undo(
            deed=code,
            count=len(before),
            conversations=before,
            lines=lines,
            on_server=(OnServer(message_ids=tuple(mails), role=back.value),) if mails else (),
        )
