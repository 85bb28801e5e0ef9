# SPDX-License-Identifier: LicenseRef-Desk
"""The sheet for a new template: its event, its name, its folder."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.errors import Refused
from desk.services.templates import TemplateCard
from desk.translation import _
from desk.ui.panes.templates.event_options import area_of, event_options
from desk.ui.panes.templates.readings import ready_wording
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, Pill, PrimaryButton, SecondaryButton, Text
from desk.ui.wording import event_name, failure_text, problem_text


class NewTemplate(QDialog):
    """create_requested(TemplateCard): the person wants this one; answer with `finish` or `show_failure`."""

    create_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._event_kind = ""
        self._label = Text("", "meta")
        self.event_kind = Pill("")
        self.event_kind.chosen.connect(self._on_event)
        self._hint = Text("", "muted", wrap=True)
        self.name = FormField("", QLineEdit())
        self.folder = FormField("", QLineEdit())
        self._trouble = Text("", "problem", wrap=True)
        self.make = PrimaryButton("", "plus")
        self.make.setDefault(True)
        self.make.clicked.connect(self.submit)
        self._cancel = SecondaryButton("")
        self._cancel.clicked.connect(self.reject)
        self._lay_out()

    def start(self) -> None:
        """Begin with an empty sheet."""
        self.retranslate()
        self._event_kind = ""
        self.event_kind.set_options(event_options(), "")
        for field in (self.name, self.folder):
            field.set_value("")
            field.set_problem("")
        self._trouble.hide()
        self._say_hint()
        self.open()
        self.name.editor.setFocus()

    def submit(self) -> None:
        """Ask for the template as it stands."""
        card = TemplateCard(
            name=str(self.name.value()), folder=str(self.folder.value()), event_kind=self._event_kind
        )
        self.create_requested.emit(card)

    def finish(self) -> None:
        """Close: the template is there."""
        self.accept()

    def show_failure(self, error: Exception) -> None:
        """Say what is wrong; what was typed stays."""
        problems = error.problems if isinstance(error, Refused) else ()
        fields = {"name": self.name, "folder": self.folder}
        for problem in problems:
            if problem.place in fields:
                fields[problem.place].set_problem(problem_text(problem))
        if not any(problem.place in fields for problem in problems):
            told = failure_text(error)
            self._trouble.setText(f"{told.title} {told.sentence}".strip())
            self._trouble.show()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setWindowTitle(_("New template"))
        self._label.setText(_("Sent when"))
        self.name.set_label(_("Name of the template"))
        self.folder.set_label(_("Folder"))
        self.make.setText(_("Create"))
        self._cancel.setText(_("Cancel"))

    def _on_event(self, event_kind: str) -> None:
        before = event_name(self._event_kind) if self._event_kind else ""
        self._event_kind = event_kind
        if event_kind and self.name.value() in ("", before):
            self.name.set_value(event_name(event_kind))
        if event_kind and not self.folder.is_touched():
            self.folder.set_value(area_of(event_kind))
        self._say_hint()

    def _say_hint(self) -> None:
        if ready_wording(self._event_kind) is not None:
            self._hint.setText(_("Begins with the ready texts of this event."))
        else:
            self._hint.setText(_("Begins empty; the variables are those of every event."))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self._label)
        first.addWidget(self.event_kind)
        first.addStretch(1)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self._cancel)
        last.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addLayout(first)
        column.addWidget(self._hint)
        column.addWidget(self.name)
        column.addWidget(self.folder)
        column.addWidget(self._trouble)
        column.addStretch(1)
        column.addLayout(last)
        self.setMinimumWidth(SIZE.bubble_width)
