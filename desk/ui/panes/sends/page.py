# SPDX-License-Identifier: LicenseRef-Desk
"""The page of sends: the list, the pane "Why?" in a dock, and what can be done with them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desk import clock
from desk.models.identity import CustomerId, RecordId
from desk.services.delivery import DeliveryRow, History
from desk.services.shop import Customers, Records
from desk.services.store import Session
from desk.translation import N_, _, ngettext
from desk.ui.commands import Command
from desk.ui.docks import Page
from desk.ui.panes import Context
from desk.ui.panes.sends.bulk import DeedKind
from desk.ui.panes.sends.deeds import SendDeeds
from desk.ui.panes.sends.exporting import Export, Exported
from desk.ui.panes.sends.filters import Period, Shown
from desk.ui.panes.sends.notes import Notes
from desk.ui.panes.sends.remedies import Remedy
from desk.ui.panes.sends.screen import SendsScreen
from desk.ui.panes.sends.view_model import SendsModel
from desk.ui.panes.sends.why_model import WhyModel
from desk.ui.panes.sends.why_panel import MESSAGE, REASONS, WIDTH, WhyPanel
from desk.ui.wording import formats

NAME = "sends"
TABLE_KEPT = "sends.table"
PERIOD_KEPT = "sends.period"
FOLDER_KEPT = "sends.folder"

_DEEDS = {
    Remedy.APPROVE: DeedKind.APPROVE,
    Remedy.DECLINE: DeedKind.CANCEL,
    Remedy.CANCEL: DeedKind.CANCEL,
    Remedy.ARRIVED: DeedKind.ARRIVED,
    Remedy.NOT_ARRIVED: DeedKind.NOT_ARRIVED,
    Remedy.RESEND: DeedKind.RESEND,
    Remedy.RESEND_NEWEST: DeedKind.RESEND_NEWEST,
}
_PARTS = {Remedy.CONSENT: "consents", Remedy.EXCLUSION: "consents", Remedy.ADDRESS: "details"}
"""Which part of the customer's card helps."""


