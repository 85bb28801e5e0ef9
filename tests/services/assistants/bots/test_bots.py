# SPDX-License-Identifier: LicenseRef-Desk
"""Bots are kept, in their order, and never half set up when they are switched on."""

import pytest

from desk import clock
from desk.errors import Conflict, NotFound, Refused
from desk.models.vocabulary import Channel
from desk.services.assistants import BotDraft, Bots

RULES = {"rules": [{"words": ["*"], "texts": {"fr": "Merci."}}]}
DRAFT = BotDraft(name=" Robot ", kind="keyword", settings=RULES)
HTTP = BotDraft(name="Mien", kind="http", settings={"address": "https://bot.example"})


def create(db, draft=DRAFT):
    return db.write_now(lambda s: Bots(s).create(draft, at=clock.now()))


def page(db):
    return db.read_now(lambda s: Bots(s).page())


def test_kept_changed_ordered_removed(any_db):
    first, second = create(any_db), create(any_db, HTTP)
    assert [(row.name, row.kind, row.is_active) for row in page(any_db)] == [
        ("Robot", "keyword", False),
        ("Mien", "http", False),
    ]
    draft = BotDraft(name="Autre", kind="keyword", settings=RULES, channels=(Channel.SMS,), is_active=True)
    any_db.write_now(lambda s: Bots(s).change(first, 1, draft, at=clock.now()))
    with pytest.raises(Conflict):
        any_db.write_now(lambda s: Bots(s).change(first, 1, draft, at=clock.now()))
    any_db.write_now(lambda s: Bots(s).order([second, first]))
    assert [row.id for row in page(any_db)] == [second, first]
    assert [row.name for row in any_db.read_now(lambda s: Bots(s).active(Channel.SMS))] == ["Autre"]
    assert any_db.read_now(lambda s: Bots(s).active(Channel.EMAIL)) == ()
    any_db.write_now(lambda s: Bots(s).note_health(first, "bot_busy", at=clock.now()))
    assert page(any_db)[1].health_code == "bot_busy"
    any_db.write_now(lambda s: Bots(s).remove(first))
    assert any_db.read_now(lambda s: Bots(s).names()) == {second: "Mien"}
    with pytest.raises(NotFound):
        any_db.read_now(lambda s: Bots(s).get(first))


@pytest.mark.parametrize(
    ("draft", "places"),
    [
        (BotDraft(name="", kind="keyword", settings=RULES), ["name"]),
        (BotDraft(name="x", kind="magic"), ["kind"]),
        (BotDraft(name="x", kind="keyword", channels=()), ["channels"]),
        (BotDraft(name="x", kind="keyword", is_active=True), ["rules"]),
    ],
)
def test_what_is_wrong(db, draft, places):
    with pytest.raises(Refused) as caught:
        create(db, draft)
    assert [one.place for one in caught.value.problems] == places


def test_one_that_is_not_complete_cannot_be_switched_on(db):
    bot_id = create(db, BotDraft(name="x", kind="hours"))
    with pytest.raises(Refused):
        db.write_now(lambda s: Bots(s).activate(bot_id, is_active=True, at=clock.now()))
