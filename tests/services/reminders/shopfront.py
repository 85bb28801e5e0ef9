# SPDX-License-Identifier: LicenseRef-Desk
"""A small shop in a database: a place, a customer, a record, rules that timers set off."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from desk.models.vocabulary import Channel
from desk.services.events import RecordBook, event_type
from desk.services.rules import Rulebook, RuleDraft, ready_spec
from desk.services.shop import CustomerDraft, Customers, LocationDraft, Locations, RecordDraft
from tests.services.rules.keeping import add_template

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""A Tuesday, 12:00 in Paris."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def a_place(session, zone="Europe/Paris"):
    return Locations(session).create(LocationDraft(name="Lyon", timezone=zone))


def a_customer(session, **changes):
    given = {"first_name": "Sophie", "last_name": "Bernard", "birth_date": date(1988, 9, 15)}
    return Customers(session).create(CustomerDraft(**(given | changes)))


def an_order(session, *, customer_id=None, due_at=NOW + 5 * HOUR, **changes):
    customer = customer_id or a_customer(session)
    draft = RecordDraft(kind="order", customer_id=customer, status="", due_at=due_at, **changes)
    return RecordBook(session).create(draft).record_id


def a_rule(session, event_kind="order.due_reminder", *, active=True, **trigger):
    """Keep the ready rule of a kind of event, its trigger changed; return its id."""
    template_id, _ = add_template(session, event_kind=event_kind)
    spec = ready_spec(event_type(event_kind))
    spec = replace(spec, trigger=replace(spec.trigger, **trigger))
    book = Rulebook(session)
    rule_id = book.create(RuleDraft(name=event_kind, spec=spec, template_id=template_id))
    if active:
        book.activate(rule_id, frozenset(Channel))
    return rule_id


def change_trigger(session, rule_id, **trigger):
    """Save a rule with another trigger."""
    book = Rulebook(session)
    card = book.get(rule_id)
    spec = replace(card.spec, trigger=replace(card.spec.trigger, **trigger))
    draft = RuleDraft(name=card.name, spec=spec, template_id=card.template_id)
    book.save(rule_id, draft, seen_version=card.version)


async def until(holds):
    """Wait until something holds; it comes from another thread, which rings no bell here."""
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.01)
