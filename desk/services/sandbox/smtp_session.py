# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what the sandbox's mail server does with each byte: one conversation without a socket."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desk.services.sandbox.faults import Fault, FaultKind, Faults

MOST_BYTES = 50_000_000
LONGEST_LINE = 64 * 1024
MOST_RECIPIENTS = 100

_PATH = re.compile(r"(FROM|TO):\s*<([^<>]*)>(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Say:
    """Write these bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep a message, then write the answer (none when it is empty)."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    answer: bytes


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for so many seconds; None: until the other side hangs up."""

    seconds: float | None


@dataclass(frozen=True, slots=True)
class HangUp:
    """Close the connection. is_abrupt: without the ordinary leave-taking of TCP."""

    is_abrupt: bool = False


@dataclass(frozen=True, slots=True)
class Encrypt:
    """Go on over TLS; what came in clear text after STARTTLS is forgotten."""


Step = Say | Keep | Wait | HangUp | Encrypt

GREETING = Say(b"220 sandbox.desk.example ESMTP Desk sandbox\r\n")


class SmtpSession:
    """Bytes in, steps out; RFC 5321 with PIPELINING, SIZE, 8BITMIME and SMTPUTF8."""

    def __init__(self, faults: Faults, *, can_encrypt: bool = False) -> None:
        self._faults = faults
        self._can_encrypt = can_encrypt
        self._buffer = b""
        self._is_data = False
        self._sender: str | None = None
        self._recipients: list[str] = []
        self._fault: Fault | None = None
        self._is_over = False

    def feed(self, data: bytes) -> Iterator[Step]:
        """Take bytes as they come; carry the steps out in their order."""
        self._buffer += data
        while not self._is_over:
            steps = self._message() if self._is_data else self._line()
            if steps is None:
                return
            yield from steps

    def _line(self) -> Iterator[Step] | None:
        line, end, rest = self._buffer.partition(b"\r\n")
        if not end:
            if len(line) <= LONGEST_LINE:
                return None
            return self._farewell(b"500 5.5.2 Line too long\r\n")
        self._buffer = rest
        return self._command(line.decode("utf-8", "replace"))

    def _message(self) -> Iterator[Step] | None:
        if self._buffer.startswith(b".\r\n"):
            body, rest = b"", self._buffer[3:]
        else:
            body, end, rest = self._buffer.partition(b"\r\n.\r\n")
            if not end:
                too_long = len(body) > MOST_BYTES
                return self._farewell(b"552 5.3.4 Message too big\r\n") if too_long else None
            body += b"\r\n"
        self._buffer = rest
        self._is_data = False
        body = body.replace(b"\r\n..", b"\r\n.")
        return self._take(body[1:] if body.startswith(b"..") else body)

    def _command(self, line: str) -> Iterator[Step]:
        verb, _, rest = line.partition(" ")
        match verb.upper():
            case "EHLO":
                self._forget()
                yield Say(self._offer())
            case "HELO" | "RSET" | "NOOP":
                if verb.upper() != "NOOP":
                    self._forget()
                yield Say(b"250 2.0.0 Ok\r\n")
            case "MAIL" | "RCPT":
                yield Say(self._address(verb.upper(), rest))
            case "DATA":
                yield Say(self._data())
            case "STARTTLS" if self._can_encrypt:
                self._can_encrypt = False
                self._buffer = b""
                self._forget()
                yield Say(b"220 2.0.0 Ready\r\n")
                yield Encrypt()
            case "QUIT":
                yield from self._farewell(b"221 2.0.0 Bye\r\n")
            case _:
                yield Say(b"500 5.5.2 Unknown command\r\n")

    def _offer(self) -> bytes:
        lines = ["sandbox.desk.example", "PIPELINING", f"SIZE {MOST_BYTES}", "8BITMIME", "SMTPUTF8"]
        lines += ["STARTTLS"] if self._can_encrypt else []
        lines.append("ENHANCEDSTATUSCODES")
        marked = [
            f"250{'-' if place < len(lines) - 1 else ' '}{line}\r\n" for place, line in enumerate(lines)
        ]
        return "".join(marked).encode()

    def _address(self, verb: str, rest: str) -> bytes:
        found = _PATH.fullmatch(rest.strip())
        if found is None or (found[1].upper() == "FROM") != (verb == "MAIL"):
            return b"501 5.5.4 Bad path\r\n"
        if verb == "MAIL":
            self._forget()
            self._sender = found[2]
            return b"250 2.1.0 Ok\r\n"
        if self._sender is None:
            return b"503 5.5.1 MAIL first\r\n"
        return self._recipient(found[2])

    def _recipient(self, address: str) -> bytes:
        if len(self._recipients) >= MOST_RECIPIENTS:
            return b"452 4.5.3 Too many recipients\r\n"
        fault = self._faults.due(address)
        if fault is not None and fault.kind is FaultKind.LATER:
            return b"451 4.7.1 Sandbox: try again later\r\n"
        if fault is not None and fault.kind is FaultKind.REFUSE:
            return b"550 5.1.1 Sandbox: no such mailbox\r\n"
        self._fault = fault or self._fault
        self._recipients.append(address)
        return b"250 2.1.5 Ok\r\n"

    def _data(self) -> bytes:
        if not self._recipients:
            return b"554 5.5.1 No valid recipients\r\n"
        self._is_data = True
        return b"354 Go on, end with a dot\r\n"

    def _take(self, raw: bytes) -> Iterator[Step]:
        fault, sender, recipients = self._fault, self._sender or "", tuple(self._recipients)
        self._forget()
        kind = fault.kind if fault is not None else None
        match kind:
            case FaultKind.CUT:
                yield from self._vanish()
                return
            case FaultKind.STALL:
                self._is_over = True
                yield Wait(None)
                return
            case FaultKind.GARBAGE:
                yield Say(b"\x00\xff perhaps\r\n")
                return
            case FaultKind.SLOW:
                assert fault is not None
                yield Wait(fault.delay_s)
            case _:
                pass
        is_lost = kind is FaultKind.LOST_ANSWER
        yield Keep(sender, recipients, raw, b"" if is_lost else b"250 2.0.0 Ok: kept in the sandbox\r\n")
        if is_lost:
            yield from self._vanish()

    def _vanish(self) -> Iterator[Step]:
        self._is_over = True
        yield HangUp(is_abrupt=True)

    def _farewell(self, words: bytes) -> Iterator[Step]:
        self._is_over = True
        yield Say(words)
        yield HangUp()

    def _forget(self) -> None:
        self._sender = None
        self._recipients = []
        self._fault = None
