# SPDX-License-Identifier: LicenseRef-Desk
"""What the page reads: the shop, the rules with their problems, the lines of the control panel."""

from desk.models.vocabulary import Channel
from desk.services.events import event_types
from desk.services.rules import Rulebook
from desk.ui.panes.rules import readings


def test_the_shop_has_sites_templates_and_senders(shop):
    found = shop.db.read_now(readings.read_shop)
    assert [place.name for place in found.places] == ["Lyon", "Villeurbanne"]
    assert {one.event_kind for one in found.templates} == {
        "order.ready",
        "order.due_reminder",
        "customer.birthday",
    }
    assert set(found.senders) == {Channel.EMAIL, Channel.SMS}
    ready = shop.rule(shop.ready)
    assert found.template(ready.template_id).facts.languages[Channel.SMS] == {"fr", "en"}
    assert found.template_for("order.ready") == ready.template_id
    assert found.template_for("order.created") is None
    assert found.template(None) is None


def test_rules_come_with_the_same_problems_as_their_keeper_finds(shop):
    shop.save_elsewhere(shop.birthday, template_id=None)
    listed = {one.id: one for one in shop.db.read_now(readings.read_rules)}
    senders = {Channel.EMAIL, Channel.SMS}
    for rule_id, one in listed.items():
        assert one.problems == shop.db.read_now(lambda s, r=rule_id: Rulebook(s).problems(r, senders))
    assert [problem.code for problem in listed[shop.birthday].problems] == ["no_template"]
    assert listed[shop.ready].is_active


def test_a_rule_that_is_gone_is_none(shop):
    shop.delete_elsewhere(shop.ready)
    assert shop.db.read_now(lambda session: readings.read_card(session, shop.ready)) is None


def test_every_type_has_a_line_and_a_type_with_two_rules_has_two(shop):
    shop.db.write_now(lambda session: Rulebook(session).duplicate(shop.ready, "Again"))
    lines = list(readings.kinds(shop.db.read_now(readings.read_rules)))
    assert len(lines) == len(event_types()) + 1
    assert len({line.key for line in lines}) == len(lines)
    assert sum(line.event.name == "order.ready" for line in lines) == 2
