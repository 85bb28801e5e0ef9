# SPDX-License-Identifier: LicenseRef-Desk
"""The sheet on which a new record is written; what is typed survives until it is kept or thrown away."""

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk import clock
from desk.errors import Problem, Refused
from desk.models.identity import LocationId, OperatorId
from desk.services.events import KINDS, RecordKind, record_kind
from desk.services.shop import RecordDraft
from desk.translation import _
from desk.ui.panes.records import moment_text
from desk.ui.panes.records.customer_picker import CustomerPicker
from desk.ui.panes.records.customer_search import CustomerSearch
from desk.ui.panes.records.field_form import FieldForm
from desk.ui.panes.records.moment_field import MomentField
from desk.ui.panes.records.own_fields import merged, own_fields, read_values
from desk.ui.panes.records.quick_row import QuickRow
from desk.ui.panes.records.readings import Shop
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    Divider,
    Form,
    FormField,
    InfoBar,
    LinkButton,
    PageHeader,
    PrimaryButton,
    SecondaryButton,
    Segments,
)
from desk.ui.wording import failure_text, field_name, formats, problem_text

CUSTOMER, TITLE, DUE, PLACE, ASSIGNEE = "customer_id", "title", "due_at", "location_id", "assignee_id"
WIDTH, HEIGHT = 780, 560


@dataclass(slots=True)
class _Kept:
    """What was typed for one kind."""

    own: dict[str, str] = field(default_factory=dict)


