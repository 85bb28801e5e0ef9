# SPDX-License-Identifier: LicenseRef-Desk
"""The few things a new customer needs, asked where a customer is looked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desk.errors import Problem, Refused
from desk.models.vocabulary import PointKind
from desk.services.shop import CustomerDraft, PointDraft
from desk.translation import N_, _
from desk.ui.widgets import Card, Form, FormField, LinkButton, SecondaryButton
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text, problem_text

_LABELS = {
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "email": N_("Email"),
    "phone": N_("Phone"),
}


class NewCustomer(Speaks, Card):
    """The few things a new customer needs. made(CustomerDraft); left(): not wanted after all."""

    made = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.form = Form()
        for name in _LABELS:
            self.form.add(name, FormField("", QLineEdit()))
        self._save = SecondaryButton("", "check")
        self._cancel = LinkButton("", quiet=True)
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(self._cancel)
        row.addStretch(1)
        self.column.addWidget(self.form)
        self.column.addLayout(row)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.left)

    def begin(self, draft: CustomerDraft) -> None:
        """Show what is known already."""
        points = {point.kind: point.address for point in draft.points}
        self.form.set_values(
            {
                "first_name": draft.first_name,
                "last_name": draft.last_name,
                "email": points.get(PointKind.EMAIL, ""),
                "phone": points.get(PointKind.PHONE, ""),
            }
        )
        self.form.show_problems([], problem_text)
        self.form.field("first_name").editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ask for the customer to be kept."""
        texts = {name: str(value or "").strip() for name, value in self.form.values().items()}
        kinds = {"email": PointKind.EMAIL, "phone": PointKind.PHONE}
        points = tuple(
            PointDraft(kind=kind, address=texts[name]) for name, kind in kinds.items() if texts[name]
        )
        self.made.emit(
            CustomerDraft(first_name=texts["first_name"], last_name=texts["last_name"], points=points)
        )

    def show_failure(self, error: Exception) -> None:
        """Say why the customer could not be kept."""
        problems = error.problems if isinstance(error, Refused) else ()
        if problems:
            self.form.show_problems([_placed(one) for one in problems], _sentence)
        else:
            failure = failure_text(error)
            self.form.show_problems([Problem(code="")], lambda _one: f"{failure.title} {failure.sentence}")

    def retranslate(self) -> None:
        """Say everything in the current language."""
        for name, label in _LABELS.items():
            self.form.field(name).set_label(_(label))
        self._save.setText(_("Create the customer"))
        self._cancel.setText(_("Back to the search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _sentence(problem: Problem) -> str:
    """Say what is wrong; a company, which the whole card has, is not asked for here."""
    return _("Give a name or an address.") if problem.code == "name_missing" else problem_text(problem)


def _placed(problem: Problem) -> Problem:
    """Return the problem at the field of this form that it is about."""
    place = {"bad_email": "email", "bad_phone": "phone", "name_missing": "last_name"}.get(problem.code)
    return Problem(code=problem.code, place=place or problem.place, details=problem.details)
