# SPDX-License-Identifier: LicenseRef-Desk
"""The requests are those that the published interfaces describe, and every refusal has its remedy."""

import json

import pytest

from desk.errors import Misconfigured, Rejected, Unavailable
from desk.services.assistants.translating.engine import Access, refuse
from desk.services.assistants.translating.engines import ENGINES, engine_named
from desk.services.providers import Answer


def answer(document, status=200, is_whole=True):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Answer(status=status, headers={}, body=body, is_whole=is_whole)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "said",
    [
        b"<html>",
        b"[]",
        b"{}",
        {"translations": []},
        {"translations": [{"text": 1}]},
        {"translatedText": [1]},
        {"translatedText": ["a", "b"]},
    ],
)
def test_what_is_no_answer_is_not_taken_for_one(engine, said):
    with pytest.raises(Unavailable):
        engine.read(answer(said), 1)
    with pytest.raises(Unavailable):
        engine.read(answer({"translatedText": ["x"], "translations": [{"text": "x"}]}, is_whole=False), 1)


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (400, Rejected, "engine_refused"), (401, Misconfigured, "engine_key_refused"), (403, Misconfigured, "engine_key_refused"),
        (404, Misconfigured, "engine_not_there"), (301, Misconfigured, "engine_not_there"), (456, Misconfigured, "engine_quota_spent"),
        (413, Rejected, "text_too_long"), (414, Rejected, "text_too_long"), (429, Unavailable, "engine_busy"),
        (529, Unavailable, "engine_busy"), (500, Unavailable, "engine_failed"), (503, Unavailable, "engine_failed"),
    ],
)  # fmt: skip
def test_each_refusal_has_its_remedy(status, error, code):
    for engine in ENGINES:
        with pytest.raises(error) as caught:
            engine.read(answer({"error": "why", "message": "why"}, status), 1)
        assert caught.value.code == code
        assert "why" in caught.value.details["said"]
    with pytest.raises(error):
        refuse(status, "")


def test_keys_are_not_shown():
    assert "geheim" not in repr(Access(address="https://x", key="geheim"))
    with pytest.raises(Misconfigured):
        engine_named("")
