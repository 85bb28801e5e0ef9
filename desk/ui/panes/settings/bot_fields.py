# SPDX-License-Identifier: LicenseRef-Desk
"""What is asked of a bot of each kind, and how a row fills its form."""

import json
from collections.abc import Mapping
from typing import Any

from desk.models.vocabulary import Channel
from desk.services.assistants import BOT_CHANNELS, READY_TEXTS, BotRow
from desk.translation import N_, _
from desk.ui.widgets.editors import Value

KIND_NAMES: Mapping[str, str] = {
    "keyword": N_("Keyword bot"),
    "hours": N_("Closing-hours bot"),
    "http": N_("Bot of your own (HTTP)"),
    "openai": N_("Language model (OpenAI-compatible)"),
}
KIND_ICONS: Mapping[str, str] = {
    "keyword": "key",
    "hours": "clock",
    "http": "plugs-connected",
    "openai": "robot",
}
_OWN: Mapping[str, Mapping[str, str]] = {
    "keyword": {"rules": N_("Rules")},
    "hours": {"texts": N_("What it says while you are closed")},
    "http": {"address": N_("Address"), "key": N_("Key")},
    "openai": {
        "address": N_("Address"),
        "model": N_("Model"),
        "key": N_("Key"),
        "prompt": N_("What it has to know and how it should answer"),
    },
}
_HINTS: Mapping[str, Mapping[str, str]] = {
    "keyword": {
        "rules": N_("The first rule that fits answers. What the customer only quotes is not looked at.")
    },
    "hours": {
        "texts": N_(
            "{{next_opening}} becomes the next opening. The hours are those of the conversation’s location."
        ),
    },
    "http": {
        "address": N_(
            "Desk sends each message there as JSON and sends what it answers; the manual has the contract."
        ),
        "key": N_("Sent as a bearer token. Leave it empty if the program asks for none."),
    },
    "openai": {
        "address": N_(
            "Such as https://api.example.com/v1. What customers write is sent there; notes never are."
        ),
        "prompt": N_(
            "When it is not sure, when a customer is unhappy or asks for a person, it hands over by itself."
        ),
    },
}
_ALL = ",".join(channel.value for channel in BOT_CHANNELS)
WORDS = (*KIND_NAMES.values(), *(label for own in _OWN.values() for label in own.values()))


def labels_of(kind: str) -> dict[str, str]:
    """Return field → msgid, in the order of the form."""
    return {
        "name": N_("Name"),
        **_OWN[kind],
        "channels": N_("Answers"),
        "is_active": N_("Switched on"),
    }


def hints_of(kind: str) -> dict[str, str]:
    """Return field → msgid of what is expected there."""
    return {
        **_HINTS[kind],
        "is_active": N_(
            "It answers each customer at most once a day, and stops as soon as one of you answers."
        ),
    }


def channel_choices() -> list[tuple[str, str]]:
    """Return what a bot can answer, in words."""
    return [
        (_ALL, _("Email and SMS")),
        (Channel.EMAIL.value, _("Email only")),
        (Channel.SMS.value, _("SMS only")),
    ]


def channels_of(key: str) -> tuple[Channel, ...]:
    """Return the channels of a choice."""
    return tuple(Channel(word) for word in key.split(",") if word)


def fresh(kind: str) -> dict[str, Value]:
    """Return what a new bot's form shows."""
    own = {"texts": dict(READY_TEXTS)} if kind == "hours" else {}
    return {"name": _(KIND_NAMES[kind]), **_settings(kind, own), "channels": _ALL, "is_active": False}


def filled(row: BotRow) -> dict[str, Value]:
    """Return what the form of a kept bot shows."""
    channels = ",".join(channel.value for channel in row.channels)
    settings = _settings(row.kind, row.settings)
    return {"name": row.name, **settings, "channels": channels, "is_active": row.is_active}


def settings_of(kind: str, values: Mapping[str, Value]) -> dict[str, Any]:
    """Return the settings that a form holds."""
    match kind:
        case "keyword":
            return {"rules": json.loads(str(values["rules"] or "[]"))}
        case "hours":
            texts = json.loads(str(values["texts"] or "{}"))
            return {"texts": {language: text for language, (_subject, text) in texts.items()}}
        case "http":
            return {"address": str(values["address"] or "").strip()}
        case _:
            return {name: str(values[name] or "").strip() for name in ("address", "model", "prompt")}


def _settings(kind: str, settings: Mapping[str, Any]) -> dict[str, Value]:
    match kind:
        case "keyword":
            first = [{"words": [], "texts": {}, "hands_over": False}]
            return {"rules": json.dumps(settings.get("rules") or first, ensure_ascii=False)}
        case "hours":
            texts = {language: ["", text] for language, text in settings.get("texts", {}).items()}
            return {"texts": json.dumps(texts, ensure_ascii=False)}
        case "http":
            return {"address": str(settings.get("address", ""))}
        case _:
            return {name: str(settings.get(name, "")) for name in ("address", "model", "prompt")}
