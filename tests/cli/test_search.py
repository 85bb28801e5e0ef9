# SPDX-License-Identifier: LicenseRef-Desk
"""`desk search`, and what `desk inspect` says of messages."""

import hashlib
from datetime import datetime

import pytest

from desk.models.vocabulary import Channel
from desk.services.preferences import SuppressionDraft, Suppressions
from desk.services.store import open_database
from tests.services.inbox.builders import OURS, Post


@pytest.fixture
def filed(shop, sqlite_url, place):
    """Two conversations and an address that is not written to, in the data folder of the command line."""
    database = open_database(f"sqlite:///{place.home / 'desk.db'}")
    post = Post(database)
    one = post.arrives(
        "Sophie Bernard <sophie@example.org>", subject="Vélo", text="Où en est mon vélo ?",
        files=[("frein.jpg", "image/jpeg", b"abc")], cc=("paul@example.org",),
    )  # fmt: skip
    post.leaves("sophie@example.org", answers=one, text="Il est prêt")
    post.arrives("Marc <marc@example.org>", subject="Rendez-vous", text="Jeudi ?")
    draft = SuppressionDraft(channel=Channel.EMAIL, address="gone@example.org", reason="manual")
    database.write_now(lambda s: Suppressions(s).add(draft))
    database.close()
    return one


def test_messages_are_told_whole(desk, filed):
    rows = desk("inspect", "messages", "--json").rows
    assert [row["subject"] for row in rows] == ["Rendez-vous", "Re: Vélo", "Vélo"]
    one = rows[-1]
    assert (one["message_id"], one["from"], one["to"]) == (
        filed.header_id,
        "sophie@example.org",
        [OURS, "paul@example.org"],
    )
    assert one["text"].strip() == "Où en est mon vélo ?"
    assert one["date"] == filed.at.isoformat()
    [file] = one["attachments"]
    assert (file["name"], file["size"], file["sha256"]) == (
        "frein.jpg",
        3,
        hashlib.sha256(b"abc").hexdigest(),
    )
    assert one["conversation"] == rows[1]["conversation"] != rows[0]["conversation"]
    assert one["customer"] is None


def test_conversations_and_suppressions_are_told(desk, filed):
    names = [row["name"] for row in desk("inspect", "conversations", "--json").rows]
    assert names == ["Marc", "Sophie Bernard"]
    assert [row["address"] for row in desk("inspect", "suppressions", "--json").rows] == ["gone@example.org"]
    for thing in ("conversations", "messages", "suppressions"):
        assert desk("inspect", thing).out.split()[0] == "id"


def test_words_are_found_newest_first(desk, filed):
    rows = desk("search", "from:sophie", "vel", "--json").rows
    assert [row["subject"] for row in rows] == ["Vélo"]
    assert [row["name"] for row in desk("search", "vélo", "--json").rows] == ["Sophie Bernard"] * 2
    assert len(desk("search", "vélo", "--limit", "1", "--json").rows) == 1
    table = desk("search", "jeudi").out
    assert "Rendez-vous" in table
    instant = datetime.fromisoformat(table.splitlines()[2][:22])
    assert instant.tzinfo is not None  # whoever compares it with `inspect` knows which clock it is
    assert "Marc" in table


def test_what_is_not_there_is_said(desk, filed):
    assert desk("search", "nichts").out == "Nothing is found.\n"
    assert desk("search", "nichts", "--json").out == ""


def test_without_a_shop_nothing_is_searched(desk, desk_home):
    (desk_home / "desk.db").unlink()
    said = desk("search", "x")
    assert said.status == 0
    assert "no shop" in said.error


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("xx:yy", "There is no operator “xx:”. There are from: to:"),
        ("before:zz", "“zz” is not a date (before:)."),
        ("apres:32/13/2026", "“32/13/2026” is not a date (apres:)."),
        ("from:", "“from:” wants a value right after it."),
        ("is:grün", "“grün” does not fit is:."),
    ],
)
def test_what_nobody_understands_is_named(desk, filed, words, told):
    said = desk("search", words, "--json")
    assert said.error.startswith(told)
    assert said.status == 1  # for a program, "not understood" is not "nothing found"
    assert "is not" not in desk("search", "vélo", "https://x.example", "10:30", "before:2026-11-22").error