class SendsPage(Page):
    """Sends; `reveal` takes delivery_id, customer_id, record_id, rule_id or shown (of filters.Shown)."""

    def __init__(self, context: Context) -> None:
        super().__init__(NAME)
        self._context = context
        kept = context.places.text(PERIOD_KEPT)
        period = Period(kept) if kept in set(Period) - {Period.CUSTOM} else Period.TODAY
        self.model = SendsModel(context.desk, self, period)
        self.why = WhyModel(context.desk, context.jobs, self)
        self.deeds = SendDeeds(context.desk, context.jobs, self)
        self.export = Export(context.desk, context.jobs, self)
        self.notes = Notes(self.deeds, context.toasts, self)
        self.listing = SendsScreen(self.model, self.deeds)
        self.panel = WhyPanel(self.why)
        self.set_screen(self.listing)
        self.dock = self.add_dock("why", N_("Why?"), self.panel, Qt.DockWidgetArea.RightDockWidgetArea, WIDTH)
        self.dock.is_detail = True
        self.dock.set_shortcut("F4")
        self._was_approving = False
        self._connect()
        self.listing.table.recall(context.places.state(TABLE_KEPT))
        context.commands.add(*self._commands())
        _hold_back(context, self.listing, self.panel)
        self.listing.list.addActions([context.commands.action(one.name) for one in self._commands()])

    def reveal(self, **target: str) -> None:
        if "delivery_id" in target:
            self._context.jobs.start(self._show_send(target["delivery_id"]), self)
        elif "customer_id" in target:
            self._context.jobs.start(self._show_customer(target["customer_id"]), self)
        elif "record_id" in target:
            self._context.jobs.start(self._show_record(target["record_id"]), self)
        elif "rule_id" in target:
            self.model.clear()
            self.model.choose_period(Period.ALL)
            self.model.choose_rule(target["rule_id"])
        elif target.get("shown") in set(Shown):
            self.model.choose(Shown(target["shown"]), Period.ALL)

    def undo(self) -> None:
        self.notes.undo()

    def show_why(self) -> None:
        """Show why the current send went as it did, and go there."""
        self._show_part(REASONS)
        self.panel.trace.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_message(self) -> None:
        """Show the message of the current send."""
        self._show_part(MESSAGE)

    def ask_export(self) -> None:
        """Ask where to write what the list shows."""
        folder = Path(self._context.places.text(FOLDER_KEPT) or Path.home())
        day = clock.now().astimezone(formats.zone()).strftime("%Y-%m-%d")
        name = _("sends") + f"-{day}.csv"
        dialog = QFileDialog(self, _("Export the sends"), str(folder / name), _("Table (*.csv)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, file: str) -> None:
        """Write what the list shows into `file`."""
        self._context.places.keep_text(FOLDER_KEPT, str(Path(file).parent))
        self.export.begin(self.model.state, Path(file))

    # --------------------------------------------------------------------------------- inside

    def _commands(self) -> tuple[Command, ...]:
        ask = self.listing.request
        deeds: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("resend", N_("Send again…"), "arrow-clockwise", "Ctrl+R", partial(ask, DeedKind.RESEND)),
            (
                "resend_newest",
                N_("Send again with today’s text…"),
                "file-text",
                "",
                partial(ask, DeedKind.RESEND_NEWEST),
            ),
            ("approve", N_("Approve"), "check", "Ctrl+Return", partial(ask, DeedKind.APPROVE)),
            ("cancel", N_("Call off or decline"), "x", "Del", partial(ask, DeedKind.CANCEL)),
            ("why", N_("Show why"), "question", "", self.show_why),
            ("message", N_("Show the message"), "envelope-simple", "F8", self.show_message),
            ("customer", N_("Open the customer card"), "user", "", self._open_customer),
            ("failures", N_("Send all failures again…"), "x-circle", "", self.deeds.plan_failures),
            ("export", N_("Export what is shown…"), "export", "Ctrl+Shift+X", self.ask_export),
            ("find", N_("Search the sends"), "magnifying-glass", "Ctrl+F", self._find),
            ("clear", N_("Clear the filters"), "x", "", self.model.clear),
            ("refresh", N_("Read the list again"), "arrow-clockwise", "F5", self.model.refresh),
        )
        return tuple(
            Command(
                name=f"{NAME}.{name}",
                label=label,
                icon=icon,
                shortcut=key,
                run=run,
                menu="file" if name == "export" else "tools",
                section=NAME,
                page=NAME,
            )
            for name, label, icon, key, run in deeds
        )

    def _connect(self) -> None:
        self.model.changed.connect(self._on_model)
        self.listing.list.send_chosen.connect(self._on_send)
        self.listing.table.row_activated.connect(self._on_wanted)
        self.listing.head.export_requested.connect(self.ask_export)
        self.listing.simulate_requested.connect(partial(self._context.navigate, "rules"))
        self.listing.table.layout_chosen.connect(self._keep_table)
        self.panel.remedy_wanted.connect(self._on_remedy)
        self.export.finished.connect(self._on_exported)

    def _on_model(self) -> None:
        state = self.model.state
        if state.filters.period is not Period.CUSTOM and not state.is_approving:
            self._context.places.keep_text(PERIOD_KEPT, state.filters.period.value)
        if state.figures is not None:
            pressing = state.figures.pressing
            self.badge_changed.emit(pressing.unhandled + pressing.awaiting + pressing.unconfirmed)
        if state.is_approving != self._was_approving:
            self._was_approving = state.is_approving
            self.panel.show_part(MESSAGE if state.is_approving else REASONS)

    def _on_send(self, row: DeliveryRow | None) -> None:
        self.why.show(row.id if row is not None else "")

    def _on_wanted(self, row: DeliveryRow) -> None:
        self.why.show(row.id)
        self.show_why()

    def _on_remedy(self, remedy: Remedy) -> None:
        why = self.why.state.why
        if why is None:
            return
        row = why.detail.row
        if remedy in _DEEDS:
            self.deeds.do_one(_DEEDS[remedy], row)
        elif remedy is Remedy.ACCOUNTS:
            self._context.navigate("settings", page="accounts")
        elif remedy is Remedy.RULE:
            self._context.navigate("rules", rule_id=row.rule_id)
        elif remedy is Remedy.TEMPLATE:
            self._context.navigate(
                "templates", template_id=why.detail.template_id or "", channel=row.channel.value
            )
        else:
            part = _PARTS.get(remedy, "")
            self._context.navigate("customers", customer_id=row.customer_id, part=part)

    def _show_part(self, part: str) -> None:
        self.dock.show()
        self.dock.raise_()
        self.panel.show_part(part)

    def _open_customer(self) -> None:
        row: DeliveryRow | None = self.listing.table.current_row()
        if row is not None:
            self._context.navigate("customers", customer_id=row.customer_id)

    def _find(self) -> None:
        self.listing.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.listing.bar.search.selectAll()

    def _on_exported(self, done: Exported) -> None:
        said = ngettext("{count} send written to {file}.", "{count} sends written to {file}.", done.rows)
        url = QUrl.fromLocalFile(str(done.file.parent))
        self._context.toasts.show_toast(
            said.format(count=formats.number(done.rows), file=done.file.name),
            [(_("Show the folder"), partial(QDesktopServices.openUrl, url))],
            icon="file-csv",
        )

    def _keep_table(self) -> None:
        self._context.places.keep_state(TABLE_KEPT, self.listing.table.layout_state())

    async def _show_send(self, delivery_id: str) -> None:
        def work(session: Session) -> DeliveryRow:
            return History(session).detail(delivery_id).row

        row = await self._context.desk.db.read(work)
        self.model.show_about(row.customer_name, customer_id=row.customer_id)
        self.listing.list.select(delivery_id)
        self.why.show(delivery_id)
        self.dock.show()

    async def _show_customer(self, customer_id: str) -> None:
        card = await self._context.desk.db.read(
            lambda session: Customers(session).get(CustomerId(customer_id))
        )
        self.model.show_about(card.full_name, customer_id=customer_id)

    async def _show_record(self, record_id: str) -> None:
        card = await self._context.desk.db.read(lambda session: Records(session).get(RecordId(record_id)))
        self.model.show_about(card.reference, record_id=record_id)


def _hold_back(context: Context, listing: SendsScreen, panel: WhyPanel) -> None:
    """Let only those send again, call off and approve who may."""
    rights, chosen = context.commands.rights, listing.selection
    rights.guard("resend", chosen.resend, chosen.cancel, listing.head.failures)
    rights.guard("approve", chosen.approve, panel.approve, panel.decline)
