# SPDX-License-Identifier: LicenseRef-Desk
"""What a new record is made of: for whom and when at one side, what it is about at the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desk import clock
from desk.errors import Problem
from desk.models.identity import LocationId, OperatorId
from desk.services.events import KINDS, RecordKind
from desk.services.shop import RecordDraft
from desk.translation import _
from desk.ui.panes.records import moment_text
from desk.ui.panes.records.field_form import FieldForm
from desk.ui.panes.records.moment_field import MomentField
from desk.ui.panes.records.own_fields import merged, own_fields, read_values
from desk.ui.panes.records.quick_row import QuickRow
from desk.ui.panes.records.readings import Shop
from desk.ui.theme import SIZE
from desk.ui.widgets import Form, FormField
from desk.ui.widgets.customer_field import CustomerField
from desk.ui.widgets.customer_search import CustomerSearch
from desk.ui.wording import field_name, formats, problem_text

CUSTOMER, TITLE, DUE, PLACE, ASSIGNEE = "customer_id", "title", "due_at", "location_id", "assignee_id"


class RecordForm(QWidget):
    """Two columns that scroll. What is typed for one kind comes back when that kind does."""

    def __init__(self, search: CustomerSearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = KINDS[0]
        self._shop = Shop()
        self._kept: dict[str, dict[str, str]] = {}
        self._search = search
        self.picker = CustomerField(search, lambda: _("Customer"))
        self.when = Form()
        self.what = Form()
        self.own = FieldForm(())
        self._quick = QuickRow()
        self._right = QVBoxLayout()
        self._lay_out()
        self._build()
        self._quick.picked.connect(self._on_quick)
        self.editor(DUE).changed.connect(self._say_past)
        place = self.editor(PLACE).editor
        if isinstance(place, QComboBox):
            place.currentIndexChanged.connect(self._offer_quick)

    def editor(self, name: str) -> FormField:
        """Return the field of the title, the date, the site, the assignee, or an own field."""
        if name == TITLE:
            return self.what.field(name)
        return self.when.field(name) if name in {DUE, PLACE, ASSIGNEE} else self.own.field(name)

    def show_kind(self, kind: RecordKind) -> None:
        """Ask for the fields of another kind; what both have in common stays."""
        if kind is not self.kind:
            self._kept[self.kind.name] = self.own.texts()
            self.kind = kind
            self._build()
            self.own.fill(self._kept.get(kind.name, {}))

    def offer(self, shop: Shop) -> None:
        """Offer the sites and the staff of `shop`; the default site is chosen at first."""
        self._shop = shop
        places = [(place.name, str(place.id)) for place in shop.places]
        people = [(one.name, str(one.id)) for one in shop.operators if one.is_active]
        _fill(self.editor(PLACE), places)
        _fill(self.editor(ASSIGNEE), [(_("Nobody yet"), ""), *people])
        self.editor(PLACE).setVisible(len(places) > 1)
        self._offer_quick()

    def is_touched(self) -> bool:
        """Whether something was typed or chosen that would be lost."""
        texts = [*self.own.texts().values(), *(self._text(name) for name in (TITLE, DUE))]
        state = self._search.state
        return any(text.strip() for text in [*texts, state.text]) or state.chosen is not None

    def empty(self) -> None:
        """Throw away what was typed."""
        self._kept.clear()
        self._search.clear()
        self.when.set_values({DUE: ""})
        self._say_past()
        self.what.set_values({TITLE: ""})
        self.own.fill({})
        for name in (PLACE, ASSIGNEE):
            combo = self.editor(name).editor
            if isinstance(combo, QComboBox):
                combo.setCurrentIndex(0)
        self.show_problems([])

    def draft(self) -> RecordDraft | None:
        """Return the record as typed; None when something is missing or cannot be read, which is shown."""
        now, zone = clock.now(), formats.zone()
        values, problems = read_values(self.own.fields, self.own.texts(), zone, now)
        due_at = None
        try:
            due_at = moment_text.read_moment(self._text(DUE), zone, now)
        except ValueError:
            problems.append(Problem(code="bad_date", place=DUE, details={"value": self._text(DUE)}))
        customer = self._search.state.chosen
        if customer is None:
            problems.append(Problem(code="missing_field", place=CUSTOMER))
        self.show_problems(problems)
        if problems or customer is None:
            return None
        return RecordDraft(
            kind=self.kind.name,
            status="",
            customer_id=customer.id,
            title=self._text(TITLE),
            location_id=LocationId(self._text(PLACE)) if self._text(PLACE) else None,
            assignee_id=OperatorId(self._text(ASSIGNEE)) if self._text(ASSIGNEE) else None,
            due_at=due_at,
            fields=merged({}, values),
        )

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong, each under its field; none clears all."""
        own = {one.name for one in self.own.fields}
        customer = [one for one in problems if one.place == CUSTOMER]
        self.own.show_problems([one for one in problems if one.place in own])
        self.what.show_problems([one for one in problems if one.place == TITLE], problem_text)
        rest = [one for one in problems if one.place not in own | {TITLE, CUSTOMER}]
        self.when.show_problems(rest, problem_text)
        self.picker.set_problem(problem_text(customer[0]) if customer else "")

    def go_to_first(self) -> None:
        """Give the keyboard to what is asked first: the customer, or the title when there is one."""
        first = self.picker.field if self._search.state.chosen is None else self.editor(TITLE).editor
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.picker.retranslate()
        self.editor(TITLE).set_label(field_name(self.kind.title_field))
        self.editor(DUE).set_label(field_name(self.kind.due_field))
        self.editor(PLACE).set_label(_("Location"))
        self.editor(ASSIGNEE).set_label(field_name(self.kind.assignee_field))
        self.own.retranslate()
        self._offer_quick()
        self._say_past()

    def _lay_out(self) -> None:
        self.when.add(DUE, FormField("", MomentField()))
        self.when.add_widget(self._quick)
        self.when.add(PLACE, FormField("", QComboBox()))
        self.when.add(ASSIGNEE, FormField("", QComboBox()))
        self.what.add(TITLE, FormField("", QLineEdit()))
        left = QVBoxLayout()
        for column, widgets in ((left, (self.picker, self.when)), (self._right, (self.what, self.own))):
            column.setContentsMargins(0, 0, SIZE.space_s, 0)
            column.setSpacing(SIZE.space_m)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_l)
        row.addWidget(_scrolled(left), 1)
        row.addWidget(_scrolled(self._right), 1)

    def _build(self) -> None:
        old = self.own
        self.own = FieldForm(own_fields(self.kind))
        self._right.replaceWidget(old, self.own)
        old.hide()
        old.deleteLater()
        self.retranslate()

    def _offer_quick(self) -> None:
        self._quick.offer(self._shop.place(self._text(PLACE) or None))

    def _on_quick(self, text: str) -> None:
        self.editor(DUE).set_value(text)
        self.editor(DUE).set_problem("")
        self._say_past()

    def _say_past(self) -> None:
        """Say that a date has passed already; it may be meant, so nothing is refused."""
        is_past = moment_text.is_past(self._text(DUE), formats.zone(), clock.now())
        self.editor(DUE).set_hint(_("This moment has passed: it will be overdue at once.") if is_past else "")

    def _text(self, name: str) -> str:
        return str(self.editor(name).value() or "")


def _fill(field: FormField, choices: list[tuple[str, str]]) -> None:
    combo = field.editor
    if isinstance(combo, QComboBox):
        before = combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        for label, key in choices:
            combo.addItem(label, key)
        combo.setCurrentIndex(max(combo.findData(before), 0) if before is not None else 0)
        combo.blockSignals(False)


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    inside.setProperty("role", "clear")
    inside.setLayout(column)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
