# SPDX-License-Identifier: LicenseRef-Desk
"""The few things a new customer needs: names, addresses, language, birthday."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from desk.errors import Problem
from desk.models.vocabulary import PointKind
from desk.services.shop import USUAL_LANGUAGES, CustomerDraft, PointDraft
from desk.translation import N_, _
from desk.ui.panes.customers.looks import language_text
from desk.ui.panes.customers.readings import Shop
from desk.ui.panes.customers.twin_search import Addresses
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField
from desk.ui.wording import place_name, problem_text

LABELS = {"phone": N_("Mobile")}
LINES = (("first_name", "last_name"), ("company",), ("email", "phone"), ("language", "birth_date"))
FIELDS = tuple(name for line in LINES for name in line)
_PLACES = {"bad_email": "email", "bad_phone": "phone", "name_missing": "last_name"}


class NewCustomerForm(QWidget):
    """addresses_changed(): the email or the number was typed."""

    addresses_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shop = Shop()
        """Whose languages are offered."""
        self.fields = {name: FormField("", _editor(name)) for name in FIELDS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZE.space_m)
        grid.setVerticalSpacing(SIZE.space_s)
        for row, line in enumerate(LINES):
            for place, name in enumerate(line):
                span = len(LINES[0]) // len(line)
                grid.addWidget(self.fields[name], row, place, 1, span, Qt.AlignmentFlag.AlignTop)
        for name in ("email", "phone"):
            self.fields[name].changed.connect(self.addresses_changed)
        self.retranslate()

    def offer(self, shop: Shop) -> None:
        """Offer the languages of the shop."""
        self.shop = shop
        combo = self.fields["language"].editor
        if not isinstance(combo, QComboBox):
            return
        chosen = str(combo.currentData() or "")
        usual = language_text("", shop.default_language) if shop.default_language else "–"
        combo.clear()
        combo.addItem(_("As the shop ({language})").format(language=usual), "")
        for tag in dict.fromkeys((*shop.languages, *USUAL_LANGUAGES)):
            combo.addItem(language_text(tag), tag)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))

    def go_to_first(self) -> None:
        """Go to the first field."""
        self.fields["first_name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_touched(self) -> bool:
        """Whether something was typed that would be lost."""
        return any(self._text(name) for name in FIELDS if name != "language")

    def empty(self) -> None:
        """Throw away what was typed."""
        for field in self.fields.values():
            field.set_value("")
            field.set_problem("")

    def draft(self) -> CustomerDraft:
        """Return the customer as typed."""
        return CustomerDraft(
            first_name=self._text("first_name"),
            last_name=self._text("last_name"),
            company=self._text("company"),
            language=self._text("language"),
            birth_date=self._text("birth_date") or None,
            points=tuple(PointDraft(kind=kind, address=address) for kind, address in self.addresses()),
        )

    def addresses(self) -> Addresses:
        """Return the addresses that are typed."""
        kinds = (("email", PointKind.EMAIL), ("phone", PointKind.PHONE))
        return tuple((kind, self._text(name)) for name, kind in kinds if self._text(name))

    def show_problems(self, problems: Sequence[Problem]) -> list[str]:
        """Say what is wrong under each field and go to the first; return what belongs to none of them."""
        others = []
        for problem in problems:
            name = _PLACES.get(problem.code, problem.place)
            if name in self.fields:
                self.fields[name].set_problem(problem_text(problem))
            else:
                others.append(problem_text(problem))
        wrong = next((field for field in self.fields.values() if field.problem()), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return others

    def retranslate(self) -> None:
        """Say everything in the current language."""
        for name, field in self.fields.items():
            field.set_label(_(LABELS[name]) if name in LABELS else place_name(name))
        birthday = self.fields["birth_date"].editor
        if isinstance(birthday, QLineEdit):
            birthday.setPlaceholderText(_("day/month/year"))
        self.offer(self.shop)

    def _text(self, name: str) -> str:
        editor = self.fields[name].editor
        if isinstance(editor, QComboBox):
            return str(editor.currentData() or "")
        return str(self.fields[name].value() or "").strip()


def _editor(name: str) -> QWidget:
    return QComboBox() if name == "language" else QLineEdit()
