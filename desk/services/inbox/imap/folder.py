# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the commands of one opened folder: bodies by the hundred, what changed, flags, moves."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desk.errors import Rejected
from desk.models.mailbox import DELETED
from desk.services.inbox.imap.answers import (
    MOST_UID,
    Fetched,
    Ranges,
    Standing,
    code_of,
    fetched,
    flag_names,
    quoted,
    ranges,
    searched,
    sequence,
    vanished,
)
from desk.services.inbox.imap.exchange import Exchange, Reply, refusal
from desk.services.inbox.imap.wire import Answer

IN_FLIGHT = 2
"""So many portions are asked for before the first has come: the way there and back costs nothing then."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What happened in a folder since it was last looked at. gone: UIDs that vanished, as the server claims."""

    messages: tuple[Fetched, ...] = ()
    gone: Ranges = ()


class OpenFolder:
    """A selected folder. Raises what `Wire` and `Exchange` raise; Rejected server_refused, folder_missing."""

    def __init__(self, exchange: Exchange, capabilities: frozenset[str], reply: Reply, path: str) -> None:
        self._exchange = exchange
        self._capabilities = capabilities
        self.path = path
        self.standing = _standing(reply)
        self.changed = changes_in(reply.answers)
        """What a QRESYNC selection already told."""

    def uids(self, low: int = 1, high: int = MOST_UID, *, since: date | None = None) -> Ranges:
        """Return the UIDs from `low` to `high` that are there; since: only what arrived from that day on."""
        wanted = f"UID {low}:{'*' if high >= MOST_UID else high}"
        if since is not None:
            wanted += f" SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        found = searched(self._search(wanted.encode()))
        # "5:*" means the last message even when its UID is lower than 5.
        return tuple((max(a, low), min(b, high)) for a, b in found if b >= low and a <= high)

    def with_header_id(self, header_id: str) -> Ranges:
        """Return the UIDs of messages that bear this Message-ID (without brackets)."""
        wanted = header_id.replace("\\", "").replace('"', "")
        if not wanted.isascii():
            return ()
        return searched(self._search(b'HEADER Message-ID "' + wanted.encode() + b'"'))

    def marked_deleted(self) -> Ranges:
        """Return the UIDs that an EXPUNGE would take away."""
        return searched(self._search(b"DELETED"))

    def bodies(self, portions: Iterable[Sequence[int]]) -> Iterator[Fetched | None]:
        """Give the messages of each portion with their bytes as they come; None where a portion ends.

        What is no longer there does not come; flags of other messages may come in between (raw None).
        """
        return self._streamed(portions, b"(UID FLAGS INTERNALDATE BODY.PEEK[])")

    def heads(self, portions: Iterable[Sequence[int]]) -> Iterator[Fetched | None]:
        """Give the same with the header instead of the whole mail, and its size."""
        return self._streamed(portions, b"(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])")

    def flags(self, low: int = 1, high: int = MOST_UID, *, since_modseq: int = 0) -> Changed:
        """Return the flags of a range; since_modseq: of what changed since then, and with QRESYNC what vanished."""
        command = f"UID FETCH {low}:{'*' if high >= MOST_UID else high} (UID FLAGS)"
        if since_modseq:
            vanish = " VANISHED" if "QRESYNC" in self._capabilities else ""
            command += f" (CHANGEDSINCE {since_modseq}{vanish})"
        found = changes_in(self._exchange.ask(command.encode()).answers)
        return Changed(messages=tuple(m for m in found.messages if low <= m.uid <= high), gone=found.gone)

    def store(self, uids: Sequence[int], *, add: int = 0, remove: int = 0) -> tuple[Fetched, ...]:
        """Set and take flags (bits) of messages; return what the server says of them now, if it does."""
        commands = []
        for sign, bits in ((b"+", add), (b"-", remove)):
            if bits and uids:
                commands.append(
                    b"UID STORE " + sequence(uids) + b" " + sign + b"FLAGS.SILENT " + flag_names(bits)
                )
        replies = self._exchange.ask_all(*commands)
        for reply in replies:
            if not reply.is_ok:
                raise refusal(reply)
        return tuple(m for reply in replies for m in changes_in(reply.answers).messages)

    def move(self, uids: Sequence[int], path: str) -> dict[int, int]:
        """Move messages to another folder; return old UID → new UID, as far as the server says.

        Without MOVE they are copied and then expunged; whoever repeats that looks first whether the copy is there.
        """
        if not uids:
            return {}
        where = sequence(uids) + b" " + quoted(path)
        if "MOVE" in self._capabilities:
            return _moved(self._exchange.ask(b"UID MOVE " + where))
        moved = _moved(self._exchange.ask(b"UID COPY " + where))
        self.expunge(uids)
        return moved

    def expunge(self, uids: Sequence[int]) -> None:
        """Take messages away for good, and no other.

        Without UIDPLUS that can only be done when nobody else has marked one: Rejected("others_marked"), then the
        messages stay marked as deleted.
        """
        if not uids:
            return
        self.store(uids, add=DELETED)
        if "UIDPLUS" in self._capabilities:
            self._exchange.ask(b"UID EXPUNGE " + sequence(uids))
            return
        others = {uid for a, b in self.marked_deleted() for uid in range(a, b + 1)} - set(uids)
        if others:
            raise Rejected("others_marked")
        self._exchange.ask(b"EXPUNGE")

    def _search(self, wanted: bytes) -> tuple[Answer, ...]:
        how = b"UID SEARCH RETURN (ALL) " if "ESEARCH" in self._capabilities else b"UID SEARCH "
        return self._exchange.ask(how + wanted).answers

    def _streamed(self, portions: Iterable[Sequence[int]], what: bytes) -> Iterator[Fetched | None]:
        waiting: deque[bytes] = deque()
        rest = iter(portions)
        is_more = True
        while is_more or waiting:
            while is_more and len(waiting) < IN_FLIGHT:
                portion = next(rest, None)
                if portion is None:
                    is_more = False
                elif portion:
                    waiting += self._exchange.begin(b"UID FETCH " + sequence(portion) + b" " + what)
            if waiting:
                yield from self._portion(waiting.popleft())

    def _portion(self, tag: bytes) -> Iterator[Fetched | None]:
        for answer in self._exchange.stream(tag):
            if isinstance(answer, Reply):
                # NO: some were expunged meanwhile; whoever asked looks what is missing.
                if answer.status == "BAD":
                    raise refusal(answer)
                yield None
            elif (message := fetched(answer)) is not None:
                yield message


