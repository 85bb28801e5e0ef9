# SPDX-License-Identifier: LicenseRef-Desk
"""A shop with rules, to imagine things in; the page of rules is shown with it, too."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from desk import clock
from desk.models.vocabulary import Channel, PointKind, RuleState
from desk.services.delivery import plan_batch
from desk.services.events import RecordBook, event_type, ready_texts
from desk.services.preferences import ConsentDraft, Consents
from desk.services.rules import Rulebook, RuleDraft, RuleFilter, ready_spec
from desk.services.sandbox import install
from desk.services.shop import (
    CustomerDraft,
    Customers,
    LocationDraft,
    Locations,
    OperatorDraft,
    Operators,
    PointDraft,
    RecordDraft,
    Records,
    Settings,
)
from desk.services.store import Change
from desk.services.templates import Library, TemplateCard, Wording

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""A Tuesday morning: no quiet hours, the shop is open."""
WEEK = dict.fromkeys(range(1, 6), (("09:00", "12:00"), ("14:00", "19:00")))
SENDERS = {Channel.EMAIL, Channel.SMS}


class Shop:
    """Two sites, one member of staff, a customer with consent and one without, templates and rules."""

    def __init__(self, db):
        self.db = db
        with clock.fixed(NOW - timedelta(days=2)):
            db.write_now(self._furnish)

    def _furnish(self, session):
        Settings(session).change(shop_name="Atelier Lyon", default_language="en")
        self.lyon, self.villeurbanne = (
            Locations(session).create(LocationDraft(name=name, timezone="Europe/Paris", opening=WEEK))
            for name in ("Lyon", "Villeurbanne")
        )
        self.camille = Operators(session).create(OperatorDraft(name="Camille", email="c@example.org"))
        self.sophie = self._customer(session, "Sophie", "Bernard", birth_date=date(1986, 11, 30))
        self.nadia = self._customer(session, "Nadia", "Ferrand")
        self._agree(session, self.sophie)
        install(session, clock.now())
        self.ready = self._rule(session, "order.ready", "Order ready", active=True)
        self.reminder = self._rule(session, "order.due_reminder", "Due soon", active=True)
        self.birthday = self._rule(session, "customer.birthday", "Birthday", active=False)

    def _customer(self, session, first, last, **more):
        mail = PointDraft(kind=PointKind.EMAIL, address=f"{first}.{last}@example.org".lower())
        draft = CustomerDraft(first_name=first, last_name=last, points=(mail,), **more)
        return Customers(session).create(draft)

    def _agree(self, session, customer):
        for topic in ("operational", "commercial"):
            Consents(session).record(
                ConsentDraft(
                    customer_id=customer,
                    topic=topic,
                    channel=Channel.EMAIL,
                    granted=True,
                    source="counter",
                    wording="yes",
                )
            )

    def _rule(self, session, event, name, *, active):
        draft = RuleDraft(
            name=name, spec=ready_spec(event_type(event)), template_id=self.template(session, event)
        )
        book = Rulebook(session)
        rule = book.create(draft, catalogue_key=event)
        if active:
            book.activate(rule, SENDERS)
        return rule

    def template(self, session, event):
        """Keep the ready texts of an event type as a published template; return its id."""
        ready = ready_texts(event)
        library = Library(session)
        card = TemplateCard(name=f"Texts of {event}", folder="", event_kind=event)
        template = library.create(card, Wording(texts=ready.texts, policies=ready.policies), author="test")
        library.publish(template, author="test")
        return template

    def order(self, customer=None, **more):
        """Keep an order without an event; return its id."""
        draft = RecordDraft(
            **{
                "kind": "order",
                "status": "in_progress",
                "customer_id": customer or self.sophie,
                "location_id": self.lyon,
                "title": "City bike",
                "due_at": NOW + timedelta(days=1),
            }
            | more
        )
        return self.db.write_now(lambda session: Records(session).create(draft))

    def rule(self, rule_id):
        """Return a rule as it is kept."""
        return self.db.read_now(lambda session: Rulebook(session).get(rule_id))

    def spec(self, rule_id):
        return self.rule(rule_id).spec

    def rules(self):
        """Return every rule of the list by name."""
        rows = self.db.read_now(lambda session: Rulebook(session).page(RuleFilter()))
        return {row.name: row for row in rows}

    def is_active(self, rule_id):
        return self.rule(rule_id).state is RuleState.ACTIVE

    def save_elsewhere(self, rule_id, **changes):
        """Save a rule as another workstation does."""

        def work(session):
            book = Rulebook(session)
            card = book.get(rule_id)
            draft = RuleDraft(name=card.name, spec=card.spec, template_id=card.template_id)
            book.save(rule_id, replace(draft, **changes), seen_version=card.version)

        self.db.write_now(work, Change.RULES)

    def delete_elsewhere(self, rule_id):
        self.db.write_now(lambda session: Rulebook(session).delete(rule_id), Change.RULES)

    def make_ready(self, record_id):
        """Let an order become ready, and have it decided on."""
        with clock.fixed(NOW):
            self.db.write_now(lambda session: RecordBook(session).change_status(record_id, "ready"))
            self.db.write_now(plan_batch, Change.EVALUATIONS, Change.DELIVERIES)
