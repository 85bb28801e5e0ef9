# SPDX-License-Identifier: LicenseRef-Desk
"""Setting up again changes nothing; `desk setup` plays the whole of it with real servers."""

import asyncio

import pytest

from desk import config
from desk.bootstrap import Done, open_desk, read_shop_file, set_up
from desk.bootstrap.setting_up import Left
from desk.errors import Refused
from desk.models.vocabulary import RuleState
from desk.services.rules import Rulebook, RuleDraft, RuleFilter
from desk.services.shop import CustomerFilter, Customers, Settings

pytestmark = pytest.mark.usefixtures("checked_once")

SHOP = {"name": "Atelier", "country": "FR"}


def bring_about(place, document):
    told = []
    asyncio.run(set_up(place, read_shop_file(document), "", told.append))
    return [one for one in told if one != Done()]


def rules(place, kind):
    desk = open_desk(place)
    try:
        return desk.db.read_now(lambda s: Rulebook(s).page(RuleFilter(event_kinds=(kind,)), limit=50))
    finally:
        desk.close()


def test_only_the_ready_rule_of_a_kind_is_set_to_work(desk_home):
    place = config.load()
    bring_about(place, {"shop": SHOP})
    [ready] = rules(place, "order.ready")
    desk = open_desk(place)
    card = desk.db.read_now(lambda s: Rulebook(s).get(ready.id))
    mine = RuleDraft(name="Mine", spec=card.spec, template_id=card.template_id)
    own = desk.db.write_now(lambda s: Rulebook(s).create(mine))
    desk.close()
    assert bring_about(place, {"rules": ["order.ready"]}) == [Done(rules=1)]
    states = {row.id: row.state for row in rules(place, "order.ready")}
    assert states == {ready.id: RuleState.ACTIVE, own: RuleState.PAUSED}
    bring_about(place, {"rules": ["order.ready"]})  # again: it works already


def test_one_rule_that_cannot_work_keeps_all_of_them_from_it(desk_home):
    place = config.load()
    bring_about(place, {"shop": SHOP})
    [created] = rules(place, "order.created")
    desk = open_desk(place)
    desk.db.write_now(lambda s: Rulebook(s).delete(created.id))
    desk.close()
    with pytest.raises(Refused, match="no_ready_rule"):
        bring_about(place, {"rules": ["order.ready", "order.created"]})
    assert {row.state for row in rules(place, "order.ready")} == {RuleState.PAUSED}


def test_a_shop_that_is_there_keeps_its_name(desk_home):
    place = config.load()
    assert bring_about(place, {"shop": SHOP}) == [Done(made_shop=True)]
    left = Left(name="shop.name", kept="Atelier", asked="Another")
    assert bring_about(place, {"shop": {**SHOP, "name": "Another"}}) == [Done(left=(left,))]
    desk = open_desk(place)
    assert desk.db.read_now(lambda s: Settings(s).get().shop_name) == "Atelier"
    desk.close()


def test_the_hours_of_a_shop_that_is_there_stay_and_that_is_said(desk_home):
    place = config.load()
    hours = {"mon": ["9:00-12:00", "14:00-18:00"], "sat": ["09:00-13:00"]}
    bring_about(place, {"shop": {**SHOP, "opening": hours}})
    assert (
        bring_about(place, {"shop": {**SHOP, "opening": {**hours, "mon": ["09:00-12:00", "14:00-18:00"]}}})
        == []
    )
    left = Left(
        name="shop.opening", kept="mon 09:00-12:00 14:00-18:00, sat 09:00-13:00", asked="sat 09:00-13:00"
    )
    assert bring_about(place, {"shop": {**SHOP, "opening": {"sat": hours["sat"]}}}) == [Done(left=(left,))]


def test_what_is_only_usual_is_not_held_against_a_shop(desk_home):
    """The window has moved it to Rome; the file names no time zone, so it says nothing of it."""
    place = config.load()
    bring_about(place, {"shop": SHOP})
    desk = open_desk(place)
    desk.db.write_now(lambda s: Settings(s).change(timezone="Europe/Rome"))
    desk.close()
    assert bring_about(place, {"shop": SHOP}) == []


def test_nothing_asked_is_nothing_done(desk_home):
    place = config.load()
    bring_about(place, {"shop": SHOP})
    assert bring_about(place, {}) == []


def test_who_was_archived_does_not_come_back_with_a_yes(desk_home):
    place = config.load()
    sophie = {
        "first_name": "Sophie",
        "email": "sophie@x.example",
        "consents": {"operational": ["email"]},
        "wording": "yes",
    }
    bring_about(place, {"shop": SHOP, "customers": [sophie]})
    desk = open_desk(place)
    [row] = desk.db.read_now(lambda s: Customers(s).page(CustomerFilter()))
    desk.db.write_now(lambda s: Customers(s).archive(row.id, seen_version=1))
    desk.close()
    assert bring_about(place, {"customers": [sophie]}) == [Done(passed_over=("Sophie",))]
