# SPDX-License-Identifier: LicenseRef-Desk
"""For whom the preview is shown: a search over real people, and steps from one to the next."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desk.translation import _
from desk.ui.panes.templates.choices import Choice, Choices
from desk.ui.panes.templates.personas import SAMPLE, Persona
from desk.ui.panes.templates.preview_model import PreviewModel
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, Text
from desk.ui.widgets.speaks import Speaks

QUIET_MS = 120
MOST = 40


class PersonaBar(Speaks, QWidget):
    """As (field) ◀ ▶."""

    def __init__(self, model: PreviewModel) -> None:
        super().__init__()
        self._model = model
        self._label = Text("", "meta")
        self.field = PersonaField()
        self._label.setBuddy(self.field)
        self.previous, self.next = IconButton("caret-left", ""), IconButton("caret-right", "")
        self.previous.clicked.connect(lambda: model.step(-1))
        self.next.clicked.connect(lambda: model.step(1))
        self.field.searched.connect(model.search)
        self.field.chosen.connect(self._on_chosen)
        model.changed.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_xs)
        row.addWidget(self._label)
        row.addWidget(self.field, 1)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._label.setText(_("As"))
        self.field.setAccessibleName(_("Shown for"))
        self.field.setPlaceholderText(_("Search a customer or a number…"))
        self.previous.set_label(_("Previous customer"))
        self.next.set_label(_("Next customer"))
        self._show()

    def _show(self) -> None:
        state = self._model.state
        self.field.show_person(persona_text(state.persona))
        self.field.show_found((SAMPLE, *state.found))

    def _on_chosen(self, key: str) -> None:
        wanted = next((one for one in (SAMPLE, *self._model.state.found) if _key(one) == key), None)
        if wanted is not None:
            self._model.choose(wanted)


class PersonaField(QLineEdit):
    """searched(str): words to look for. chosen(str): the key of a person that was found."""

    searched = Signal(str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._person = ""
        self._found: tuple[Persona, ...] = ()
        self.popup = Choices(self)
        self.popup.chosen.connect(self._on_chosen)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textEdited.connect(self._quiet.start)

    def show_person(self, text: str) -> None:
        """Show who is chosen, unless somebody is typing."""
        self._person = text
        if not self.hasFocus():
            self.setText(text)
            self.setCursorPosition(0)

    def show_found(self, found: tuple[Persona, ...]) -> None:
        """Offer these people while the field is open."""
        if found != self._found:
            self._found = found
            if self.popup.isVisible():
                self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.popup.press(event):
            return
        if event.key() == Qt.Key.Key_Down:
            self._offer()
        elif event.key() == Qt.Key.Key_Escape:
            self.setText(self._person)
        else:
            super().keyPressEvent(event)
            if event.text().strip() or event.key() == Qt.Key.Key_Backspace:
                self._offer()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self.selectAll)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.popup.hide()
        self.setText(self._person)
        self.setCursorPosition(0)
        self.searched.emit("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._offer()

    def _offer(self) -> None:
        lines = [
            Choice(key=_key(one), label=one.name or _("Sample customer"), detail=one.about, icon="user")
            for one in self._found[:MOST]
        ]
        self.popup.offer(lines, self.rect())

    def _on_chosen(self, key: str) -> None:
        self._quiet.stop()
        self.chosen.emit(key)
        QTimer.singleShot(0, self, self.selectAll)


def persona_text(persona: Persona) -> str:
    """Say for whom it is shown: "Sophie Bernard · 1042 Révision complète"."""
    if persona.is_sample:
        return _("Sample customer")
    return " · ".join(part for part in (persona.name, persona.about) if part)


def _key(persona: Persona) -> str:
    return f"{persona.customer_id}/{persona.record_id}"
