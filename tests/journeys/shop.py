# SPDX-License-Identifier: LicenseRef-Desk
"""A small shop in service, for journeys: customers who said yes, one rule, one text, one account."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

from sqlalchemy import func, select

from desk import clock, config
from desk.bootstrap import open_desk
from desk.models import Delivery
from desk.models.vocabulary import Channel, DeliveryState, PointKind
from desk.services.events import Entry, Journal, Subject
from desk.services.preferences import ConsentDraft, Consents
from desk.services.providers import AccountDraft, Roster
from desk.services.rules import Leg, Rulebook, RuleDraft, RuleSpec, Timing, Trigger
from desk.services.shop import CustomerDraft, Customers, LocationDraft, Locations, PointDraft, Settings
from desk.services.store import Change
from desk.services.templates import Library, TemplateCard, Text, Wording

TEXTS = {
    "email": {
        "fr": Text(
            subject="Commande {{ order.number }}", body="Bonjour {{ customer.first_name }}, c’est prêt."
        )
    },
    "sms": {"fr": Text(body="Bonjour {{ customer.first_name }}, commande {{ order.number }} prête.")},
}


class Shop:
    """A shop whose one rule says that an order is ready."""

    def __init__(self, home, database=""):
        self.place = config.at(home, database)
        self.desk = open_desk(self.place)
        self.customers = []

    def set_up(self, *, legs=(Channel.EMAIL,), live=True, texts=TEXTS, delay_minutes=0):
        """Keep the place, the text and the active rule."""

        def work(session):
            Settings(session).change(
                shop_name="Atelier",
                default_language="fr",
                languages=("fr",),
                timezone="Europe/Paris",
                country="FR",
                trial_mode=not live,
            )
            Locations(session).create(LocationDraft(name="Atelier", timezone="Europe/Paris", is_default=True))
            library = Library(session)
            template = library.create(
                TemplateCard(name="Prête", event_kind="order.ready"), Wording(texts=texts), author="test"
            )
            library.publish(template)
            spec = RuleSpec(
                trigger=Trigger(event_kind="order.ready"),
                legs=tuple(Leg(channel=channel) for channel in legs),
                timing=Timing(quiet=None, delay_minutes=delay_minutes),
                grace_minutes=0,
            )
            book = Rulebook(session)
            self.rule = book.create(RuleDraft(name="Prête", spec=spec, template_id=template))
            book.activate(self.rule, set(Channel))

        self.desk.db.write_now(work, *Change)
        return self

    def account(self, port, **settings):
        """Keep a mail account at a server of loopback; return its id."""
        draft = AccountDraft(
            kind="smtp",
            name="Test",
            settings={"host": "127.0.0.1", "port": port, "security": "none", **settings},
            sender_address="contact@atelier.example",
            sender_name="Atelier",
        )
        return self.desk.db.write_now(lambda s: Roster(s).create(draft, at=clock.now()), Change.PROVIDERS)

    def people(self, count, domain="kunde.example", **fields):
        """Keep customers who agreed to operational e-mail and SMS."""

        def work(session):
            for n in range(count):
                point = PointDraft(kind=PointKind.EMAIL, address=f"kunde{n}@{domain}")
                draft = CustomerDraft(first_name="Zoë", last_name=f"Nr {n}", points=(point,), **fields)
                id_ = Customers(session).create(draft)
                self.customers.append(id_)
            consents = [
                ConsentDraft(
                    customer_id=id_, topic="operational", channel=channel, granted=True, source="import"
                )
                for id_ in self.customers
                for channel in (Channel.EMAIL, Channel.SMS)
            ]
            Consents(session).record(*consents)

        self.desk.db.write_now(work, Change.CUSTOMERS)
        return self

    def ready(self, customers=None, more=None):
        """Record that each customer's order is ready; more: fields of the snapshot."""
        entries = [
            Entry(
                kind="order.ready",
                key=f"order {n} of {id_}",
                snapshot={
                    "order.number": str(n),
                    "customer.first_name": "Zoë",
                    "order.status": "ready",
                    **(more or {}),
                },
                subject=Subject(customer_id=id_, source="cli"),
                at=datetime.now(UTC),
            )
            for n, id_ in enumerate(self.customers if customers is None else customers)
        ]
        self.desk.db.write_now(lambda session: Journal(session).record_many(entries), Change.EVENTS)

    def states(self):
        """Return state → how many deliveries are in it."""
        query = select(Delivery.state, func.count()).group_by(Delivery.state)
        return self.desk.db.read_now(lambda s: dict(s.execute(query).all()))

    def message_ids(self, state):
        """Return the Message-IDs of the deliveries in a state."""
        query = select(Delivery.message_id).where(Delivery.state == state)
        return self.desk.db.read_now(lambda s: set(s.execute(query).scalars()))

    def open_count(self):
        """Return how many deliveries have not come to an end."""
        open_ = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.HANDED_OVER)
        states = self.states()
        return sum(states.get(state, 0) for state in open_)

    def start(self, *arguments, place=None, **how):
        """Start `desk service` as a process of its own; place: another computer's, `how` as `ServiceProcess`."""
        return ServiceProcess(place or self.place, arguments, **how)

    def sent(self):
        """Return how many deliveries were sent."""
        return self.states().get(DeliveryState.SENT, 0)

    def log(self):
        """Return what the services have logged."""
        return self.place.log_file.read_text("utf-8") if self.place.log_file.exists() else ""

    def wait(self, reached, patience_s=60):
        """Wait until `reached()` is true."""
        end = time.monotonic() + patience_s
        while not reached():
            assert time.monotonic() < end, f"never reached; deliveries: {self.states()}\n{self.log()[-2000:]}"
            time.sleep(0.02)

    def close(self):
        self.desk.close()


STARTED = []
"""Every service that was started; those that a failed test has left are ended after it."""


class ServiceProcess:
    """`desk service` in a process of its own; under: words of a command that runs it, environment: more of it."""

    def __init__(self, place, arguments=(), *, under=(), environment=None):
        mine = {"DESK_HOME": str(place.home), "DESK_DATABASE": place.database, **(environment or {})}
        command = [*under, sys.executable, "-m", "desk", "service", *arguments]
        STARTED.append(self)
        self.process = subprocess.Popen(
            command,
            env={**os.environ, **mine},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def is_running(self):
        return self.process.poll() is None

    def kill(self):
        """End it as a power cut would."""
        self.process.kill()
        self.process.communicate()

    def stop(self, patience_s=20):
        """Ask it to stop; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=patience_s)
        return self.process.returncode

    def wait(self, patience_s=120):
        """Wait until it ends by itself; return its exit status and what it printed."""
        out, _ = self.process.communicate(timeout=patience_s)
        return self.process.returncode, out.decode()


def json_lines(text):
    """Return the objects of JSON lines."""
    return [json.loads(line) for line in text.splitlines()]
