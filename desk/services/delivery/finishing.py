# SPDX-License-Identifier: LicenseRef-Desk
"""Finishes a rendered message, in the rendering worker: the bytes that leave, and those the history keeps; pure."""

from dataclasses import fields, replace
from datetime import datetime
from html import escape

from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.channels import Envelope, compose
from desk.services.delivery.history import pack_content
from desk.services.templates import Made, Rendering

MASK = "•••"
MOST_SUBJECT = 998
_NAMES = tuple(field.name for field in fields(Envelope))


def wish(envelope: Envelope, secrets: tuple[str, ...]) -> Json:
    """Return what `finish` is told. secrets: what the history must not keep."""
    told = {name: getattr(envelope, name) for name in _NAMES}
    return {**told, "at": envelope.at.isoformat(), "secrets": secrets}


def finish(rendering: Rendering, wished: Json) -> Made:
    """Return the message of a rendering; Refused when a header cannot be written safely."""
    told = dict(wished)
    secrets = tuple(told.pop("secrets"))
    told["at"] = datetime.fromisoformat(told["at"])
    told["channel"] = Channel(told["channel"])
    kept = masked(rendering, secrets) if secrets else rendering
    return Made(
        subject=kept.subject[:MOST_SUBJECT],
        body=compose(Envelope(**told), rendering),
        content=pack_content(kept.text, kept.html),
    )


def masked(rendering: Rendering, secrets: tuple[str, ...]) -> Rendering:
    """Return a rendering for the history, which must not keep codes."""
    subject, text, html = rendering.subject, rendering.text, rendering.html
    for secret in secrets:
        subject, text = subject.replace(secret, MASK), text.replace(secret, MASK)
        html = html.replace(escape(secret), MASK).replace(secret, MASK)
    return replace(rendering, subject=subject, text=text, html=html)
