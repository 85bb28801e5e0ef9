# SPDX-License-Identifier: LicenseRef-Desk
"""Lets somebody play a customer who writes a short message: it arrives as one of the sandbox's SMS service does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk import clock
from desk.errors import Problem, Refused
from desk.services.sandbox import IncomingBook
from desk.services.store import Change
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, SecondaryButton
from desk.ui.widgets.customer_search import CustomerSearch
from desk.ui.wording import formats, problem_text

TITLE = N_("Write as a customer")
NOTE = N_("An SMS as if a customer had sent it: it arrives in Messages within a minute.")


class PlayedTextForm(QWidget):
    """The mobile number, which a customer's name finds too, the words, and the verb."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        line = QLineEdit()
        self.number = FormField("", line)
        self.people = QStandardItemModel(self)
        self.search = CustomerSearch(context.desk, context.jobs, self)
        self.search.changed.connect(self._on_found)
        line.textEdited.connect(self.search.find)
        line.setCompleter(self._completer())
        self.text = FormField("", QLineEdit())
        self.send = SecondaryButton("", "device-mobile")
        self.send.clicked.connect(self._on_send)
        self.text.editor.returnPressed.connect(self._on_send)  # type: ignore[attr-defined]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.number, 1)
        row.addWidget(self.text, 3)
        column.addLayout(row)
        foot = QHBoxLayout()
        foot.addWidget(self.send)
        foot.addStretch(1)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.number.set_label(_("Mobile number, or the customer’s name"))
        self.text.set_label(_("What the customer writes"))
        self.send.setText(_("Let it arrive"))

    def _completer(self) -> QCompleter:
        """Offer what was found; what is chosen writes its number."""
        made = QCompleter(self.people, self)
        made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        made.setCompletionRole(Qt.ItemDataRole.UserRole)
        return made

    def _on_found(self) -> None:
        self.people.clear()
        for one in self.search.state.found:
            if one.row.phone:
                item = QStandardItem(f"{one.row.name or one.row.company} · {formats.phone(one.row.phone)}")
                item.setData(one.row.phone, Qt.ItemDataRole.UserRole)
                self.people.appendRow(item)
        line = self.number.editor
        if isinstance(line, QLineEdit) and line.hasFocus() and self.people.rowCount():
            line.completer().complete()

    def _on_send(self) -> None:
        sender, text = str(self.number.value()), str(self.text.value())
        self._context.jobs.start(self._play(sender, text), self, self._on_refused)

    async def _play(self, sender: str, text: str) -> None:
        await self._context.desk.db.write(
            lambda session: IncomingBook(session).play(sender, text, clock.now()), Change.CAPTURES
        )
        self.text.set_value("")
        self._context.toasts.show_toast(_("The SMS arrives within a minute."), icon="device-mobile")

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            raise error
        for problem in error.problems:
            field = self.number if problem.place == "sender" else self.text
            field.set_problem(_said(problem))


def _said(problem: Problem) -> str:
    match problem.code:
        case "no_address":
            return _("Type the number that the SMS comes from.")
        case "empty_text":
            return _("Type what the customer writes.")
        case _:
            return problem_text(problem)
