# SPDX-License-Identifier: LicenseRef-Desk
"""The contract of docs/bots.md."""

import json
from datetime import timedelta

import pytest

from desk.errors import Misconfigured, Rejected, Unavailable
from desk.services.assistants.bots.bot import Hours, Reply, Said, Side
from desk.services.assistants.bots.http_bot import HttpBot
from tests.services.assistants.bots.questions import NOW, answer, question

BOT = HttpBot()
HERE = {"address": "https://bot.example/desk"}


def test_what_is_asked():
    before = Said(side=Side.SHOP, text="Bonjour\u200b Léa", at=NOW - timedelta(hours=1))
    asked = question(history=(before,), hours=Hours(is_open=False, next_opening=NOW))
    request = BOT.request(HERE, "s3cret", asked)
    assert (request.method, request.url) == ("POST", "https://bot.example/desk")
    assert request.headers["Authorization"] == "Bearer s3cret"
    assert json.loads(request.body) == {
        "version": 1,
        "id": "m1",
        "conversation": "c1",
        "channel": "email",
        "language": "fr",
        "subject": "Question",
        "text": "Bonjour, êtes-vous ouverts demain ?",
        "at": "2026-11-23T20:00:00+00:00",
        "history": [{"from": "shop", "text": "Bonjour Léa", "at": "2026-11-23T19:00:00+00:00"}],
        "shop": {"name": "Atelier", "is_open": False, "next_opening": "2026-11-23T20:00:00+00:00"},
    }
    assert "Authorization" not in BOT.request(HERE, "", asked).headers


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ({"text": "Oui."}, Reply(text="Oui.")),
        ({"text": "Un instant.", "hand_over": True}, Reply(text="Un instant.", hands_over=True)),
        ({"hand_over": True}, Reply(hands_over=True)),
        ({"hand_over": "yes"}, None),
        ({"text": ""}, None),
        ({"text": 12}, None),
        ({}, None),
        ({"text": "a\u200bb\u202ec\x00"}, Reply(text="abc")),
    ],
)
def test_what_is_answered(said, reply):
    assert BOT.read(HERE, answer(said), question()) == reply


def test_nothing_to_say():
    assert BOT.read(HERE, answer(b"", 204), question()) is None


@pytest.mark.parametrize(
    ("reply", "error", "code"),
    [
        (answer(b"<html>"), Rejected, "bot_garbled"),
        (answer(b"[]"), Rejected, "bot_garbled"),
        (answer({"text": "x"}, is_whole=False), Rejected, "bot_garbled"),
        (answer({"text": "x" * 4001}), Rejected, "bot_too_long"),
        (answer({"text": "x" * 40_000}), Rejected, "bot_too_long"),
        (answer({}, 401), Misconfigured, "bot_key_refused"),
        (answer({}, 302), Misconfigured, "bot_not_there"),
        (answer({}, 404), Misconfigured, "bot_not_there"),
        (answer({}, 402), Misconfigured, "bot_quota_spent"),
        (answer({}, 429), Unavailable, "bot_busy"),
        (answer({}, 503), Unavailable, "bot_busy"),
        (answer({}, 422), Rejected, "bot_refused"),
    ],
)
def test_what_is_no_answer(reply, error, code):
    with pytest.raises(error) as caught:
        BOT.read(HERE, reply, question())
    assert caught.value.code == code


def test_what_is_wrong():
    assert BOT.problems(HERE) == ()
    assert [one.code for one in BOT.problems({})] == ["missing_field"]
    assert [one.code for one in BOT.problems({"address": "http://bot.example"})] == ["address_not_secure"]
