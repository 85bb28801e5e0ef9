# SPDX-License-Identifier: LicenseRef-Desk
"""What tests of the page of rules share: a shop with rules and templates, a window around the page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

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
from desk.ui.commands import Commands
from desk.ui.docks import Places
from desk.ui.jobs import Jobs
from desk.ui.panes import Context
from desk.ui.panes.rules import build
from desk.ui.theme import Theme
from desk.ui.widgets import Pill, PillPopup, ToastStack
from tests.ui.frame import open_at, until

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


class Stage:
    """The page in a window of its own. Make it while the loop runs, and await `end`."""

    def __init__(self, db, home):
        self.window = QMainWindow()
        self.window.resize(1500, 900)
        self.jobs = Jobs(self.window)
        self.failures = []
        self.jobs.failed.connect(self.failures.append)
        self.commands = Commands(self.window)
        self.toasts = ToastStack(self.window)
        self.trips = []
        self.page = build(
            Context(
                desk=open_at(db, home),
                jobs=self.jobs,
                commands=self.commands,
                toasts=self.toasts,
                navigate=lambda page, **target: self.trips.append((page, target)),
                theme=Theme.current(),
                places=Places(home),
            )
        )
        self.window.setCentralWidget(self.page)
        self.page.recall(Places(home))
        self.commands.enter("rules")
        self.window.show()
        self.window.activateWindow()
        self.list = self.page.list
        self.model = self.page.editor_model
        self.editor = self.page.screen_.editor

    async def ready(self):
        """Wait until the list is there and a rule is open."""
        await until(lambda: self.state.card is not None and self.state.has_shop)
        return self

    async def open(self, rule_id):
        """Open a rule."""
        await self.ready()
        self.page.open_rule(rule_id)
        await until(lambda: self.state.card is not None and self.state.card.id == rule_id)
        return self

    @property
    def state(self):
        return self.model.state

    @property
    def spec(self):
        return self.state.draft.spec

    def pill(self, key):
        """Return the pill that changes a place."""
        found = [pill for pill in self.editor.findChildren(Pill) if pill.objectName() == key]
        assert found, f"no pill {key} among {[p.objectName() for p in self.editor.findChildren(Pill)]}"
        return found[0]

    def pick(self, key, typed):
        """Choose in a pill by keyboard: open it, type, Enter."""
        pill = self.pill(key)
        pill.setFocus()
        QTest.keyClick(pill, Qt.Key.Key_Down)
        popup = self.popup()
        if typed:
            QTest.keyClicks(popup.focusWidget(), typed)
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)

    def form(self, key):
        """Open the form of a pill and return it."""
        pill = self.pill(key)
        QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
        return self.popup().layout().itemAt(0).widget()

    def popup(self):
        """Return the popup that is open."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, PillPopup)
        return popup

    def close_popup(self):
        self.popup().close()

    def has_keyboard(self, widget):
        """Say whether typing would go there; without a screen no window is active for long."""
        return self.window.focusWidget() is widget

    def dialog(self):
        """Return the question that is open; None for none."""
        return QApplication.activeModalWidget()

    def run(self, name):
        """Do a command, as its shortcut does."""
        self.commands.trigger(f"rules.{name}")

    def said(self):
        """Return what the notes say, newest last."""
        return [toast._label.text() for toast in self.toasts.toasts()]

    async def end(self):
        if (dialog := self.dialog()) is not None:
            dialog.reject()
        assert self.failures == []
        await self.jobs.finish()
        self.window.close()
        self.window.deleteLater()


def click(button):
    """Press a button with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
