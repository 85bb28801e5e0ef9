# SPDX-License-Identifier: LicenseRef-Desk
"""Runs commands over a wire, several on their way at once, and tells refusals in Desk's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.errors import DeskError, Misconfigured, Rejected, Unavailable
from desk.services.inbox.imap.answers import code_of
from desk.services.inbox.imap.wire import Answer, Wire

_WORDS = 200
_BUSY = frozenset({"INUSE", "UNAVAILABLE", "SERVERBUG", "LIMIT", "THROTTLED"})
_GONE = frozenset({"NONEXISTENT", "TRYCREATE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """How a command ended. status: OK, NO or BAD; code, code_text: its response code; answers: what came before."""

    status: str
    text: str
    code: str
    code_text: bytes
    answers: tuple[Answer, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether the server did it."""
        return self.status == "OK"


class Exchange:
    """Commands and their replies, in the order they were sent. Raises what `Wire` raises."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._count = 0
        self._early: dict[bytes, Reply] = {}
        """Ends of commands that nobody has asked for yet."""

    def begin(self, *commands: bytes) -> list[bytes]:
        """Send commands at once; return their tags, whose replies are to be read in this order."""
        tags = []
        lines = []
        for command in commands:
            self._count += 1
            tags.append(b"d%d" % self._count)
            lines.append(tags[-1] + b" " + command + b"\r\n")
        self._wire.write(b"".join(lines))
        return tags

    def reply(self, tag: bytes) -> Reply:
        """Wait for the end of a command; a server may end a later one first."""
        answers: list[Answer] = []
        while tag not in self._early:
            answer = self._wire.read()
            if answer.line.startswith(b"* "):
                _watch(answer)
                answers.append(answer)
            elif (ended := _tag_of(answer)) is not None:
                self._early[ended] = _reply(answer.line[len(ended) + 1 :], tuple(answers))
                answers = []
        return self._early.pop(tag)

    def stream(self, tag: bytes) -> Iterator[Answer | Reply]:
        """Give each response of a command as it comes, and its end last."""
        while tag not in self._early:
            answer = self._wire.read()
            if answer.line.startswith(b"* "):
                _watch(answer)
                yield answer
            elif (ended := _tag_of(answer)) is not None:
                self._early[ended] = _reply(answer.line[len(ended) + 1 :], ())
        yield self._early.pop(tag)

    def ask(self, command: bytes) -> Reply:
        """Run one command; raises what `refusal` says when the server does not do it."""
        reply = self.reply(self.begin(command)[0])
        if not reply.is_ok:
            raise refusal(reply)
        return reply

    def ask_all(self, *commands: bytes) -> list[Reply]:
        """Run commands on one trip; none of them raises for a refusal."""
        return [self.reply(tag) for tag in self.begin(*commands)] if commands else []

    def ask_with(self, head: bytes, body: bytes, *, waits: bool) -> Reply:
        """Run a command that ends in a literal. waits: until the server asks for it."""
        self._count += 1
        tag = b"d%d" % self._count
        mark = b"{%d}" if waits else b"{%d+}"
        start = tag + b" " + head + b" " + mark % len(body) + b"\r\n"
        if waits:
            self._wire.write(start)
            refused = self._continued(tag, [])
            if refused is not None:
                raise refusal(refused)
            self._wire.write(body + b"\r\n")
        else:
            self._wire.write(start + body + b"\r\n")
        reply = self.reply(tag)
        if not reply.is_ok:
            raise refusal(reply)
        return reply

    def idle(self, limit_s: float) -> bool:
        """Wait until the server has news; False when it had none for `limit_s`."""
        tag = self.begin(b"IDLE")[0]
        early: list[Answer] = []
        refused = self._continued(tag, early)
        if refused is not None:
            raise refusal(refused)
        if not _is_news(early):
            self._wire.wait(limit_s)
        self._wire.write(b"DONE\r\n")
        reply = self.reply(tag)
        if not reply.is_ok:
            raise refusal(reply)
        return _is_news((*early, *reply.answers))

    def challenged(self, command: bytes, *responses: bytes) -> Reply:
        """Run a command whose questions are answered with `responses`, one after the other, then with nothing."""
        tag = self.begin(command)[0]
        rest = list(responses)
        while (reply := self._continued(tag, [])) is None:
            self._wire.write((rest.pop(0) if rest else b"") + b"\r\n")
        return reply

    def _continued(self, tag: bytes, answers: list[Answer]) -> Reply | None:
        """Wait until the server wants more; the reply, when it ends the command instead. answers: what came first."""
        while True:
            answer = self._wire.read()
            if answer.line.startswith(b"+"):
                return None
            if answer.line.startswith(tag + b" "):
                return _reply(answer.line[len(tag) + 1 :], tuple(answers))
            _watch(answer)
            answers.append(answer)


def refusal(reply: Reply) -> DeskError:
    """Return the error that a refused command is."""
    if reply.code in _GONE:
        return Rejected("folder_missing", reply=reply.text)
    if reply.code == "OVERQUOTA" or "quota" in reply.text.lower():
        return Unavailable("quota_full", None, reply=reply.text)
    if reply.code in _BUSY:
        return Unavailable("server_busy", None, reply=reply.text)
    if reply.code == "PRIVACYREQUIRED":
        return Misconfigured("password_needs_encryption", reply=reply.text)
    return Rejected("server_refused", reply=reply.text)


def _reply(rest: bytes, answers: tuple[Answer, ...]) -> Reply:
    status, _, text = rest.partition(b" ")
    code, code_text = code_of(text) if text.startswith(b"[") else ("", b"")
    return Reply(
        status=status.decode("latin-1").upper(),
        text=text.decode("utf-8", "replace")[:_WORDS],
        code=code,
        code_text=code_text,
        answers=answers,
    )


def _tag_of(answer: Answer) -> bytes | None:
    """Return the tag of ours that a line ends; None for any other line."""
    tag = answer.line.partition(b" ")[0]
    return tag if tag[:1] == b"d" and tag[1:].isdigit() else None


def _watch(answer: Answer) -> None:
    """Notice that the server takes its leave; it may do so at any moment."""
    if answer.line[:6].upper() == b"* BYE ":
        text = answer.line[6:].decode("utf-8", "replace")[:_WORDS]
        raise Unavailable("connection_lost", None, reply=text)


def _is_news(answers: Sequence[Answer]) -> bool:
    """Whether more came than a sign of life."""
    return any(not answer.line.startswith(b"* OK") for answer in answers)
