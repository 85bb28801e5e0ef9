# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what the lines of a conversation add up to: its newest words, what is unread, who waits; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.models.vocabulary import Author, Channel, ConversationState, Direction, MessageKind

ANSWERING = frozenset({Author.OPERATOR, Author.ROBOT})
"""Whose words end a customer's waiting."""
LEAVES_WAITING = "leaves_waiting"
"""In the detail of what a bot wrote: it only said that somebody will answer, and that is still waited for."""
FORGOTTEN = timedelta(days=30)
"""Nobody begins to wait for an answer to older mail; read, it is put away when it is first taken in."""
LONG_FORGOTTEN = timedelta(days=365)
"""Older mail is put away even when it was never read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A line, as far as the list is concerned. is_automatic: written by a machine, or to many at once.

    has_failed: it was to leave, and never reached anybody. leaves_waiting: a bot wrote it, and people go on from it.
    """

    id: str
    at: datetime
    direction: Direction
    author: Author
    kind: MessageKind
    channel: Channel | None
    preview: str
    is_read: bool
    is_automatic: bool
    is_flagged: bool = False
    has_attachment: bool = False
    has_failed: bool = False
    leaves_waiting: bool = False

    @property
    def speaks(self) -> bool:
        """Whether somebody said it to somebody: neither a note nor a system line."""
        return self.direction in _SAID and self.kind is MessageKind.MESSAGE

    @property
    def asks(self) -> bool:
        """Whether a customer waits for an answer to it."""
        return (
            self.direction is Direction.INCOMING
            and self.kind is MessageKind.MESSAGE
            and not self.is_automatic
        )

    @property
    def answers(self) -> bool:
        """Whether it is the answer that a customer waited for."""
        is_answer = self.direction is Direction.OUTGOING and self.author in ANSWERING
        return is_answer and not self.has_failed and not self.leaves_waiting


_SAID = frozenset({Direction.INCOMING, Direction.OUTGOING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a conversation's row says of its lines. channel: of the newest words; None: nobody said any."""

    channel: Channel | None
    last_at: datetime
    last_author: Author
    preview: str
    unread: int
    message_count: int
    is_flagged: bool
    has_attachment: bool
    waiting_since: datetime | None


KEPT = (
    "last_at",
    "last_author",
    "preview",
    "unread",
    "message_count",
    "is_flagged",
    "has_attachment",
    "waiting_since",
)
"""What of a standing is kept in the conversation's row under the same name."""


def standing_values(standing: Standing) -> dict[str, object]:
    """Return what of a standing is kept in the row."""
    return {name: getattr(standing, name) for name in KEPT}


def summed(lines: Sequence[Spoken]) -> Standing:
    """Return what all the lines of a conversation, in any order and at least one, add up to."""
    ordered = sorted(lines, key=lambda line: (line.at, line.id))
    last = next((line for line in reversed(ordered) if line.speaks), ordered[-1])
    return Standing(
        channel=last.channel if last.speaks else None,
        last_at=last.at,
        last_author=last.author,
        preview=last.preview,
        unread=sum(_is_unread(line) for line in ordered),
        message_count=len(ordered),
        is_flagged=any(line.is_flagged for line in ordered),
        has_attachment=any(line.has_attachment for line in ordered),
        waiting_since=_waiting_since(ordered),
    )


def may_grow(standing: Standing, line: Spoken) -> bool:
    """Say whether `grown` is enough: the line comes last, and what came last so far was somebody's words."""
    return line.at >= standing.last_at and standing.channel is not None


def grown(standing: Standing, line: Spoken) -> Standing:
    """Return what a conversation adds up to with one more line, which `may_grow` allows."""
    more = replace(
        standing,
        unread=standing.unread + _is_unread(line),
        message_count=standing.message_count + 1,
        is_flagged=standing.is_flagged or line.is_flagged,
        has_attachment=standing.has_attachment or line.has_attachment,
        waiting_since=_still_waiting(standing.waiting_since, line),
    )
    if not line.speaks:
        return more
    return replace(more, channel=line.channel, last_at=line.at, last_author=line.author, preview=line.preview)


def believable(standing: Standing, now: datetime, *, was_waiting: bool = False) -> Standing:
    """Return a standing in which nobody begins to wait for what was written long ago: old mail that is taken in."""
    since = standing.waiting_since
    if was_waiting or since == believable_since(since, now):
        return standing
    return replace(standing, waiting_since=None)


def believable_since(since: datetime | None, now: datetime) -> datetime | None:
    """Return since when somebody waits of whom nobody knew so far."""
    return None if since is None or since <= now - FORGOTTEN else since


def first_state(standing: Standing, now: datetime, *, is_put_away: bool, speaks: bool) -> ConversationState:
    """Return where a new conversation belongs. is_put_away: in an archive already; speaks: not of system lines only."""
    is_old = standing.last_at < now - FORGOTTEN
    is_settled = standing.unread == 0 or standing.last_at < now - LONG_FORGOTTEN
    if is_put_away or not speaks or (is_old and is_settled):
        return ConversationState.ARCHIVED
    return ConversationState.IN_PROGRESS


def _is_unread(line: Spoken) -> bool:
    is_customers = line.direction is Direction.INCOMING and line.kind is MessageKind.MESSAGE
    return is_customers and not line.is_read


def _waiting_since(ordered: Iterable[Spoken]) -> datetime | None:
    since = None
    for line in ordered:
        since = _still_waiting(since, line)
    return since


def _still_waiting(since: datetime | None, line: Spoken) -> datetime | None:
    if line.answers:
        return None
    return line.at if since is None and line.asks else since
