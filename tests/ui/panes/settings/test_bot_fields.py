# SPDX-License-Identifier: LicenseRef-Desk
"""What a bot keeps goes into its form and comes out of it the same."""

import pytest

from desk.models.vocabulary import Channel
from desk.services.assistants import BOT_KINDS, BotRow, settings_problems
from desk.ui.panes.settings.bot_fields import (
    channel_choices,
    channels_of,
    filled,
    fresh,
    hints_of,
    labels_of,
    settings_of,
)

SETTINGS = {
    "keyword": {"rules": [{"words": ["a"], "texts": {"fr": "x"}, "hands_over": True}]},
    "hours": {"texts": {"fr": "Fermé.", "en": "Closed."}},
    "http": {"address": "https://bot.example"},
    "openai": {"address": "https://bot.example", "model": "m", "prompt": "p"},
}


@pytest.mark.parametrize("kind", BOT_KINDS)
def test_there_and_back(kind):
    row = BotRow(
        id="b", version=1, name="Bot", kind=kind, settings=SETTINGS[kind], channels=(Channel.SMS,), is_active=True,
        health_code="", health_at=None,
    )  # fmt: skip
    values = filled(row)
    assert settings_of(kind, values) == SETTINGS[kind]
    assert channels_of(str(values["channels"])) == (Channel.SMS,)
    assert settings_problems(kind, SETTINGS[kind]) == ()


@pytest.mark.parametrize("kind", BOT_KINDS)
def test_a_new_one(kind):
    values = fresh(kind)
    assert values["is_active"] is False
    assert set(values) | {"key"} >= set(labels_of(kind))
    assert set(hints_of(kind)) <= set(labels_of(kind))
    assert channels_of(channel_choices()[0][0]) == (Channel.EMAIL, Channel.SMS)
    settings_of(kind, values)
