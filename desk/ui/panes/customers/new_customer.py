# SPDX-License-Identifier: LicenseRef-Desk
"""The sheet on which a new customer is written; what is typed survives until it is kept or thrown away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desk import clock
from desk.errors import Refused
from desk.models.identity import CustomerId
from desk.models.vocabulary import Channel
from desk.services.preferences import ConsentDraft
from desk.services.shop import CustomerRow
from desk.translation import _
from desk.ui.panes.customers.consent_grid import ConsentGrid
from desk.ui.panes.customers.evidence import usual_wording
from desk.ui.panes.customers.looks import name_of, phone_text
from desk.ui.panes.customers.new_customer_form import NewCustomerForm
from desk.ui.panes.customers.readings import Shop
from desk.ui.panes.customers.twin_search import TwinSearch
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    CheckItem,
    CheckList,
    FormField,
    InfoBar,
    LinkButton,
    PageHeader,
    PrimaryButton,
    SecondaryButton,
    SectionLabel,
    Text,
)
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text, formats

WIDTH = 560


class NewCustomer(Speaks, QDialog):
    """create_requested(CustomerDraft, tuple of ConsentDraft). card_wanted(id): somebody who is there already.

    Closing keeps what was typed; `start` shows it again.
    """

    create_requested = Signal(object, object)
    card_wanted = Signal(str)

    def __init__(self, twins: TwinSearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._twins = twins
        self._operator = ""
        self._header = PageHeader("")
        self._trouble = InfoBar("warn")
        self.form = NewCustomerForm()
        self._twins_title = Text("", "strong", wrap=True)
        self.found = CheckList("")
        self._consents_title = SectionLabel()
        self._hint = Text("", "muted", wrap=True)
        self.grid = ConsentGrid((Channel.EMAIL, Channel.SMS))
        self.wording = FormField("", QLineEdit())
        self.create_button = PrimaryButton("", "user-plus")
        self._close = SecondaryButton("")
        self._empty = LinkButton("", "trash", quiet=True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def start(self, shop: Shop) -> None:
        """Open the sheet, as it was left when something is unfinished on it."""
        self.offer(shop)
        is_back = self.is_touched()
        self._empty.setVisible(is_back)
        if is_back:
            self._trouble.show_message(_("What you had begun is still here."), role="info", icon="info")
        else:
            self._trouble.hide()
        self.open()
        self.form.go_to_first()

    def offer(self, shop: Shop) -> None:
        """Offer what the shop has; it may be read only after the sheet was opened."""
        self._operator = shop.at_work
        if shop != self.form.shop:
            self.form.offer(shop)

    def is_touched(self) -> bool:
        """Whether something was typed or chosen that would be lost."""
        return self.form.is_touched() or bool(self.grid.granted())

    def finish(self) -> None:
        """Close the sheet and empty it: the customer is kept."""
        self.empty()
        self.accept()

    def empty(self) -> None:
        """Throw away what was typed."""
        self.form.empty()
        self.grid.show_granted(frozenset())
        self.wording.hide()
        self.create_button.setEnabled(True)
        self._show_twins(())
        self._twins.look(())
        self._trouble.hide()
        self._empty.hide()

    def submit(self) -> None:
        """Ask for the customer to be kept."""
        if not self.create_button.isEnabled():
            return
        self.create_button.setEnabled(False)
        self.create_requested.emit(self.form.draft(), self._consents())

    def show_failure(self, error: Exception) -> None:
        """Say why the customer could not be kept; everything typed stays."""
        self.create_button.setEnabled(True)
        if not isinstance(error, Refused):
            failure = failure_text(error)
            text = f"{failure.title} {failure.sentence}".strip()
            self._trouble.show_message(text, details=failure.detail, role="warn", icon="warning")
            return
        others = self.form.show_problems(error.problems)
        if others:
            self._trouble.show_message("\n".join(others), role="warn", icon="warning")

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setWindowTitle(_("New customer"))
        self._header.set_title(_("New customer"))
        self.form.retranslate()
        self._twins_title.setText(_("Somebody has this address already:"))
        self.found.setAccessibleName(_("Customers with the same address"))
        self._consents_title.setText(_("Consents"))
        self._hint.setText(
            _("All off until the customer has said yes: without an agreement nothing is sent.")
        )
        self.grid.retranslate()
        self.wording.set_label(_("Proof of the agreement"))
        self.create_button.setText(_("Create the customer"))
        self.create_button.setToolTip(_("Create ({key})").format(key="Ctrl+⏎"))
        self._close.setText(_("Close"))
        self._empty.setText(_("Empty the form"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        buttons = QHBoxLayout()
        buttons.addWidget(self._empty)
        buttons.addStretch(1)
        for button in (self._close, self.create_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(self._header)
        column.addWidget(self._trouble)
        for widget in (self.form, self._twins_title, self.found, self._consents_title, self._hint, self.grid):
            column.addWidget(widget)
        column.addWidget(self.wording)
        column.addStretch(1)
        column.addLayout(buttons)
        for hidden in (self._twins_title, self.found, self.wording):
            hidden.hide()

    def _connect(self) -> None:
        self.create_button.clicked.connect(self.submit)
        self._close.clicked.connect(self.reject)
        self._empty.clicked.connect(self.empty)
        self._twins.found.connect(self._show_twins)
        self.found.verb_requested.connect(self._on_twin)
        self.grid.wanted.connect(self._on_consent)
        self.form.addresses_changed.connect(self._on_address)

    def _consents(self) -> tuple[ConsentDraft, ...]:
        return tuple(
            ConsentDraft(
                customer_id=CustomerId(""),
                topic=topic,
                channel=channel,
                granted=True,
                source="counter",
                wording=str(self.wording.value() or "").strip(),
                operator=self._operator,
            )
            for topic, channel in sorted(self.grid.granted())
        )

    def _show_twins(self, rows: Sequence[CustomerRow]) -> None:
        items = [
            CheckItem(
                key=row.id,
                text=name_of(row),
                state="warn",
                detail=" · ".join(one for one in (row.email, phone_text(row.phone)) if one),
                verb=_("Open the card"),
            )
            for row in rows
        ]
        self.found.set_items(items)
        self.found.setVisible(bool(items))
        self._twins_title.setVisible(bool(items))

    def _on_address(self) -> None:
        self._twins.look(self.form.addresses())

    def _on_twin(self, customer_id: str) -> None:
        self.reject()
        self.card_wanted.emit(customer_id)

    def _on_consent(self, topic: str, channel: Channel, on: bool) -> None:
        granted = self.grid.granted()
        place = frozenset({(topic, channel)})
        self.grid.show_granted(granted | place if on else granted - place)
        if self.wording.isHidden():
            today = clock.now().astimezone(formats.zone()).strftime("%d/%m/%Y")
            self.wording.set_value(usual_wording("counter", self._operator, today, granted=True))
        self.wording.setVisible(bool(self.grid.granted()))
