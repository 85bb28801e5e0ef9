# SPDX-License-Identifier: LicenseRef-Desk
"""Measures what is typed as a person will receive it; pure but for the words."""

from dataclasses import dataclass

from desk.services.channels import Encoding, Segments, segments
from desk.translation import _, ngettext
from desk.ui.panes.templates.tokens import TokenKind, tokens
from desk.ui.panes.templates.variables import Vocabulary

SUBJECT_FITS = 60
PREHEADER_FITS = 90
MOST_SIGNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """How long something is. text: "34 / 60"; is_over: longer than what is usually shown."""

    text: str
    is_over: bool


def imagined(text: str, vocabulary: Vocabulary) -> str:
    """Return a text with samples in place of its placeholders, and without tags."""
    for token in reversed(tokens(text)):
        entry = vocabulary.entry(token.name) if token.kind is TokenKind.SHOW else None
        text = text[: token.start] + (entry.sample if entry else "") + text[token.end :]
    return text


def meter(text: str, fits: int, vocabulary: Vocabulary) -> Meter:
    """Measure a line that mail programs cut."""
    length = len(imagined(text, vocabulary))
    return Meter(text=f"{length} / {fits}", is_over=length > fits)


def sms_count(found: Segments) -> str:
    """Say how long a text message is: "142 / 160 · 1 SMS"."""
    room = found.per_segment * max(found.count, 1)
    many = ngettext("{count} SMS", "{count} SMS", found.count).format(count=found.count)
    return f"{found.units} / {room} · {many}"


def sms_reason(found: Segments, typed: str) -> str:
    """Say why a text message holds fewer characters than usual, and which one is to blame; "" when it does not."""
    if found.encoding is Encoding.GSM_7:
        return ""
    signs = ", ".join(
        _("“{sign}”").format(sign=one) if one.isprintable() else _("an invisible sign")
        for one in found.because[:MOST_SIGNS]
    )
    if all(one not in typed for one in found.because):
        text = _("{signs} comes from a value and makes an SMS hold 70 characters instead of 160.")
    else:
        text = ngettext(
            "The character {signs} makes an SMS hold 70 characters instead of 160.",
            "The characters {signs} make an SMS hold 70 characters instead of 160.",
            len(found.because),
        )
    return text.format(signs=signs)


def measured(text: str) -> Segments:
    """Return how many segments a text takes."""
    return segments(text)