def changes_in(answers: Iterable[Answer]) -> Changed:
    """Return the flags and the vanished UIDs that responses tell."""
    messages: list[Fetched] = []
    gone: list[tuple[int, int]] = []
    for answer in answers:
        if (message := fetched(answer)) is not None:
            messages.append(message)
        else:
            gone += vanished(answer)
    return Changed(messages=tuple(messages), gone=tuple(gone))


def _standing(reply: Reply) -> Standing:
    told = {"UIDVALIDITY": 0, "UIDNEXT": 0, "HIGHESTMODSEQ": 0, "EXISTS": 0}
    for answer in reply.answers:
        words = answer.line.split()
        if len(words) > 2 and words[2].upper() == b"EXISTS" and words[1].isdigit():
            told["EXISTS"] = int(words[1])
        code, value = code_of(answer.line[:120])
        if code in told and value.isdigit():
            told[code] = int(value)
    return Standing(
        uid_validity=told["UIDVALIDITY"],
        uid_next=told["UIDNEXT"],
        messages=told["EXISTS"],
        modseq=told["HIGHESTMODSEQ"],
    )


def _moved(reply: Reply) -> dict[int, int]:
    """Return what COPYUID says, wherever it stands; nothing when the two sets do not fit."""
    told = [(reply.code, reply.code_text)] + [code_of(answer.line) for answer in reply.answers]
    for code, text in told:
        words = text.split()
        if code == "COPYUID" and len(words) == 3:
            old, new = (_listed(words[1]), _listed(words[2]))
            return dict(zip(old, new, strict=True)) if len(old) == len(new) else {}
    return {}


def _listed(text: bytes) -> list[int]:
    return [uid for a, b in ranges(text) if b - a < 100_000 for uid in range(a, b + 1)]
