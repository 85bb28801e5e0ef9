# SPDX-License-Identifier: LicenseRef-Desk
import io
import json

import pytest

ORDER = {"order": "A-1", "customer": "kunde0@kunde.example", "fields": {"order.item": "Vélo"}}


@pytest.fixture
def told(tmp_path):
    """Write a payload; return its file."""

    def write(payload):
        file = tmp_path / "payload.json"
        file.write_text(payload if isinstance(payload, str) else json.dumps(payload), "utf-8")
        return file

    return write


def recorded(desk, kind):
    return [row["kind"] for row in desk("inspect", "events", "--json").rows].count(kind)


@pytest.mark.parametrize("key", [("--key", "shop 1"), ()], ids=["named", "of the content"])
def test_the_same_event_is_recorded_once(desk, shop, told, key):
    first = desk("event", "order.created", told(ORDER), *key)
    again = desk("event", "order.created", told(dict(reversed(ORDER.items()))), *key)
    assert (first.status, again.status) == (0, 0)
    [row] = first.rows
    assert row == {"kind": "order.created", "event_id": row["event_id"], "outcome": "recorded"}
    assert row["event_id"]
    assert again.rows == [
        {"kind": "order.created", "event_id": None, "outcome": "already recorded", "before": row["event_id"]}
    ]
    assert "already recorded" in again.error
    assert "--again" in again.error
    assert recorded(desk, "order.created") == 1


def test_another_content_or_again_is_another_event(desk, shop, told):
    desk("event", "order.created", told(ORDER))
    ready = {"order": "A-1"}
    for payload, more in [
        (ready, ()),
        ({**ready, "at": "2026-11-22T10:30:00+01:00"}, ()),
        (ready, ("--again",)),
    ]:
        assert desk("event", "order.ready", told(payload), *more).rows[0]["outcome"] == "recorded"
    assert recorded(desk, "order.ready") == 3


def test_again_and_a_key_contradict_each_other(desk, shop, told):
    assert desk("event", "order.created", told(ORDER), "--again", "--key", "k").status == 2


def test_a_payload_may_come_from_standard_input(desk, shop, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(ORDER)))
    assert desk("event", "order.created", "-").rows[0]["event_id"]


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        ("order.exploded", ORDER, ["There is no event of the kind “order.exploded”."]),
        ("order.created", {"order": "A-1"}, ["“customer” is missing."]),
        ("account.otp", {"customer": "kunde0@kunde.example"}, ["“code” is missing."]),
        (
            "order.created",
            {**ORDER, "customer": "nobody@kunde.example"},
            ["There is no customer “nobody@kunde.example”."],
        ),
        (
            "order.created",
            {**ORDER, "fields": {"order.total": "a lot"}},
            ["“a lot” does not fit order.total", '"12.50"'],
        ),
        ("order.created", {**ORDER, "fields": {"order.banana": "1"}}, ["nothing called “order.banana”"]),
        ("order.created", {**ORDER, "fields": {"order.totl": "1"}}, ["Did you mean “order.total”?"]),
        ("order.created", {**ORDER, "at": "noon"}, ["“noon” does not fit at", "a moment such as"]),
        ("order.created", "{\n  'order': 1\n}", ["payload.json:2:3"]),
        ("order.created", "[]", ["payload.json", "object"]),
        ("order.created", "\ufeff", ["payload.json:1:1"]),
    ],
)
def test_what_is_wrong_is_named(desk, shop, told, kind, payload, words):
    said = desk("event", kind, told(payload))
    assert (said.status, said.out) == (1, "")
    assert said.error.startswith("desk: ")
    for word in words:
        assert word in said.error
    assert desk("inspect", "events", "--json").rows == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ("[" * 300 + "]" * 300, "nested too deeply"),
        ("1" + "0" * 5000, "not a number"),
        ("NaN", "not a number"),
        ("-Infinity", "not a number"),
        ('"\\ud800"', "a character that cannot be kept"),
        ('"\\u0000"', "a character that cannot be kept"),
        (f'"{"x" * 70_000}"', "too long"),
    ],
    ids=range(8),
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(desk, shop, told, field, words):
    payload = f'{{"order": "A", "customer": "x", "fields": {{"order.note": {field}}}}}'
    said = desk("event", "order.created", told(payload))
    assert (said.status, said.out) == (1, "")
    assert words in said.error
    assert "Traceback" not in said.error


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_outside_of_any_shops_time_is_refused(desk, shop, told, at):
    said = desk("event", "order.created", told({**ORDER, "at": at}))
    assert (said.status, at in said.error) == (1, True)


def test_a_file_that_is_not_there_or_not_text(desk, shop, tmp_path):
    gone = desk("event", "order.created", tmp_path / "gone.json")
    assert (gone.status, "gone.json" in gone.error) == (1, True)
    (tmp_path / "latin.json").write_bytes(b'{"order": "\xe9"}')
    latin = desk("event", "order.created", tmp_path / "latin.json")
    assert (latin.status, "latin.json" in latin.error) == (1, True)
