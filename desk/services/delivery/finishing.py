# SPDX-License-Identifier: LicenseRef-Desk
"""Finishes a rendered message, in the rendering worker: the bytes that leave, and those the history keeps; pure."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from html import escape

from desk.errors import Refused
from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.channels import Envelope, compose
from desk.services.delivery.history import pack_content
from desk.services.templates import Again, Made, Rendering

MASK = "•••"
MOST_SUBJECT = 998
_NAMES = tuple(field.name for field in fields(Envelope))


def wish(envelope: Envelope, secrets: Mapping[str, str]) -> Json:
    """Return what `finish` is told. secrets: field → value that the history must not keep."""
    told = {name: getattr(envelope, name) for name in _NAMES}
    return {**told, "at": envelope.at.isoformat(), "secrets": dict(secrets)}


def finish(rendering: Rendering, wished: Json, again: Again) -> Made:
    """Return the message of a rendering; Refused when a header cannot be written safely."""
    told = dict(wished)
    secrets = told.pop("secrets")
    told["at"] = datetime.fromisoformat(told["at"])
    told["channel"] = Channel(told["channel"])
    kept = masked(rendering, secrets, again) if secrets else rendering
    return Made(
        subject=kept.subject[:MOST_SUBJECT],
        body=compose(Envelope(**told), rendering),
        content=pack_content(kept.text, kept.html),
    )


def masked(rendering: Rendering, secrets: Mapping[str, str], again: Again) -> Rendering:
    """Return a rendering for the history, which must not keep codes.

    The text is filled again without them, for it may write a code otherwise than it came ("48 12 05").
    """
    try:
        kept = again(dict.fromkeys(secrets, MASK))
    except Refused:  # the text reckons with the code: then it cannot be shown without it
        kept = replace(rendering, subject=MASK, text=MASK, html="")
    subject, text, html = kept.subject, kept.text, kept.html
    for secret in sorted(secrets.values(), key=len, reverse=True):
        subject, text = subject.replace(secret, MASK), text.replace(secret, MASK)
        html = html.replace(escape(secret), MASK).replace(secret, MASK)
    return replace(kept, subject=subject, text=text, html=html)
