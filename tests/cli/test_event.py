# SPDX-License-Identifier: LicenseRef-Desk
import io
import json

import pytest

ORDER = {"order": "A-1", "customer": "kunde0@kunde.example", "fields": {"order.title": "Vélo"}}


@pytest.fixture
def told(tmp_path):
    """Write a payload; return its file."""

    def write(payload):
        file = tmp_path / "payload.json"
        file.write_text(payload if isinstance(payload, str) else json.dumps(payload), "utf-8")
        return file

    return write


def test_an_event_is_recorded_once_for_a_key(desk, shop, told):
    first = desk("event", "order.created", told(ORDER), "--key", "shop 1")
    again = desk("event", "order.created", told(ORDER), "--key", "shop 1")
    assert (first.status, again.status) == (0, 0)
    assert first.rows == [{"kind": "order.created", "event_id": first.rows[0]["event_id"]}]
    assert first.rows[0]["event_id"]
    assert again.rows == [{"kind": "order.created", "event_id": None}]
    kinds = [row["kind"] for row in desk("inspect", "events", "--json").rows]
    assert kinds.count("order.created") == 1


def test_a_payload_may_come_from_standard_input(desk, shop, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(ORDER)))
    assert desk("event", "order.created", "-").rows[0]["event_id"]


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        ("order.exploded", ORDER, ["There is no event of that kind", "[kind]", "order.exploded"]),
        ("order.created", {"order": "A-1"}, ["A required field is missing", "[customer]"]),
        ("account.otp", {"customer": "kunde0@kunde.example"}, ["A required field is missing", "[code]"]),
        (
            "order.created",
            {**ORDER, "customer": "nobody@kunde.example"},
            ["[customer]", "nobody@kunde.example"],
        ),
        ("order.created", {**ORDER, "fields": {"order.total": "a lot"}}, ["[order.total]"]),
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


def test_a_file_that_is_not_there_or_not_text(desk, shop, tmp_path):
    gone = desk("event", "order.created", tmp_path / "gone.json")
    assert (gone.status, "gone.json" in gone.error) == (1, True)
    (tmp_path / "latin.json").write_bytes(b'{"order": "\xe9"}')
    latin = desk("event", "order.created", tmp_path / "latin.json")
    assert (latin.status, "latin.json" in latin.error) == (1, True)
