# SPDX-License-Identifier: LicenseRef-Desk
"""What a mail says, as plain values: nothing in them can be dangerous to keep, all of it was written by strangers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Flaw(StrEnum):
    """What was wrong with a mail, and mended or left out; the raw view shows the whole of it."""

    NO_SENDER = "no_sender"
    SEVERAL_SENDERS = "several_senders"
    BAD_DATE = "bad_date"
    HEADER_TOO_LONG = "header_too_long"
    TOO_DEEP = "too_deep"
    TOO_MANY_PARTS = "too_many_parts"
    BODY_TOO_LONG = "body_too_long"
    BAD_STRUCTURE = "bad_structure"
    BAD_ENCODING = "bad_encoding"
    UNKNOWN_CHARSET = "unknown_charset"
    WRONG_CHARSET = "wrong_charset"
    ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of a header. name: without control and direction characters; address: "" when it is none.

    The domain is lower-case ASCII (xn-- for other scripts); the part before the @ is as it was written.
    """

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file that came with a mail. name: safe to show and to save; size, sha256: of the decoded bytes.

    is_inline: the HTML shows it (cid:), so it needs no line of its own. content_id: without brackets.
    """

    position: int
    name: str
    media_type: str
    size: int
    sha256: str
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as `read_mail` understood it.

    No string holds a null byte or half a surrogate pair. header_id, in_reply_to, references: without brackets, at
    most 250 characters, oldest reference first. text: what it says as plain text, quotes included, made of the
    HTML when nothing else is there, or nothing that says as much. plain: what was written as text where `text` is
    not that, else "". html: unsafe, as it came. headers: lower-case name → value, those that others decide by.
    problems: values of `Flaw`.
    """

    header_id: str
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    subject: str = ""
    sender: Address = Address("", "")
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    date: datetime | None = None
    text: str = ""
    plain: str = ""
    html: str | None = None
    parts: tuple[Part, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
