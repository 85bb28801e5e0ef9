# SPDX-License-Identifier: LicenseRef-Desk
"""Puts the writer's signature under a mail when it leaves, and takes it off when the mail comes back; pure."""

from dataclasses import replace
from html import escape

from desk.models.vocabulary import Channel
from desk.services.inbox import DraftContent

MARK = "-- "
"""What every mail program takes for the beginning of a signature."""


def signed(content: DraftContent, signature: str) -> DraftContent:
    """Return a mail with the signature under its words, in each of its forms; other channels have none."""
    block, html = _text(signature), _html(signature)
    if content.channel is not Channel.EMAIL or not signature.strip():
        return content
    return replace(
        content,
        text=content.text.rstrip() + block,
        html=content.html + html if content.html else "",
        translated=content.translated.rstrip() + block if content.translated.strip() else "",
    )


def unsigned(content: DraftContent, signature: str) -> DraftContent:
    """Return a mail as it was before it was signed."""
    if not signature.strip():
        return content
    block, html = _text(signature), _html(signature)
    return replace(
        content,
        text=content.text.removesuffix(block),
        html=content.html.removesuffix(html),
        translated=content.translated.removesuffix(block),
    )


def _text(signature: str) -> str:
    return f"\n\n{MARK}\n{signature.strip()}"


def _html(signature: str) -> str:
    lines = "<br>".join(escape(line, quote=False) for line in (MARK, *signature.strip().splitlines()))
    return f"<p>{lines}</p>"
