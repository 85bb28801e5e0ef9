# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how a mail is signed when it leaves; what its writer typed is kept without the signature; pure."""

from dataclasses import replace
from html import escape

from desk.models.vocabulary import Channel
from desk.services.inbox.rows import DraftContent
from desk.services.inbox.writing.content import is_translated

MARK = "-- "
"""What every mail program takes for the beginning of a signature."""


def signed(content: DraftContent, signature: str) -> DraftContent:
    """Return a mail with the signature under its words, in each of its forms; other channels have none."""
    block, html = _text(signature), _html(signature)
    if content.channel is not Channel.EMAIL or not signature.strip():
        return content
    text = content.text.rstrip() + block
    return replace(
        content,
        text=text,
        html=content.html + html if content.html else "",
        translated=content.translated.rstrip() + block if is_translated(content) else "",
        translated_of=text if is_translated(content) else "",
    )


def _text(signature: str) -> str:
    return f"\n\n{MARK}\n{signature.strip()}"


def _html(signature: str) -> str:
    lines = "<br>".join(escape(line, quote=False) for line in (MARK, *signature.strip().splitlines()))
    return f"<p>{lines}</p>"