class NewRecord(QDialog):
    """create_requested(RecordDraft). Closing keeps what was typed; `start` shows it again."""

    create_requested = Signal(object)

    def __init__(self, search: CustomerSearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = KINDS[0]
        self._shop = Shop()
        self._kept: dict[str, _Kept] = {}
        self._header = PageHeader("")
        self._kinds = Segments("")
        self._trouble = InfoBar("warn")
        self._search = search
        self.picker = CustomerPicker(search)
        self.form = Form()
        self.what = Form()
        self.own = FieldForm(())
        self._quick = QuickRow()
        self.create_button = PrimaryButton("", "plus")
        self._cancel = SecondaryButton("")
        self._empty = LinkButton("", "trash", quiet=True)
        self._lay_out()
        self._connect()
        self._build(self._kind)
        self.retranslate()

    def start(self, kind: str, shop: Shop, customer_id: str = "") -> None:
        """Open the sheet for a kind, as it was left when something is unfinished on it."""
        self._shop = shop
        self._offer()
        if not self.is_touched():
            self.show_kind(kind)
        if customer_id:
            self._search.choose_id(customer_id)
        is_back = self.is_touched()
        self._empty.setVisible(is_back)
        if is_back:
            self._trouble.show_message(_("What you had begun is still here."), role="info")
        else:
            self._trouble.hide()
        self.open()
        first = self.picker.search if self._search.state.chosen is None else self.what.field(TITLE).editor
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_touched(self) -> bool:
        """Whether something was typed or chosen that would be lost."""
        own = any(text.strip() for text in self.own.texts().values())
        typed = any(str(self._editor(name).value() or "").strip() for name in (TITLE, DUE))
        state = self._search.state
        return own or typed or state.chosen is not None or bool(state.text.strip())

    def finish(self) -> None:
        """Close the sheet and empty it: the record is kept."""
        self.empty()
        self.accept()

    def empty(self) -> None:
        """Throw away what was typed."""
        self._kept.clear()
        self.create_button.setEnabled(True)
        self._search.clear()
        self.form.set_values({DUE: ""})
        self.what.set_values({TITLE: ""})
        self.own.fill({})
        self._offer()
        self._trouble.hide()
        self._empty.hide()
        self._show_problems([])

    def show_kind(self, name: str) -> None:
        """Ask for the fields of another kind; what both have in common stays."""
        if name != self._kind.name:
            self._kept[self._kind.name] = _Kept(own=self.own.texts())
            self._build(record_kind(name))
            self.own.fill(self._kept.get(name, _Kept()).own)
        self._kinds.set_current(name)

    def show_failure(self, error: Exception) -> None:
        """Say why the record could not be kept; everything typed stays."""
        self.create_button.setEnabled(True)
        if isinstance(error, Refused):
            self._show_problems(list(error.problems))
        else:
            failure = failure_text(error)
            text = f"{failure.title} {failure.sentence}".strip()
            self._trouble.show_message(text, details=failure.detail, role="warn")

    def submit(self) -> None:
        """Ask for the record to be kept; what is missing or cannot be read is told under its field."""
        now, zone = clock.now(), formats.zone()
        values, problems = read_values(self.own.fields, self.own.texts(), zone, now)
        due_text = str(self._editor(DUE).value() or "")
        due_at = None
        try:
            due_at = moment_text.read_moment(due_text, zone, now)
        except ValueError:
            problems.append(Problem(code="bad_date", place=DUE, details={"value": due_text}))
        customer = self._search.state.chosen
        if customer is None:
            problems.append(Problem(code="missing_field", place=CUSTOMER))
        self._show_problems(problems)
        if problems or customer is None:
            return
        self.create_button.setEnabled(False)
        place, assignee = (str(self._editor(name).value() or "") for name in (PLACE, ASSIGNEE))
        draft = RecordDraft(
            kind=self._kind.name,
            status="",
            customer_id=customer.id,
            title=str(self._editor(TITLE).value() or ""),
            location_id=LocationId(place) if place else None,
            assignee_id=OperatorId(assignee) if assignee else None,
            due_at=due_at,
            fields=merged({}, values),
        )
        self.create_requested.emit(draft)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setWindowTitle(_("New record"))
        self._header.set_title(_("New record"))
        self._kinds.setAccessibleName(_("Kind of record"))
        for kind in KINDS:
            self._kinds.set_text(kind.name, _(kind.label))
        self.picker.retranslate()
        self.create_button.setText(_("Create"))
        self._cancel.setText(_("Close"))
        self._empty.setText(_("Empty the form"))
        self._say_labels()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submit()
            return  # Enter in a field does not create: too much is decided by it
        super().keyPressEvent(event)

    # --------------------------------------------------------------------------------- inside

    def _lay_out(self) -> None:
        self.resize(WIDTH, HEIGHT)
        self.setModal(True)
        for kind in KINDS:
            self._kinds.add(kind.name, "")
        self._header.add_action(self._kinds)
        self.form.add(DUE, FormField("", MomentField()))
        self.form.add_widget(self._quick)
        self.form.add(PLACE, FormField("", QComboBox()))
        self.form.add(ASSIGNEE, FormField("", QComboBox()))
        self.what.add(TITLE, FormField("", QLineEdit()))
        sides = QHBoxLayout()
        sides.setSpacing(SIZE.space_xl)
        self._right = QWidget()
        self._what_column = QVBoxLayout(self._right)
        self._what_column.setContentsMargins(0, 0, 0, 0)
        self._what_column.setSpacing(SIZE.space_m)
        for widget in (self.what, self.own):
            self._what_column.addWidget(widget)
        self._what_column.addStretch(1)
        sides.addWidget(_side(self.picker, self.form), 1)
        sides.addWidget(_scrolled(self._right), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._empty)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.create_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(self._header)
        column.addWidget(self._trouble)
        column.addLayout(sides, 1)
        column.addWidget(Divider())
        column.addLayout(buttons)
        self.create_button.setAutoDefault(False)
        self._cancel.setAutoDefault(False)

    def _connect(self) -> None:
        self._kinds.current_key_changed.connect(self.show_kind)
        self.create_button.clicked.connect(self.submit)
        self._cancel.clicked.connect(self.reject)
        self._empty.clicked.connect(self.empty)
        self._quick.picked.connect(self._on_quick)
        place = self._editor(PLACE).editor
        if isinstance(place, QComboBox):
            place.currentIndexChanged.connect(self._offer_quick)

    def _build(self, kind: RecordKind) -> None:
        self._kind = kind
        old = self.own
        self.own = FieldForm(own_fields(kind))
        self._what_column.replaceWidget(old, self.own)
        old.hide()
        old.deleteLater()
        self._say_labels()

    def _say_labels(self) -> None:
        self._editor(TITLE).set_label(field_name(self._kind.title_field))
        self._editor(DUE).set_label(field_name(self._kind.due_field))
        self._editor(PLACE).set_label(_("Location"))
        self._editor(ASSIGNEE).set_label(field_name(self._kind.assignee_field))
        self.own.retranslate()
        self._offer_quick()

    def _offer(self) -> None:
        """Offer the sites and the staff; the default site is chosen."""
        places = [(place.name, str(place.id)) for place in self._shop.places]
        people = [(one.name, str(one.id)) for one in self._shop.operators if one.is_active]
        _fill(self._editor(PLACE), places)
        _fill(self._editor(ASSIGNEE), [(_("Nobody yet"), ""), *people])
        self._editor(PLACE).setVisible(len(places) > 1)
        self._offer_quick()

    def _offer_quick(self) -> None:
        place = self._shop.place(str(self._editor(PLACE).value() or "") or None)
        self._quick.offer(place)

    def _on_quick(self, text: str) -> None:
        self._editor(DUE).set_value(text)
        self._editor(DUE).set_problem("")

    def _editor(self, name: str) -> FormField:
        return self.what.field(name) if name == TITLE else self.form.field(name)

    def _show_problems(self, problems: list[Problem]) -> None:
        of_customer = [one for one in problems if one.place == CUSTOMER]
        own = {one.name for one in self.own.fields}
        self.own.show_problems([one for one in problems if one.place in own])
        self.what.show_problems([one for one in problems if one.place == TITLE], problem_text)
        rest = [one for one in problems if one.place not in own | {TITLE, CUSTOMER}]
        self.form.show_problems(rest, problem_text)
        self.picker.set_problem(problem_text(of_customer[0]) if of_customer else "")


def _fill(editor: FormField, choices: list[tuple[str, str]]) -> None:
    combo = editor.editor
    if isinstance(combo, QComboBox):
        before = combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        for label, key in choices:
            combo.addItem(label, key)
        combo.setCurrentIndex(max(combo.findData(before), 0) if before is not None else 0)
        combo.blockSignals(False)


def _side(*widgets: QWidget) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SIZE.space_m)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return side


def _scrolled(inside: QWidget) -> QScrollArea:
    inside.setProperty("role", "clear")
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
