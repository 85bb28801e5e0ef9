# SPDX-License-Identifier: LicenseRef-Desk
"""A shop whose sends a test puts into any state: planned by the real planner, then settled by hand."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update

from desk import clock
from desk.models import Attempt, Content, Delivery, Notification, new_id
from desk.models.vocabulary import (
    AttemptOutcome,
    Channel,
    DeliveryState,
    NotificationState,
    PointKind,
    Reason,
)
from desk.services.delivery import History, HistoryFilter, plan_batch
from desk.services.delivery.history import pack_content
from desk.services.delivery.outbox import FAR_AWAY
from desk.services.delivery.standing import standing_of
from desk.services.delivery.totals import Placed, Totals, day_of
from desk.services.events import RecordBook
from desk.services.preferences import ConsentDraft, Consents
from desk.services.rules import Leg, Rulebook, RuleDraft, RuleSpec, Timing, Trigger
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
    Settings,
)
from desk.services.store import Change, Leases
from desk.services.templates import Library, TemplateCard, Text, Wording

NOW = datetime.now(UTC).replace(microsecond=0)
"""The moment all tests stand still at: the real one, for ids are made by the machine's clock."""
TEXTS = {
    "email": {
        "en": Text(subject="Order {{ order.number }}", body="Hello {{ customer.first_name }}, it is in.")
    },
    "sms": {"en": Text(body="Order {{ order.number }} is in.")},
}
SENT = DeliveryState.SENT
FAILED = DeliveryState.FAILED


class Atelier:
    """A shop whose one rule says by e-mail, else by SMS, that an order came in. Nadia never said yes."""

    def __init__(self, db):
        self.db = db
        with clock.fixed(NOW - timedelta(days=2)):
            db.write_now(self._furnish)

    def _furnish(self, session):
        Settings(session).change(
            shop_name="Atelier Lyon", default_language="en", languages=("en",), timezone="Europe/Paris"
        )
        self.lyon = Locations(session).create(
            LocationDraft(name="Lyon", timezone="Europe/Paris", is_default=True)
        )
        Operators(session).create(OperatorDraft(name="Camille Martin"))
        self.sophie = self._customer(session, "Sophie", "Bernard")
        self.marc = self._customer(session, "Marc", "Delaunay")
        self.nadia = self._customer(session, "Nadia", "Ferrand", may=False)
        install(session, clock.now())
        self.template = self._library(session).create(
            TemplateCard(name="In", event_kind="order.created"), Wording(texts=TEXTS), author="test"
        )
        self._library(session).publish(self.template)
        spec = RuleSpec(
            trigger=Trigger(event_kind="order.created"),
            legs=(Leg(channel=Channel.EMAIL), Leg(channel=Channel.SMS)),
            timing=Timing(quiet=None),
            grace_minutes=0,
        )
        book = Rulebook(session)
        self.rule = book.create(RuleDraft(name="Order in", spec=spec, template_id=self.template))
        book.activate(self.rule, {Channel.EMAIL, Channel.SMS})

    def _library(self, session):
        return Library(session)

    def _customer(self, session, first, last, *, may=True):
        mail = PointDraft(kind=PointKind.EMAIL, address=f"{first}.{last}@example.org".lower())
        id_ = Customers(session).create(CustomerDraft(first_name=first, last_name=last, points=(mail,)))
        if may:
            Consents(session).record(
                ConsentDraft(
                    customer_id=id_, topic="operational", channel=Channel.EMAIL, granted=True, source="counter",
                    wording="yes",
                )
            )  # fmt: skip
        return id_

    def send(self, customer=None, state=None, reason=None, *, at=NOW, **more):
        """Let an order come in and be decided on; put what was planned into `state`, if any. Return its id."""
        with clock.fixed(at):
            draft = RecordDraft(
                kind="order",
                customer_id=customer or self.sophie,
                location_id=self.lyon,
                title="Bike",
                status="",
            )
            made = self.db.write_now(lambda session: RecordBook(session).create(draft))
            self.db.write_now(plan_batch)
        found = self.db.read_now(lambda s: History(s).page(HistoryFilter(record_id=made.record_id)))
        if state is not None:
            self.db.write_now(
                lambda session: _put(session, found[0], state, reason, {"settled_at": at, **more})
            )
        self.db.changes.announce((Change.DELIVERIES,))
        return found[0].id

    def sent(self, customer=None, **more):
        """Keep one that left, with its content and the server's answer."""
        id_ = self.send(customer, SENT, **more)
        self.db.write_now(lambda session: _answer(session, id_, AttemptOutcome.ACCEPTED, "250", "2.0.0 Ok"))
        return id_

    def failed(self, customer=None, reply="5.1.1 No such user", **more):
        """Keep one that the server refused for good."""
        id_ = self.send(customer, FAILED, error=f"550 {reply}", **more)
        self.db.write_now(lambda session: _answer(session, id_, AttemptOutcome.PERMANENT, "550", reply))
        return id_

    def asked(self, customer=None, **more):
        """Keep one that a person has to approve."""
        return self.send(customer, DeliveryState.QUEUED, Reason.AWAITING_APPROVAL, due_at=FAR_AWAY, **more)

    def publish(self, body="New", *, language="en"):
        """Publish another text; return its version's id."""

        def work(session):
            library = Library(session)
            draft = library.draft(self.template)
            texts = {"email": {language: Text(subject="New", body=body)}, "sms": TEXTS["sms"]}
            library.save_draft(draft.id, Wording(texts=texts))
            return library.publish(self.template)

        return self.db.write_now(work, Change.TEMPLATES)

    def row(self, delivery_id):
        return self.db.read_now(lambda session: History(session).rows([delivery_id]))[0]

    def rows(self, **wanted):
        return self.db.read_now(lambda session: History(session).page(HistoryFilter(**wanted)))

    def start_service(self):
        """Hold a lease as a service that runs does."""
        self.db.write_now(
            lambda s: Leases(s).take("service:it", "it", NOW, timedelta(minutes=5)), Change.SERVICE
        )


def _put(session, row, state, reason, more):
    standing = standing_of(state, reason)
    values = {"attempts": 1, **more, "state": state, "reason": reason, "standing": standing}
    if state is DeliveryState.QUEUED:
        values |= {"settled_at": None, "attempts": more.get("attempts", 0)}
    session.execute(update(Delivery).where(Delivery.id == row.id).values(**values))
    is_asked = reason is Reason.AWAITING_APPROVAL
    open_state = NotificationState.AWAITING_APPROVAL if is_asked else NotificationState.PLANNED
    intended = open_state if state is DeliveryState.QUEUED else NotificationState.DONE
    of = select(Delivery.notification_id).where(Delivery.id == row.id).scalar_subquery()
    session.execute(update(Notification).where(Notification.id == of).values(state=intended, reason=reason))
    day = day_of(row.created_at)

    def placed(where):
        return Placed(rule_id=row.rule_id, day=day, channel=row.channel, standing=where)

    Totals(session).move([placed(row.standing)], [placed(standing)])


def _answer(session, delivery_id, outcome, code, reply):
    session.execute(
        insert(Attempt).values(
            id=new_id(), delivery_id=delivery_id, number=1, started_at=NOW, ended_at=NOW, outcome=outcome, code=code,
            reply=reply,
        )
    )  # fmt: skip
    if outcome is AttemptOutcome.ACCEPTED:
        body = pack_content("Hello Sophie, it is in.", "<p>Hello <b>Sophie</b>, it is in.</p>")
        session.execute(insert(Content).values(delivery_id=delivery_id, subject="Order 1001", body=body))
