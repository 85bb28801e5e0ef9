# SPDX-License-Identifier: LicenseRef-Desk
"""The fields of a customer that are typed or chosen one by one."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from desk.errors import Problem
from desk.services.shop import USUAL_LANGUAGES
from desk.translation import N_, _
from desk.ui.panes.customers.looks import language_text
from desk.ui.panes.customers.readings import Shop
from desk.ui.panes.customers.typed import TEXTS
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, Text
from desk.ui.wording import place_name, problem_text

LABELS: Mapping[str, str] = {"tags": N_("Tags (between commas)")}
_CHOSEN = ("language", "timezone", "location_id")
_PAIRS = (("first_name", "last_name"), ("company", "salutation"), ("birth_date", "location_id"))
_WIDE = ("language", "timezone", "tags")
"""What says "As the shop (…)" needs the whole width."""


class IdentityForm(QWidget):
    """changed(): the person typed or chose."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop = Shop()
        self._fields = {name: FormField("", _editor(name)) for name in TEXTS}
        self._others = Text("", "problem", wrap=True)
        self._others.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZE.space_s)
        grid.setVerticalSpacing(SIZE.space_s)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._others, 0, 0, 1, 2)
        for row, pair in enumerate(_PAIRS, start=1):
            for column, name in enumerate(pair):
                grid.addWidget(self._fields[name], row, column, Qt.AlignmentFlag.AlignTop)
        for row, name in enumerate(_WIDE, start=len(_PAIRS) + 1):
            grid.addWidget(self._fields[name], row, 0, 1, 2)
        for field in self._fields.values():
            field.changed.connect(self.changed)
        self.retranslate()

    def field(self, name: str) -> FormField:
        """Return a field by its name."""
        return self._fields[name]

    def values(self) -> dict[str, str]:
        """Return name → what is typed or chosen."""
        return {name: str(field.value() or "") for name, field in self._fields.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show `values`; an editor that holds its value already keeps its cursor."""
        for name, text in values.items():
            field = self._fields[name]
            if name in _CHOSEN:
                _make_room(field.editor, text, self.said(name, text))
            if str(field.value() or "") != text:
                field.set_value(text)

    def offer(self, shop: Shop) -> None:
        """Offer the languages and the sites of the shop."""
        self._shop = shop
        usual = language_text("", shop.default_language) if shop.default_language else ""
        languages = dict.fromkeys((*shop.languages, *USUAL_LANGUAGES))
        _choices(
            self._fields["language"].editor,
            [("", _("As the shop ({language})").format(language=usual))]
            + [(tag, language_text(tag)) for tag in languages],
        )
        _choices(
            self._fields["timezone"].editor,
            [("", _("As the shop ({zone})").format(zone=shop.timezone))] + [(zone, zone) for zone in ZONES],
        )
        _choices(
            self._fields["location_id"].editor, [("", "–"), *((one.id, one.name) for one in shop.places)]
        )

    def said(self, name: str, text: str) -> str:
        """Say a value of a field."""
        if name == "language":
            return language_text(text, self._shop.default_language)
        return (self._shop.place_name(text) or text) if name == "location_id" else text

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong under each field, the rest on top."""
        others = [problem_text(one) for one in problems if one.place not in self._fields]
        self._others.setText("\n".join(others))
        self._others.setVisible(bool(others))
        wrong = {one.place: problem_text(one) for one in reversed(problems)}
        for name, field in self._fields.items():
            field.set_problem(wrong.get(name, ""))
        first = next((self._fields[name] for name in TEXTS if name in wrong), None)
        if first is not None:
            first.editor.setFocus()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        for name, field in self._fields.items():
            field.set_label(_(LABELS[name]) if name in LABELS else place_name(name))
        birthday = self._fields["birth_date"].editor
        if isinstance(birthday, QLineEdit):
            birthday.setPlaceholderText(_("day/month/year"))
        blocked = [field.editor.blockSignals(True) for field in self._fields.values()]
        values = self.values()
        self.offer(self._shop)
        for field, was in zip(self._fields.values(), blocked, strict=True):
            field.editor.blockSignals(was)
        self.set_values(values)


ZONES = (
    "Europe/Paris",
    "Europe/London",
    "Europe/Brussels",
    "Europe/Zurich",
    "Europe/Luxembourg",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Berlin",
    "Europe/Lisbon",
    "Europe/Athens",
    "Africa/Casablanca",
    "Africa/Algiers",
    "Africa/Tunis",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "America/Montreal",
    "America/New_York",
    "UTC",
)
"""Offered first; any other is shown when a customer has it."""


def _editor(name: str) -> QWidget:
    if name not in _CHOSEN:
        return QLineEdit()
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(6)
    return combo


def _choices(editor: QWidget, choices: Iterable[tuple[str, str]]) -> None:
    """Offer (key, label) choices; what is chosen stays chosen."""
    if not isinstance(editor, QComboBox):
        return
    chosen = str(editor.currentData() or "")
    blocked = editor.blockSignals(True)
    editor.clear()
    for key, label in choices:
        editor.addItem(label, key)
    editor.setCurrentIndex(max(editor.findData(chosen), 0))
    editor.blockSignals(blocked)


def _make_room(editor: QWidget, key: str, label: str) -> None:
    """Offer a value that is not among the choices but is kept."""
    if isinstance(editor, QComboBox) and editor.findData(key) < 0:
        blocked = editor.blockSignals(True)
        editor.addItem(label, key)
        editor.blockSignals(blocked)
