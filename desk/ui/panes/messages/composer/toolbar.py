# SPDX-License-Identifier: LicenseRef-Desk
"""The foot of the composer: marks, insertions, whether the draft is kept, when it leaves, and Send."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desk.models.vocabulary import Channel
from desk.translation import N_, _
from desk.ui.panes.messages.composer.attachments import MOST
from desk.ui.panes.messages.composer.state import State
from desk.ui.theme import SIZE
from desk.ui.widgets import ElidedText, IconButton, PrimaryButton, Roving
from desk.ui.wording import formats

MARKS = {
    "bold": ("text-b", N_("Bold"), "Ctrl+B"),
    "italic": ("text-italic", N_("Italic"), "Ctrl+I"),
    "list": ("list-bullets", N_("List"), ""),
}
INSERTS = {
    "link": ("link-simple", N_("Link"), ""),
    "emoji": ("smiley", N_("Emoji"), ":"),
    "file": ("paperclip", N_("Attach a file"), ""),
    "snippet": ("file-text", N_("Template or saved reply"), "/"),
    "placeholder": ("brackets-curly", N_("Placeholder"), "{"),
    "mention": ("at", N_("Mention a colleague"), "@"),
}
KEY = "⌃↵"
ONLY_MAIL = ("bold", "italic", "list", "link", "file")


class Toolbar(QWidget):
    """mark_toggled(str), insert_wanted(str): a key of MARKS or INSERTS. send_wanted().

    later: the menu of moments, filled by whoever opens it. Words on the button: what `show_state` says.
    """

    mark_toggled = Signal(str)
    insert_wanted = Signal(str)
    send_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, IconButton] = {}
        self.draft = ElidedText("", "meta")
        self.clock = IconButton("clock", "")
        self.later = QMenu(self.clock)
        self.send = PrimaryButton("", "paper-plane-tilt")
        self._state = State()
        self._is_warned = False
        self._reason = ""
        self._lay_out()
        self.send.clicked.connect(self.send_wanted)
        self.clock.clicked.connect(self._open_later)
        self.retranslate()

    def show_state(self, state: State, *, is_warned: bool = False) -> None:
        """Show what may be done; is_warned: the next press sends in spite of a warning."""
        self._state, self._is_warned = state, is_warned
        content = state.letter.content
        is_mail = not state.is_note and content.channel is Channel.EMAIL
        for name in ONLY_MAIL:
            self.buttons[name].setVisible(is_mail)
        self.buttons["mention"].setVisible(state.is_note)
        self.buttons["placeholder"].setVisible(not state.is_note)
        self.clock.setVisible(not state.is_note)
        count = f"{len(content.files)}/{MOST}"
        label = _("Attach a file ({count})").format(count=count)
        self.buttons["file"].set_label(label)
        self.draft.setText(self._draft_text())
        self.send.setText(f"{self._send_text()}  {KEY}")
        self.send.setAccessibleName(self._send_text())
        self.send.set_icon("note-pencil" if state.is_note else "paper-plane-tilt")
        self.send.setToolTip(self._reason or f"{self._send_text()} ({_native('Ctrl+Return')})")

    def forbid(self, reason: str) -> None:
        """Let nothing be sent, and say why; "" lets it."""
        self._reason = reason
        self.send.setEnabled(not reason)
        self.show_state(self._state, is_warned=self._is_warned)

    def show_marks(self, holding: frozenset[str]) -> None:
        """Show which marks hold where the caret is."""
        for name in MARKS:
            blocked = self.buttons[name].blockSignals(True)
            self.buttons[name].setChecked(name in holding)
            self.buttons[name].blockSignals(blocked)
            button = self.buttons[name]
            if isinstance(button, _Mark):
                button.refresh()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        for name, (_icon, label, key) in (MARKS | INSERTS).items():
            self.buttons[name].set_label(_(label))
            if key:
                self.buttons[name].setToolTip(f"{_(label)} ({key})")
        self.clock.set_label(_("Send later"))
        self.show_state(self._state, is_warned=self._is_warned)

    def _draft_text(self) -> str:
        letter = self._state.letter
        if letter.is_empty:
            return ""
        if not self._state.is_kept or letter.kept is None:
            return _("Draft…")
        return _("Draft {time}").format(time=formats.moment(letter.kept.at))

    def _send_text(self) -> str:
        if self._state.is_note:
            return _("Add the note")
        return _("Send anyway") if self._is_warned else _("Send")

    def _open_later(self) -> None:
        self.later.aboutToShow.emit()
        top = self.clock.mapToGlobal(self.clock.rect().topLeft())
        top.setY(top.y() - self.later.sizeHint().height() - SIZE.space_xs)
        self.later.popup(top)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_m, SIZE.space_s)
        row.setSpacing(SIZE.space_xs)
        roving = Roving(self)
        for name, (picture, _label, _key) in (MARKS | INSERTS).items():
            button = _Mark(picture) if name in MARKS else IconButton(picture, "")
            self.buttons[name] = button
            wish = self.mark_toggled if name in MARKS else self.insert_wanted
            button.clicked.connect(lambda _on=False, name=name, wish=wish: wish.emit(name))
            roving.add(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.draft)
        row.addWidget(self.clock)
        row.addSpacing(SIZE.space_xs)
        row.addWidget(self.send)


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class _Mark(IconButton):
    """A mark that holds, or not, where the caret is."""

    def __init__(self, picture: str) -> None:
        super().__init__(picture, "", checkable=True)

    def refresh(self) -> None:
        """Look as it is, after a change that nobody was told of."""
        self._on_toggled(self.isChecked())
