# SPDX-License-Identifier: LicenseRef-Desk
"""Asks for the proof of a change of mind: who heard it, where, when, and in which words."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desk import clock
from desk.errors import Problem, Refused
from desk.models.identity import CustomerId
from desk.models.vocabulary import Channel
from desk.services.preferences import ConsentDraft
from desk.services.shop import OperatorCard, first_instant, local_day, read_date
from desk.translation import N_, _
from desk.ui.panes.customers.looks import agreement_text
from desk.ui.theme import SIZE
from desk.ui.widgets import Form, FormField, InfoBar, PageHeader, PrimaryButton, SecondaryButton
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text, formats, problem_text

SOURCES = (
    ("counter", N_("At the counter or by phone")),
    ("reply", N_("In reply to a message")),
    ("preference_page", N_("On the preference page")),
    ("import", N_("On a paper or in another program")),
)
WIDTH = 460
NOON = 12 * 60
_LONG_HEIGHT = 62


class EvidenceDialog(Speaks, QDialog):
    """recorded(ConsentDraft): the person confirmed. Typed text stays until it is kept."""

    recorded = Signal(object)

    def __init__(self, staff: Sequence[OperatorCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._customer_id = CustomerId("")
        self._name, self._topic, self._channel, self._granted = "", "", Channel.EMAIL, True
        self._usual = ""
        self._header = PageHeader("")
        self._trouble = InfoBar("warn")
        self.form = Form()
        self.form.add("source", FormField("", QComboBox()))
        self.form.add("operator", FormField("", QComboBox()))
        self.form.add("at", FormField("", QLineEdit()))
        self.form.add("wording", FormField("", _wording_editor()))
        self.record_button = PrimaryButton("", "check")
        self._cancel = SecondaryButton("")
        self._lay_out()
        self._staff(staff)
        self.form.changed.connect(self._on_changed)
        self.record_button.clicked.connect(self.submit)
        self._cancel.clicked.connect(self.reject)

    def ask(self, customer: tuple[CustomerId, str], place: tuple[str, Channel], *, granted: bool) -> None:
        """Open for a customer (id, name) and a topic on a channel."""
        self._customer_id, self._name = customer
        self._topic, self._channel = place
        self._granted = granted
        self.form.field("at").set_value(clock.now().astimezone(formats.zone()).strftime("%d/%m/%Y"))
        self.form.field("source").set_value("counter")
        self.retranslate()
        self._usual = ""
        self.form.field("wording").set_value("")
        self._word()
        self.open()
        self.form.field("wording").editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Ask for it to be written down; a date that cannot be read is told under its field."""
        values = {name: str(value or "").strip() for name, value in self.form.values().items()}
        at = _instant(values["at"])
        if at is None:
            wrong = Problem(code="bad_date", place="at", details={"value": values["at"] or "–"})
            self.form.show_problems([wrong], problem_text)
            return
        self.record_button.setEnabled(False)
        self.recorded.emit(
            ConsentDraft(
                customer_id=self._customer_id,
                topic=self._topic,
                channel=self._channel,
                granted=self._granted,
                source=values["source"],
                wording=values["wording"],
                operator=values["operator"],
                at=at,
            )
        )

    def show_failure(self, error: Exception) -> None:
        """Say why it could not be kept; everything typed stays."""
        self.record_button.setEnabled(True)
        if isinstance(error, Refused):
            placed = [
                Problem(code=one.code, place=one.place.rpartition(".")[2], details=one.details)
                for one in error.problems
            ]
            self.form.show_problems(placed, problem_text)
            return
        failure = failure_text(error)
        self._trouble.show_message(f"{failure.title} {failure.sentence}", details=failure.detail)

    def finish(self) -> None:
        """Close: it is kept."""
        self.record_button.setEnabled(True)
        self.accept()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        what = agreement_text(self._topic, self._channel)
        title = _("{name} agrees") if self._granted else _("{name} no longer agrees")
        self._header.set_title(title.format(name=self._name))
        self._header.set_subtitle(what)
        self.setWindowTitle(what)
        labels = (_("Where it was said"), _("Who heard it"), _("When (day/month/year)"), _("In which words"))
        for name, label in zip(("source", "operator", "at", "wording"), labels, strict=True):
            self.form.field(name).set_label(label)
        self.form.field("wording").set_hint(_("This line is the proof; it is never changed or removed."))
        source = self.form.field("source").editor
        if isinstance(source, QComboBox):
            for place, (_key, label) in enumerate(SOURCES):
                source.setItemText(place, _(label))
        self.record_button.setText(_("Record the agreement") if self._granted else _("Record the refusal"))
        self._cancel.setText(_("Change nothing"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        source = self.form.field("source").editor
        if isinstance(source, QComboBox):
            for key, label in SOURCES:
                source.addItem(_(label), key)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._cancel, self.record_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        for widget in (self._header, self._trouble, self.form):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _staff(self, staff: Sequence[OperatorCard]) -> None:
        combo = self.form.field("operator").editor
        if isinstance(combo, QComboBox):
            combo.setEditable(True)
            for one in staff:
                combo.addItem(one.name)
            combo.setCurrentIndex(0 if staff else -1)

    def _on_changed(self) -> None:
        self._trouble.hide()
        self._word()

    def _word(self) -> None:
        """Propose words for the proof as long as nobody typed others."""
        field = self.form.field("wording")
        if str(field.value() or "") != self._usual:
            return
        self._usual = usual_wording(
            str(self.form.field("source").value()),
            str(self.form.field("operator").value() or ""),
            str(self.form.field("at").value() or ""),
            granted=self._granted,
        )
        field.set_value(self._usual)


def usual_wording(source: str, operator: str, day: str, *, granted: bool) -> str:
    """Return the words that usually prove it; "" where only the person can know them."""
    if source != "counter":
        return ""
    said = _("Oral agreement at the counter") if granted else _("Oral refusal at the counter")
    return ", ".join(part for part in (said, operator.strip(), day.strip()) if part)


def _instant(text: str) -> datetime | None:
    """Return when it was said: now for today, else noon of the day; None when it is no date."""
    now = clock.now()
    day = read_date(text)
    if day is None:
        return None
    if day == local_day(now, formats.zone()):
        return now
    return first_instant(day, NOON, formats.zone())


def _wording_editor() -> QPlainTextEdit:
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(_LONG_HEIGHT)
    return editor
