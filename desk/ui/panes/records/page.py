# SPDX-License-Identifier: LicenseRef-Desk
"""The page of records: the list, the event feed in a dock, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from desk.errors import NotFound
from desk.models.identity import CustomerId, RecordId
from desk.services.shop import Customers, RecordDraft, RecordRow, Records
from desk.translation import N_, ngettext
from desk.ui.commands import Command
from desk.ui.docks import Page
from desk.ui.later import Later
from desk.ui.panes import Context
from desk.ui.panes.records.deed import DeedKind, Done
from desk.ui.panes.records.deeds import RecordDeeds
from desk.ui.panes.records.feed_model import FEED as FEED_READ
from desk.ui.panes.records.feed_model import FeedModel
from desk.ui.panes.records.feed_parts import FEED, HEIGHT, LEAST_HEIGHT, LEAST_WIDTH, WIDTH
from desk.ui.panes.records.notes import Notes
from desk.ui.panes.records.screen import RecordsScreen
from desk.ui.panes.records.view_model import RecordsModel
from desk.ui.widgets.customer_search import CustomerSearch

if TYPE_CHECKING:  # what only deeds need does not keep the list waiting
    from desk.ui.panes.records.feed_panel import FeedPanel
    from desk.ui.panes.records.new_record import NewRecord

NAME = "records"
KIND_KEPT = "records.kind"
TABLE_KEPT = "records.table"


class RecordsPage(Page):
    """Records; `reveal` takes record_id, customer_id, kind, or new_for (a customer's id, or "")."""

    def __init__(self, context: Context) -> None:
        super().__init__(NAME)
        self._context = context
        self.model = RecordsModel(context.desk, self, context.places.text(KIND_KEPT))
        self.deeds = RecordDeeds(context.desk, context.jobs, self)
        self.feed_model = FeedModel(context.desk, FEED_READ, self)
        self.notes = Notes(self.deeds, context.toasts, self)
        self.listing = RecordsScreen(self.model, self.deeds)
        self._place = Later(self._make_panel, QSize(WIDTH, HEIGHT), QSize(LEAST_WIDTH, LEAST_HEIGHT))
        self._search = CustomerSearch(context.desk, context.jobs, self)
        self._sheet: NewRecord | None = None
        self.set_screen(self.listing)
        self.dock = self.add_dock(
            "feed", N_("Event feed"), self._place, Qt.DockWidgetArea.RightDockWidgetArea, WIDTH
        )
        self.dock.is_detail = True
        self.dock.set_shortcut("F4")
        self._connect()
        self.listing.table.recall(context.places.state(TABLE_KEPT))
        context.commands.add(*self._commands())
        context.commands.rights.guard("edit_records", self.listing.new)
        self.listing.addActions([context.commands.action(one.name) for one in self._commands()])

    @property
    def panel(self) -> FeedPanel:
        """The event feed; it is made once the rows are painted, or when it is wanted before."""
        return self._place.get()

    def sheet(self) -> NewRecord:
        """Return the sheet for new records; it is made when it is first wanted."""
        if self._sheet is None:
            from desk.ui.panes.records.new_record import NewRecord

            self._sheet = NewRecord(self._search, self)
            self._sheet.create_requested.connect(self._on_create)
        return self._sheet

    def reveal(self, **target: str) -> None:
        if "record_id" in target:
            self._context.jobs.start(self._show_record(target["record_id"]), self)
        elif "new_for" in target:
            self.start_new(target["new_for"])
        elif "customer_id" in target:
            self._context.jobs.start(self._show_customer(target["customer_id"]), self)
        elif "kind" in target:
            self.model.show_kind(target["kind"])

    def undo(self) -> None:
        self.deeds.undo()

    def leave(self, go_on: Callable[[], None]) -> None:
        panel, sheet = self._place.made(), self._sheet
        unsaved = len(panel.fields.unsaved()) if panel is not None else 0
        unsaved += int(sheet is not None and sheet.is_touched())
        if not unsaved:
            go_on()
            return
        self._ask(unsaved, go_on)

    def start_new(self, customer_id: str = "") -> None:
        """Open the sheet for a new record of the kind that is shown."""
        self.sheet().start(self.model.state.kind.name, self.model.state.shop, customer_id)

    def save_fields(self) -> None:
        """Keep what was typed into the fields of the record shown."""
        self.panel.fields.save()

    def show_feed(self) -> None:
        """Show the event feed and go to it."""
        self.dock.show()
        self.dock.raise_()
        self.panel.show_part(FEED)
        self.panel.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_fields(self) -> None:
        """Show the fields of the record and go to the first."""
        self.dock.show()
        self.dock.raise_()
        self.panel.edit_fields()

    def open_customer(self) -> None:
        """Show the customer of the current record."""
        row: RecordRow | None = self.listing.table.current_row()
        if row is not None:
            self._context.navigate("customers", customer_id=row.customer_id)

    # --------------------------------------------------------------------------------- inside

    def _commands(self) -> tuple[Command, ...]:
        deeds: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("new", N_("New record…"), "plus", "Ctrl+N", self.start_new),
            (
                "status",
                N_("Change the status…"),
                "check-circle",
                "Ctrl+E",
                self.listing.changes.choose_status,
            ),
            ("due", N_("Move the date…"), "calendar-blank", "Ctrl+D", self.listing.changes.choose_due),
            ("assign", N_("Assign…"), "user", "Ctrl+Shift+A", self.listing.changes.choose_assignee),
            ("edit", N_("Edit the fields"), "pencil-simple", "F2", self.edit_fields),
            ("save", N_("Save the fields"), "check", "Ctrl+S", self.save_fields),
            ("feed", N_("Show the event feed"), "clock-counter-clockwise", "", self.show_feed),
            ("customer", N_("Open the customer card"), "user", "", self.open_customer),
            ("refresh", N_("Read the list again"), "arrow-clockwise", "F5", self.model.refresh),
        )
        return tuple(
            Command(
                name=f"{NAME}.{name}",
                label=label,
                icon=icon,
                shortcut=key,
                run=run,
                menu="file" if name == "new" else "tools",
                section=NAME,
                page=NAME,
            )
            for name, label, icon, key, run in deeds
        )

    def _connect(self) -> None:
        self.model.changed.connect(self._on_model)
        self.listing.new_requested.connect(self.start_new)
        self.listing.record_chosen.connect(self._on_record)
        self.listing.feed_wanted.connect(self._on_wanted)
        self.model.paged.error_changed.connect(self._place.soon)  # an answer came: rows, or a failure
        self.deeds.done.connect(self._on_done)
        self.listing.table.layout_chosen.connect(self._keep_table)

    def _make_panel(self, parent: QWidget) -> FeedPanel:
        from desk.ui.panes.records.feed_panel import FeedPanel

        panel = FeedPanel(self.feed_model, self.model, self.deeds, parent)
        if not parent.isVisible():
            self.feed_model.pause()
        panel.customer_wanted.connect(self._on_customer)
        panel.send_wanted.connect(self._on_send)
        return _held_back(panel, self._context)

    def _on_model(self) -> None:
        state = self.model.state
        self._context.places.keep_text(KIND_KEPT, state.kind.name)
        if state.figures is not None:
            self.badge_changed.emit(state.figures.overdue_everywhere)

    def _on_record(self, row: RecordRow | None) -> None:
        if row is not None:
            self.feed_model.show(row.id)

    def _on_wanted(self, row: RecordRow) -> None:
        self.feed_model.show(row.id)
        self.show_feed()

    def _on_customer(self, customer_id: str) -> None:
        self._context.navigate("customers", customer_id=customer_id)

    def _on_send(self, delivery_id: str) -> None:
        self._context.navigate("sends", delivery_id=delivery_id)

    def _on_create(self, draft: RecordDraft) -> None:
        self.deeds.create(draft, self.sheet().show_failure)

    def _on_done(self, done: Done) -> None:
        if done.deed.kind is DeedKind.CREATED:
            self.sheet().finish()
            self.model.show_kind(done.deed.record_kind)
            self.listing.select(done.record_ids[0])
            self.feed_model.show(done.record_ids[0])

    async def _show_record(self, record_id: str) -> None:
        card = await self._context.desk.db.read(lambda session: Records(session).get(RecordId(record_id)))
        self.model.look_up(card.kind, card.reference)
        self.listing.select(record_id)
        self.feed_model.show(record_id)
        self.dock.show()

    async def _show_customer(self, customer_id: str) -> None:
        found = await self._context.desk.db.read(
            lambda session: Customers(session).rows([CustomerId(customer_id)])
        )
        row = found.get(CustomerId(customer_id))
        if row is None:
            raise NotFound("customer_not_found", id=customer_id)
        self.model.show_customer(customer_id, row.name or row.company)

    def _keep_table(self) -> None:
        self._context.places.keep_state(TABLE_KEPT, self.listing.table.layout_state())

    def _ask(self, unsaved: int, go_on: Callable[[], None]) -> None:
        text = ngettext(
            "What you typed into {count} record is not saved.",
            "What you typed into {count} records is not saved.",
            unsaved,
        ).format(count=unsaved)
        from desk.ui.leaving import ask_to_leave

        ask_to_leave(self, text, go_on)


def _held_back(panel: FeedPanel, context: Context) -> FeedPanel:
    """Let only those change fields who may."""
    context.commands.rights.guard("edit_records", panel.fields)
    return panel
