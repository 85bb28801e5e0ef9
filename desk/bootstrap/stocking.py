# SPDX-License-Identifier: LicenseRef-Desk
"""Stocks a new shop: ready texts, ready rules (paused), the sandbox's accounts."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from desk.models.identity import RuleId
from desk.services.channels import BUILT
from desk.services.events import event_types, ready_texts
from desk.services.rules import ReadyRules, Rulebook, RuleDraft, RuleFilter, Timing
from desk.services.sandbox import install
from desk.services.shop import Offered, Settings
from desk.services.store import Session, wait_for_turn
from desk.services.templates import Library, TemplateCard, TemplateFilter, Wording
from desk.translation import translator

Translate = Callable[[str], str]
AUTHOR = "Desk"
RESTOCKING = 0x6465736B02
"""Which turn it is to offer what is new."""

SAMPLE_ACTIVE = (
    "order.created",
    "order.ready",
    "order.collected",
    "order.quote_ready",
    "appointment.created",
    "appointment.moved",
    "appointment.reminder",
    "customer.birthday",
)
"""What works in the sample shop from the start."""
SAMPLE_AT_ONCE = "order.ready"
"""The rule a visitor tries first: by day and by night it sends within a minute."""


def stock(
    session: Session, translate: Translate, now: datetime, kinds: Collection[str] | None = None
) -> None:
    """Give a shop everything the catalogue ships (or some `kinds` of events), unless it is there.

    Names are in the shop's language, through `translate`.
    """
    library = Library(session)
    there = {row.card.event_kind for row in library.page(TemplateFilter(), limit=500)}
    for event in event_types():
        if event.name in there or (kinds is not None and event.name not in kinds):
            continue
        ready = ready_texts(event.name)
        if ready.texts:
            card = TemplateCard(
                name=translate(event.ready.label or event.label),
                folder=event.name.partition(".")[0],
                event_kind=event.name,
            )
            template_id = library.create(
                card, Wording(texts=ready.texts, policies=ready.policies), author=AUTHOR
            )
            library.publish(template_id, author=AUTHOR)
    ReadyRules(session).install(translate, kinds)
    install(session, now)
    Offered(session).keep({event.name for event in event_types()})


def news(session: Session) -> tuple[str, ...]:
    """Return the event types that a shop was not offered yet; none for a shop that was never stocked."""
    had = Offered(session).kinds() or ReadyRules(session).kinds()
    return tuple(event.name for event in event_types() if event.name not in had) if had else ()


def restock(session: Session, now: datetime) -> None:
    """Give a shop what is new in the catalogue, once; what its owner has removed stays away."""
    wait_for_turn(session.connection(), RESTOCKING)  # services of several workstations start together
    if new := news(session):
        stock(session, translator(Settings(session).get().default_language), now, new)


def activate(session: Session, event_kinds: Collection[str]) -> tuple[RuleId, ...]:
    """Let the ready rules of these event types work; return those that do."""
    book = Rulebook(session)
    wanted = [row.id for row in book.page(RuleFilter(event_kinds=tuple(event_kinds)), limit=500)]
    refused = book.activate_all(wanted, BUILT)
    return tuple(id_ for id_ in wanted if id_ not in refused)


def open_sample_rules(session: Session) -> None:
    """Let the sample shop's rules work, the first one tried without quiet hours."""
    book = Rulebook(session)
    for row in book.page(RuleFilter(event_kinds=(SAMPLE_AT_ONCE,)), limit=10):
        card = book.get(row.id)
        timing = Timing(quiet=None, hours=card.spec.timing.hours)
        spec = replace(card.spec, timing=timing, grace_minutes=1)
        draft = RuleDraft(name=card.name, spec=spec, template_id=card.template_id)
        book.save(row.id, draft, seen_version=card.version)
    activate(session, SAMPLE_ACTIVE)
