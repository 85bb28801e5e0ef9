# SPDX-License-Identifier: LicenseRef-Desk
"""Composes the mail that a person (or a bot) wrote: threading, further recipients, files; pure.

RFC 5322 and 2045, RFC 2231 for the names of files, RFC 3834 for what nobody wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from desk.errors import Problem, Refused
from desk.services.channels import header
from desk.services.channels.email import body_part, checked_reference, date_line, in_base64, language_lines
from desk.services.channels.message import Envelope

MOST_REFERENCES = 20
"""The first and the newest of a thread are named; more only lengthen every answer."""
_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,250}")
_MADE_HERE = "sha256:"
"""Begins the name of a mail that came without one: nobody else knows it."""
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_PARTED = ("multipart/", "message/")
"""Types whose bodies may not be encoded (RFC 2046)."""
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._ ()+-]{1,60}")
_SLASHES = re.compile(r"[/\\]")
_PIECE = 60
_BLOCK = 57 * 1000
_ANY_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    """A file that goes with a mail."""

    name: str
    media_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """A mail as it was written. cc: (name, address). in_reply_to, references: Message-IDs without brackets.

    automatic: RFC 3834's word ("auto-replied", "auto-generated"); "" for what a person wrote.
    """

    envelope: Envelope
    subject: str
    text: str
    html: str = ""
    language: str = ""
    cc: tuple[tuple[str, str], ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    automatic: str = ""
    files: tuple[MailFile, ...] = ()


def write_mail(letter: Correspondence) -> bytes:
    """Return the RFC 5322 message with CRLF ends and no dot-stuffing; raises Refused, never writes half."""
    mark = letter.envelope.reference.partition("@")[0][:50]
    head = "\r\n".join(_headers(letter)).encode("ascii")
    body = _words(letter, f"=_a{mark}")
    if letter.files:
        body = _parted("mixed", f"=_m{mark}", [body, *map(_file_part, letter.files)])
    return b"%b\r\n%b" % (head, body)


def _words(letter: Correspondence, boundary: str) -> bytes:
    text = body_part("text", "plain", letter.text)
    if not letter.html:
        return text
    return _parted("alternative", boundary, [text, body_part("html", "html", letter.html)])


def _parted(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    """Join parts, each with its own headers; no line of theirs begins with what a boundary begins with."""
    mark = boundary.encode("ascii")
    pieces = [b'Content-Type: multipart/%b; boundary="%b"\r\n\r\n' % (kind.encode(), mark)]
    for part in parts:
        pieces += [b"--", mark, b"\r\n", part]
        pieces.append(b"\r\n")
    return b"".join([*pieces, b"--", mark, b"--\r\n"])


def _headers(letter: Correspondence) -> Iterator[str]:
    envelope = letter.envelope
    reference = checked_reference(envelope.reference)
    yield f"From: {header.mailbox(envelope.sender_name, envelope.sender_address, 'sender')}"
    yield f"To: {header.mailbox(envelope.recipient_name, envelope.recipient_address, 'recipient')}"
    if letter.cc:
        yield "Cc: " + ",\r\n ".join(header.mailbox(name, address, "cc") for name, address in letter.cc)
    if envelope.reply_to:
        yield f"Reply-To: {header.address(envelope.reply_to, 'reply_to')}"
    yield f"Subject: {header.unstructured(letter.subject, 'subject')}"
    yield date_line(envelope.at)
    yield f"Message-ID: <{reference}>"
    yield from _thread_lines(letter)
    yield from _automatic_lines(letter.automatic)
    yield from language_lines(letter.language)
    yield "MIME-Version: 1.0"


def _thread_lines(letter: Correspondence) -> Iterator[str]:
    """Give In-Reply-To and References; what cannot be a Message-ID is left out."""
    if _is_id(letter.in_reply_to):
        yield f"In-Reply-To: <{letter.in_reply_to}>"
    known = [one for one in dict.fromkeys(letter.references) if _is_id(one)]
    if len(known) > MOST_REFERENCES:
        known = [known[0], *known[1 - MOST_REFERENCES :]]
    if known:
        yield "References: " + "\r\n ".join(f"<{one}>" for one in known)


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and "@" in text and not text.startswith(_MADE_HERE)


def _automatic_lines(word: str) -> Iterator[str]:
    if not word:
        return
    if word not in {"auto-replied", "auto-generated"}:
        raise Refused(Problem(code="bad_word", place="automatic"))
    yield f"Auto-Submitted: {word}"
    yield "X-Auto-Response-Suppress: All"
    yield "X-Desk: automatic"


def _file_part(file: MailFile) -> bytes:
    kind = file.media_type.lower()
    if not _TYPE.fullmatch(kind) or kind.startswith(_PARTED):
        kind = _ANY_TYPE
    lines = (
        f"Content-Type: {kind}",
        f"Content-Disposition: attachment;{_name_parameter(file.name)}",
        "Content-Transfer-Encoding: base64",
    )
    blocks = (file.body[at : at + _BLOCK] for at in range(0, len(file.body), _BLOCK))
    return b"%b\r\n\r\n%b" % ("\r\n".join(lines).encode("ascii"), b"".join(map(in_base64, blocks)))


def _name_parameter(name: str) -> str:
    """Return the parameter that names a file, on lines of its own (RFC 2231); no folder, nothing that turns."""
    safe = header.straight(header.guarded(_SLASHES.sub("_", name), "files")).strip() or "file"
    if _PLAIN_NAME.fullmatch(safe):
        return f'\r\n filename="{safe}"'
    whole = quote(safe, safe="")
    pieces = _pieces(whole)
    if len(pieces) == 1:
        return f"\r\n filename*=utf-8''{whole}"
    first, *rest = pieces
    lines = [f" filename*0*=utf-8''{first}"]
    lines += [f" filename*{number}*={piece}" for number, piece in enumerate(rest, start=1)]
    return "\r\n" + ";\r\n".join(lines)


def _pieces(text: str) -> list[str]:
    """Cut percent-encoded text so that no escape is parted."""
    pieces, at = [], 0
    while at < len(text):
        end = min(at + _PIECE, len(text))
        escape = text.find("%", max(end - 2, at), end)
        if escape > at and end < len(text) and escape + 3 > end:
            end = escape
        pieces.append(text[at:end])
        at = end
    return pieces
