# SPDX-License-Identifier: LicenseRef-Desk
"""What a person or a bot wrote, as it waits in the outbox, and the message that becomes of it; pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.channels import Correspondence, Envelope, MailFile, Rendering, compose, write_mail
from desk.services.delivery.history import NO_RULE, pack_content
from desk.services.templates import Made

WRITTEN = "message.written"
"""The event type of everything that was written."""
MOST_SUBJECT = 998
__all__ = ["NO_RULE", "WRITTEN", "Post", "WrittenContent", "WrittenFile", "made_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A file that goes with it; its bytes are kept under their sum."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenContent:
    """What was written, and how it leaves.

    to: the address on the channel. cc: (name, address). in_reply_to, references: Message-IDs without brackets.
    reply_to: "" leaves the header out. automatic: RFC 3834's word for what nobody wrote ("auto-replied",
    "auto-generated"), else "". author: whose name the history shows. provider_id: the one account it leaves by;
    None: the shop's. mailbox_id: where the copy of what was sent goes.
    """

    channel: Channel
    to: str
    to_name: str = ""
    cc: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    text: str
    html: str = ""
    language: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    reply_to: str = ""
    automatic: str = ""
    files: tuple[WrittenFile, ...] = ()
    author: str = ""
    operator_id: str | None = None
    bot_id: str | None = None
    mailbox_id: str | None = None
    provider_id: str | None = None
    origin: Json = field(default_factory=dict)
    """What the writing side needs to make a draft of it again; nobody here reads it."""

    def as_json(self) -> Json:
        """Return it as `Written.content` keeps it."""
        return {**asdict(self), "channel": self.channel.value}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "WrittenContent":
        """Return what `as_json` wrote; what a newer Desk has added is passed over."""
        known = {name: value[name] for name in cls.__dataclass_fields__ if name in value}
        return cls(
            **{
                **known,
                "channel": Channel(known["channel"]),
                "cc": tuple((name, address) for name, address in known.get("cc", ())),
                "references": tuple(known.get("references", ())),
                "files": tuple(WrittenFile(**file) for file in known.get("files", ())),
            }
        )

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "WrittenContent | None":
        """Return what `as_json` wrote; None for what nobody can read, so that it stops no other."""
        try:
            return cls.from_json(value)
        except (AttributeError, LookupError, TypeError, ValueError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What making the bytes takes: who writes, under which reference, since when it was to leave."""

    content: WrittenContent
    sender_address: str
    sender_name: str
    reference: str
    at: datetime
    cc: tuple[tuple[str, str], ...] = ()
    """Those of the content's who may be written to."""
    bodies: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Sum → bytes of the files."""


def made_of(post: Post) -> Made:
    """Return the message; the same bytes for the same post.

    Refused for what must not leave, KeyError for a file whose bytes are gone.
    """
    content = post.content
    envelope = Envelope(
        channel=content.channel,
        sender_address=post.sender_address,
        sender_name=post.sender_name,
        recipient_address=content.to,
        recipient_name=content.to_name if content.channel is Channel.EMAIL else "",
        reference=post.reference,
        at=post.at,
        reply_to="" if content.reply_to == post.sender_address else content.reply_to,
        auto_submitted=bool(content.automatic),
    )
    return Made(
        subject=content.subject[:MOST_SUBJECT],
        body=_mail(post, envelope) if content.channel is Channel.EMAIL else _plain(content, envelope),
        content=pack_content(content.text, content.html),
    )


def _mail(post: Post, envelope: Envelope) -> bytes:
    content = post.content
    files = tuple(
        MailFile(name=one.name, media_type=one.media_type, body=post.bodies[one.sha256])
        for one in content.files
    )
    return write_mail(
        Correspondence(
            envelope=envelope,
            subject=content.subject,
            text=content.text,
            html=content.html,
            language=content.language,
            cc=post.cc,
            in_reply_to=content.in_reply_to,
            references=content.references,
            automatic=content.automatic,
            files=files,
        )
    )


def _plain(content: WrittenContent, envelope: Envelope) -> bytes:
    words = Rendering(subject="", text=content.text, html="", language=content.language)
    return compose(envelope, words)
