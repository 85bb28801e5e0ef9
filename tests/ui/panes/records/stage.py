# SPDX-License-Identifier: LicenseRef-Desk
"""What tests of the page of records share: a shop with one rule, a window around the page, a service."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from desk import clock
from desk.models.vocabulary import Channel, PointKind
from desk.services.delivery import History, HistoryFilter, plan_batch
from desk.services.events import Journal, RecordBook, event_type, ready_texts
from desk.services.preferences import ConsentDraft, Consents
from desk.services.rules import Rulebook, RuleDraft, ready_spec
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
from desk.services.store import Change, Leases
from desk.services.templates import Library, TemplateCard, Wording
from desk.ui.commands import Commands
from desk.ui.docks import Places
from desk.ui.jobs import Jobs
from desk.ui.panes import Context
from desk.ui.panes.records import build
from desk.ui.theme import Theme
from desk.ui.widgets import PillPopup, ToastStack
from tests.ui.frame import open_at, until

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""A Tuesday morning: no quiet hours, the shop is open."""
WEEK = dict.fromkeys(range(1, 6), (("09:00", "12:00"), ("14:00", "19:00")))


class Atelier:
    """A shop: two sites, two people at work, customers with and without consent, the rule “ready”."""

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
        self.camille, self.julien = (
            Operators(session).create(OperatorDraft(name=name)) for name in ("Camille", "Julien")
        )
        self.sophie = self._customer(session, "Sophie", "Bernard")
        self.nadia = self._customer(session, "Nadia", "Ferrand")
        Consents(session).record(
            ConsentDraft(
                customer_id=self.sophie,
                topic="operational",
                channel=Channel.EMAIL,
                granted=True,
                source="counter",
                wording="yes",
            )
        )
        install(session, clock.now())
        self.rule = self._rule(session, "order.ready")

    def _customer(self, session, first, last):
        mail = PointDraft(kind=PointKind.EMAIL, address=f"{first}.{last}@example.org".lower())
        return Customers(session).create(CustomerDraft(first_name=first, last_name=last, points=(mail,)))

    def _rule(self, session, event):
        ready = ready_texts(event)
        library = Library(session)
        card = TemplateCard(name=event, folder="", event_kind=event)
        template = library.create(card, Wording(texts=ready.texts, policies=ready.policies), author="test")
        library.publish(template, author="test")
        book = Rulebook(session)
        draft = RuleDraft(name="Ready", spec=ready_spec(event_type(event)), template_id=template)
        rule = book.create(draft)
        book.activate(rule, {Channel.EMAIL, Channel.SMS})
        return rule

    def order(self, customer=None, **more):
        """Keep an order without an event; return its id."""
        draft = RecordDraft(
            **{
                "kind": "order",
                "status": "in_progress",
                "customer_id": customer or self.sophie,
                "location_id": self.lyon,
                "title": "City bike",
            }
            | more
        )
        return self.db.write_now(lambda session: Records(session).create(draft))

    def state(self, record_id):
        return self.db.read_now(lambda session: Records(session).state(record_id))

    def events(self, record_id):
        found = self.db.read_now(lambda session: Journal(session).feed(record_id=record_id))
        return {event.kind: event for event in found}

    def sends(self, record_id):
        wanted = HistoryFilter(record_id=record_id)
        return self.db.read_now(lambda session: History(session).page(wanted))

    def change(self, record_id, status, **more):
        """Change a status behind the window's back."""
        return self.db.write_now(
            lambda session: RecordBook(session).change_status(record_id, status, **more),
            Change.RECORDS,
            Change.EVENTS,
        )

    def start_service(self):
        """Hold a lease as a service that runs does; `plan` is all it does."""
        self.db.write_now(
            lambda session: Leases(session).take("service:it", "it", NOW, timedelta(minutes=5)),
            Change.SERVICE,
        )

    def plan(self):
        """Decide on what waits, once."""
        while self.db.write_now(plan_batch, Change.EVALUATIONS, Change.DELIVERIES):
            pass


class Stage:
    """The page in a window of its own. Make it while the loop runs, and await `end`."""

    def __init__(self, db, home):
        self.window = QMainWindow()
        self.window.resize(1400, 800)
        self.jobs = Jobs(self.window)
        self.failures = []
        self.jobs.failed.connect(self.failures.append)
        self.commands = Commands(self.window)
        self.toasts = ToastStack(self.window)
        self.places = Places(home)
        self.trips = []
        self.page = build(
            Context(
                desk=open_at(db, home),
                jobs=self.jobs,
                commands=self.commands,
                toasts=self.toasts,
                navigate=lambda page, **target: self.trips.append((page, target)),
                theme=Theme.current(),
                places=self.places,
            )
        )
        self.window.setCentralWidget(self.page)
        self.page.recall(self.places)
        self.commands.enter("records")
        self.window.show()
        self.window.activateWindow()
        self.table = self.page.listing.table
        self.panel = self.page.panel

    async def ready(self, count=None):
        """Wait until the list is there, with `count` rows."""
        await until(lambda: self.page.model.state.figures is not None and self.page.model.state.shop.places)
        if count is not None:
            await until(lambda: self.table.model().rowCount() == count)
        return self

    async def choose(self, record_id):
        """Make a record current and wait for its feed."""
        self.table.setCurrentIndex(self.page.model.rows.index_of(record_id))
        await until(lambda: self.feed() is not None and self.feed().card.id == record_id)

    def feed(self):
        return self.page.feed_model.state.shown

    def row(self, record_id):
        return self.page.model.rows.row_at(self.page.model.rows.index_of(record_id))

    def click_cell(self, record_id, column):
        """Click in a cell."""
        names = [one.name for one in self.page.model.rows.columns]
        index = self.page.model.rows.index_of(record_id).siblingAtColumn(names.index(column))
        spot = self.table.visualRect(index).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def popup(self):
        """Return the popup that is open."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, PillPopup)
        return popup

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget(), key, modifier)

    def run(self, name):
        """Do a command, as its shortcut does."""
        self.commands.trigger(f"records.{name}")

    def said(self):
        """Return what the notes say, newest last."""
        return [toast._label.text() for toast in self.toasts.toasts()]

    def lines(self):
        return self.panel.timeline.lines()

    async def end(self):
        assert self.failures == []
        await self.jobs.finish()
        self.window.close()
        self.window.deleteLater()


def type_into(widget, text):
    """Type `text` after emptying a field."""
    widget.selectAll()
    QTest.keyClicks(widget, text)


def ascending(values):
    return all(one <= other for one, other in pairwise(values))
