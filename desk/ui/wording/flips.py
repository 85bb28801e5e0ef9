# SPDX-License-Identifier: LicenseRef-Desk
"""Says the smallest change that would turn a decision round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desk.translation import _
from desk.ui.wording.names import field_name, status_of_event, value_text
from desk.ui.wording.states import channel_word, word

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.services.rules import Flip


def flip_sentence(change: Flip, event_kind: str, told: Mapping[str, str] | None = None) -> str:
    """Say a change and what would follow from it.

    told: "name", the person, and the details for which the caller has better words, such as "value".
    """
    from desk.services.rules import FLIP_ENDINGS, FLIP_TEXTS

    said = _in_words(change.details, event_kind) | {key: text for key, text in (told or {}).items() if text}
    return f"{_(FLIP_TEXTS[change.kind]).format_map(said)} {_(FLIP_ENDINGS[change.outcome])}"


def _in_words(details: Mapping[str, str], event_kind: str) -> dict[str, str]:
    """Return what a sentence names, in words for people."""
    path, topics = details.get("path", ""), details.get("topic", "")
    return {
        "name": _("the customer"),
        "channel": channel_word(details.get("channel", "")),
        "topic": ", ".join(word("topic", one) for one in topics.split(", ")),
        "address": details.get("address", ""),
        "path": field_name(path) if path else _("a group"),
        "value": value_text(path, details.get("value", "")),
        "status": status_of_event(event_kind, details.get("status", "")),
    }
