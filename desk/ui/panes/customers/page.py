# SPDX-License-Identifier: LicenseRef-Desk
"""The page of customers: the list, the card in a dock, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from desk.models.identity import CustomerId
from desk.models.vocabulary import Channel
from desk.services.preferences import ConsentDraft
from desk.services.shop import CustomerDraft, Customers
from desk.translation import N_
from desk.ui.commands import Command
from desk.ui.docks import Page
from desk.ui.later import Later
from desk.ui.panes import Context
from desk.ui.panes.customers.card_model import CARD, CardModel
from desk.ui.panes.customers.card_parts import (
    ACTIVITY,
    CONSENTS,
    HEIGHT,
    LEAST_HEIGHT,
    LEAST_WIDTH,
    WIDTH,
)
from desk.ui.panes.customers.card_wishes import CardWishes
from desk.ui.panes.customers.deeds import CustomerDeeds
from desk.ui.panes.customers.notes import Notes
from desk.ui.panes.customers.readings import Listed
from desk.ui.panes.customers.screen import CustomersScreen
from desk.ui.panes.customers.view_model import CustomersModel

if TYPE_CHECKING:  # what only deeds need does not keep the list waiting
    from desk.ui.panes.customers.card_panel import CardPanel
    from desk.ui.panes.customers.new_customer import NewCustomer

NAME = "customers"
TABLE_KEPT = "customers.table"


class CustomersPage(Page):
    """Customers; `reveal` takes customer_id, with part=… of the card, or new="" for the sheet."""

    def __init__(self, context: Context) -> None:
        super().__init__(NAME)
        self._context = context
        self.model = CustomersModel(context.desk, self)
        self.card_model = CardModel(context.desk, CARD, self)
        self.deeds = CustomerDeeds(context.desk, context.jobs, self)
        self.notes = Notes(self.deeds, context.toasts, self)
        self.listing = CustomersScreen(self.model)
        self._place = Later(self._make_panel, QSize(WIDTH, HEIGHT), QSize(LEAST_WIDTH, LEAST_HEIGHT))
        self._sheet: NewCustomer | None = None
        self.wishes = CardWishes(self.card_model, self.model, self.deeds, context.navigate, self)
        self.set_screen(self.listing)
        self.dock = self.add_dock(
            "card", N_("Customer card"), self._place, Qt.DockWidgetArea.RightDockWidgetArea, WIDTH
        )
        self.dock.is_detail = True
        self.dock.set_shortcut("F4")
        self._connect()
        self.listing.table.recall(context.places.state(TABLE_KEPT))
        commands = self._commands()
        context.commands.add(*commands)
        context.commands.rights.guard("edit_customers", self.listing.new)
        self.listing.addActions([context.commands.action(one.name) for one in commands])

    @property
    def panel(self) -> CardPanel:
        """The card; it is made once the rows are painted, or when it is wanted before."""
        return self._place.get()

    @property
    def sheet(self) -> NewCustomer:
        """The sheet for a new customer; it is made when it is first wanted."""
        if self._sheet is None:
            self._sheet = self._make_sheet()
        return self._sheet

    def reveal(self, **target: str) -> None:
        if "customer_id" in target:
            self._context.jobs.start(self._show_customer(target["customer_id"]), self)
            if part := target.get("part"):
                self.panel.show_part(part)
        elif "new" in target:
            self.start_new()

    def leave(self, go_on: Callable[[], None]) -> None:
        panel, sheet = self._place.made(), self._sheet
        unsaved = len(panel.form.unsaved()) if panel is not None else 0
        unsaved += int(sheet is not None and sheet.is_touched())
        if unsaved:
            from desk.ui.panes.customers import questions

            questions.ask_to_leave(self, unsaved, go_on)
        else:
            go_on()

    def start_new(self) -> None:
        """Open the sheet for a new customer."""
        self.sheet.start(self.model.state.shop)

    def show_card(self) -> None:
        """Show the card and go to it."""
        self._raise_card()
        self.panel.show_part(ACTIVITY)
        self.panel.activity.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panel.activity.focusNextChild()

    def edit(self) -> None:
        """Show who it is and go to the first address."""
        self._raise_card()
        self.panel.edit()

    def save(self) -> None:
        """Keep what was typed into the card shown."""
        self.panel.form.save()

    def show_consents(self) -> None:
        """Show what was agreed to and go to the first switch."""
        self._raise_card()
        self.panel.show_part(CONSENTS)
        grid = self.panel.consents.grid
        grid.switch("operational", Channel.EMAIL).setFocus(Qt.FocusReason.OtherFocusReason)

    # --------------------------------------------------------------------------------- inside

    def _commands(self) -> tuple[Command, ...]:
        deeds: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("new", N_("New customer…"), "user-plus", "Ctrl+N", self.start_new),
            ("card", N_("Show the customer card"), "identification-card", "", self.show_card),
            ("edit", N_("Edit the card"), "pencil-simple", "F2", self.edit),
            ("save", N_("Save the card"), "check", "Ctrl+S", self.save),
            ("consents", N_("Show the consents"), "shield-check", "Ctrl+E", self.show_consents),
            ("records", N_("Show the records"), "clipboard-text", "", self.wishes.show_records),
            ("record", N_("New record for this customer…"), "plus", "Ctrl+Shift+N", self.wishes.start_record),
            ("archive", N_("Archive or restore the customer"), "archive", "", self.wishes.archive),
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
        listing = self.listing
        listing.new_requested.connect(self.start_new)
        listing.customer_chosen.connect(self._on_chosen)
        listing.card_wanted.connect(self._on_wanted)
        listing.table.layout_chosen.connect(self._keep_table)
        self.model.paged.error_changed.connect(self._place.soon)  # an answer came: rows, or a failure
        self.deeds.created.connect(self._on_created)

    def _make_panel(self, parent: QWidget) -> CardPanel:
        from desk.ui.panes.customers.card_panel import CardPanel

        panel = CardPanel(self.card_model, self.model, self.deeds, parent)
        if not parent.isVisible():
            self.card_model.pause()
        panel.twin_wanted.connect(self._on_twin)
        self.wishes.listen(panel)
        rights = self._context.commands.rights
        rights.guard("edit_customers", panel.form)
        rights.guard("edit_consents", panel.consents)
        return panel

    def _make_sheet(self) -> NewCustomer:
        from desk.ui.panes.customers.new_customer import NewCustomer
        from desk.ui.panes.customers.twin_search import TwinSearch

        sheet = NewCustomer(TwinSearch(self._context.desk, self._context.jobs, self), self)
        sheet.create_requested.connect(self._on_create)
        sheet.card_wanted.connect(self._on_twin)
        self.model.changed.connect(self._offer_shop)
        return sheet

    def _offer_shop(self) -> None:
        """Offer what the shop has when that is read only after the sheet was opened."""
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.offer(self.model.state.shop)

    def _raise_card(self) -> None:
        self.dock.show()
        self.dock.raise_()

    def _on_chosen(self, listed: Listed | None) -> None:
        if listed is not None:
            self.card_model.show(listed.id)

    def _on_wanted(self, listed: Listed) -> None:
        self.card_model.show(listed.id)
        self.show_card()

    def _on_twin(self, customer_id: str) -> None:
        self.reveal(customer_id=customer_id)

    def _on_create(self, draft: CustomerDraft, consents: tuple[ConsentDraft, ...]) -> None:
        self.deeds.create(draft, consents, self.sheet.show_failure)

    def _on_created(self, customer_id: str, _name: str) -> None:
        """Show the card; the list keeps what it shows, and marks the customer once they are in it."""
        self.sheet.finish()
        self.listing.select(customer_id)
        self.card_model.show(customer_id)
        self._raise_card()

    async def _show_customer(self, customer_id: str) -> None:
        if not self.listing.select(customer_id):
            card = await self._context.desk.db.read(
                lambda session: Customers(session).get(CustomerId(customer_id))
            )
            address = card.points[0].address if card.points else ""
            self.model.look_up(card.full_name or address, archived=card.archived_at is not None)
        self.card_model.show(customer_id)
        self._raise_card()

    def _keep_table(self) -> None:
        self._context.places.keep_state(TABLE_KEPT, self.listing.table.layout_state())
