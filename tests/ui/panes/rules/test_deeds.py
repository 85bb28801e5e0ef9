# SPDX-License-Identifier: LicenseRef-Desk
"""Deeds on several rules: what can be done is done, the rest is told, and all of it can be taken back."""

import pytest

from desk.models.vocabulary import Channel
from desk.services.events import ready_texts
from desk.services.templates import Library, TemplateCard, Wording
from desk.ui.panes.rules import deeds
from tests.ui.panes.rules.stage import SENDERS


@pytest.fixture
def do(shop):
    """Do a deed in a write block of its own."""

    def work(deed, *arguments, **more):
        return shop.db.write_now(lambda session: deed(session, *arguments, **more))

    return work


def test_an_active_rule_does_not_take_a_template_that_would_break_it(shop, do):
    sms_only = do(lambda session: _sms_template(session, shop))
    before = shop.rule(shop.ready).template_id
    done = do(deeds.change_template, [shop.ready, shop.birthday], sms_only)
    assert [card.id for card in done.before] == [shop.birthday]
    (stopped,) = done.refused
    assert stopped.id == shop.ready
    assert shop.rule(shop.ready).template_id == before
    do(deeds.put_words_back, done.before)
    assert shop.rule(shop.birthday).template_id != sms_only


def _sms_template(session, shop):
    library = Library(session)
    texts = ready_texts("order.ready")
    wording = Wording(texts={"sms": texts.texts["sms"]}, policies=texts.policies)
    template = library.create(TemplateCard(name="SMS", event_kind="order.ready"), wording)
    library.publish(template)
    return template


def test_a_route_that_an_event_does_not_allow_is_refused_for_it_alone(shop, do):
    on_site = do(deeds.create, "technician.arrived", "On site", is_ready=True)
    done = do(deeds.change_route, [shop.birthday, on_site], (Channel.EMAIL,))
    assert [card.id for card in done.before] == [shop.birthday]
    (stopped,) = done.refused
    assert (stopped.name, stopped.problems[0].code) == ("On site", "channel_not_allowed")


def test_what_is_gone_is_passed_over(shop, do):
    do(deeds.delete, [shop.birthday])
    done = do(deeds.pause, [shop.birthday, shop.ready])
    assert [card.id for card in done.before] == [shop.ready]
    do(deeds.put_words_back, do(deeds.delete, [shop.reminder]).before)
    assert list(shop.rules()) == ["Order ready"]


def test_states_come_back_as_they_were(shop, do):
    done = do(deeds.activate, [shop.ready, shop.birthday], SENDERS)
    assert shop.is_active(shop.birthday)
    do(deeds.put_states_back, done.before, SENDERS)
    assert not shop.is_active(shop.birthday)
    assert shop.is_active(shop.ready)


def test_only_the_first_ready_rule_of_a_type_is_the_ready_one(shop, do):
    first = do(deeds.create, "order.collected", "A", is_ready=True)
    second = do(deeds.create, "order.collected", "B", is_ready=True)
    blank = do(deeds.create, "order.cancelled", "C", is_ready=False)
    keys = [shop.rule(rule).catalogue_key for rule in (first, second, blank)]
    assert keys == ["order.collected", None, None]


def test_a_new_rule_takes_the_oldest_template_of_its_event(shop, do):
    oldest = do(lambda session: shop.template(session, "order.collected"))
    do(lambda session: shop.template(session, "order.collected"))
    rule = do(deeds.create, "order.collected", "A", is_ready=True)
    assert shop.rule(rule).template_id == oldest
