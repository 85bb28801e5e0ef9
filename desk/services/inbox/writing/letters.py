# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how what somebody wrote becomes a message of the outbox, and a draft again; pure."""

from dataclasses import dataclass
from html import escape

from desk.models.columns import Json
from desk.models.vocabulary import Channel, DraftKind
from desk.services.delivery import WrittenContent, WrittenFile
from desk.services.inbox.rows import DraftContent, FileRef
from desk.services.inbox.writing.content import is_translated, said
from desk.services.inbox.writing.signature import signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes. automatic: RFC 3834's word, for what nobody wrote. signature: goes under their mails.

    leaves_waiting: people are still waited for after it.
    """

    operator_id: str | None = None
    bot_id: str | None = None
    leaves_waiting: bool = False
    name: str = ""
    automatic: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Around the words: to whom, in which thread, and where the answer is to come."""

    to_name: str = ""
    subject: str = ""
    language: str = ""
    header_ids: tuple[str, ...] = ()
    reply_to: str = ""
    mailbox_id: str | None = None
    provider_id: str | None = None


def written(content: DraftContent, kind: DraftKind, writer: Writer, around: Envelope) -> WrittenContent:
    """Return the message of a draft, signed. A translation is sent instead of the words, as plain text."""
    is_mail = content.channel is Channel.EMAIL
    leaving = signed(content, writer.signature)
    return WrittenContent(
        channel=content.channel,
        to=content.to,
        to_name=around.to_name if is_mail else "",
        cc=tuple(("", address) for address in dict.fromkeys(content.cc)) if is_mail else (),
        subject=around.subject if is_mail else "",
        text=said(leaving),
        html="" if is_translated(content) or not is_mail else page_of(leaving.html),
        language=around.language,
        in_reply_to=around.header_ids[-1] if around.header_ids else "",
        references=around.header_ids,
        reply_to=around.reply_to,
        automatic=writer.automatic,
        files=tuple(
            WrittenFile(name=file.name, media_type=file.media_type, size=file.size, sha256=file.sha256)
            for file in content.files
        ),
        author=writer.name,
        operator_id=writer.operator_id,
        bot_id=writer.bot_id,
        mailbox_id=around.mailbox_id,
        provider_id=around.provider_id,
        origin=_origin(content, kind, is_signed=leaving != content),
    )


def draft_again(content: WrittenContent) -> tuple[DraftKind, DraftContent]:
    """Return the draft that a message was, with everything that was typed."""
    origin = content.origin
    translated = str(origin.get("translated", ""))
    return DraftKind(origin.get("kind", DraftKind.REPLY)), DraftContent(
        channel=content.channel,
        to=content.to,
        cc=tuple(address for _, address in content.cc),
        subject=str(origin.get("subject", content.subject)),
        text=str(origin.get("text", content.text)),
        html=str(origin.get("html", "")),
        files=tuple(
            FileRef(name=file.name, media_type=file.media_type, size=file.size, sha256=file.sha256)
            for file in content.files
        ),
        mailbox_id=origin.get("mailbox_id"),
        template_id=origin.get("template_id"),
        translated=translated,
        translated_of=str(origin.get("text", "")).strip() if translated else "",
        translated_into=str(origin.get("translated_into", content.language if translated else "")),
    )


def page_of(html: str) -> str:
    """Return a fragment as a whole page; "" for none."""
    if not html.strip() or "<html" in html[:500].casefold():
        return html
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="'
        f'{escape("font-family: sans-serif; font-size: 14px")}">{html}</body></html>'
    )


def _origin(content: DraftContent, kind: DraftKind, *, is_signed: bool) -> Json:
    """Return what the message itself does not say: what was typed, where that is not what leaves."""
    kept: Json = {"kind": kind.value, "subject": content.subject, "mailbox_id": content.mailbox_id}
    if is_signed or is_translated(content):
        kept["text"] = content.text
    if is_translated(content):
        kept["translated"] = content.translated
    if content.translated_into:
        kept["translated_into"] = content.translated_into
    if content.html:
        kept["html"] = content.html
    if content.template_id:
        kept["template_id"] = content.template_id
    return kept
