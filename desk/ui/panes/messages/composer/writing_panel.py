# SPDX-License-Identifier: LicenseRef-Desk
"""Where a message is written, whatever its head: the bar of cautions, the editor, its files, its foot."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desk.models.vocabulary import Channel
from desk.translation import _
from desk.ui.panes.messages.composer.attachments import Candidate, Refusal
from desk.ui.panes.messages.composer.editor import USUAL, Editor, Room
from desk.ui.panes.messages.composer.emoji_popup import open_emoji
from desk.ui.panes.messages.composer.file_row import FileRow
from desk.ui.panes.messages.composer.file_taking import FileTaking
from desk.ui.panes.messages.composer.inserting import Inserting
from desk.ui.panes.messages.composer.small_forms import LinkForm, open_form
from desk.ui.panes.messages.composer.sms_meter import SmsMeter
from desk.ui.panes.messages.composer.state import State
from desk.ui.panes.messages.composer.toolbar import Toolbar
from desk.ui.panes.messages.composer.triggers import Sign
from desk.ui.panes.messages.composer.view_model import ComposerModel, Spot, spot_of
from desk.ui.panes.messages.composer.words import refusal_text
from desk.ui.theme import SIZE
from desk.ui.widgets import InfoBar
from desk.ui.widgets.paint import box
from desk.ui.widgets.speaks import Speaks

_SIGNS = {"snippet": Sign.SNIPPET, "placeholder": Sign.PLACEHOLDER, "mention": Sign.COLLEAGUE}
_REPLY = frozenset({Sign.SNIPPET, Sign.PLACEHOLDER, Sign.EMOJI})
_NOTE = frozenset({Sign.SNIPPET, Sign.COLLEAGUE, Sign.EMOJI})


class WritingPanel(Speaks, QWidget):
    """send_wanted(): the button or Ctrl+Enter. kept_wanted(): the keyboard left, what is typed is kept.

    hushed(): what was said is said no more, or something else is.

    above: what stands between the bar and the editor is added to this column.
    """

    send_wanted = Signal()
    kept_wanted = Signal()
    hushed = Signal()

    def __init__(self, model: ComposerModel, files: FileTaking, room: Room = USUAL) -> None:
        super().__init__()
        self._model, self._files = model, files
        self.bar = InfoBar("warn", closable=True)
        self.above = QVBoxLayout()
        self.editor = Editor(room)
        self.inserting = Inserting(self.editor, model)
        self.file_row = FileRow()
        self.meter = SmsMeter()
        self.below = QVBoxLayout()
        self.toolbar = Toolbar()
        self._deed: Callable[[], object] | None = None
        self._said = 0
        self._is_warned = False
        self._of: Spot | None = None
        """Of which letter the bar speaks; None: of whatever is open."""
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_state(model.state)

    def show_state(self, state: State) -> None:
        """Show what may be written here now; what was said of another letter goes."""
        if self._of is not None and self._of != spot_of(self._model):
            self.hush()
        content = state.letter.content
        is_mail = content.channel is Channel.EMAIL and not state.is_note
        self.editor.is_rich_allowed = is_mail
        self.editor.signs = _NOTE if state.is_note else _REPLY
        self.editor.setPlaceholderText(_hint(state))
        self.file_row.show_files(content.files)
        is_sms = content.channel is Channel.SMS and not state.is_note
        self.meter.setVisible(is_sms)
        if is_sms:
            self.meter.show_text(content.text)
        self.toolbar.show_state(state, is_warned=self._is_warned)
        self.update()

    def say(self, text: str, *, verb: str = "", deed: Callable[[], object] | None = None, details: str = "",
            role: str = "warn") -> int:  # fmt: skip
        """Show a sentence about this letter above the editor; `deed` is what its verb does. Return its number."""
        self._end_warning()
        self._deed, self._of = deed, spot_of(self._model)
        self._said += 1
        self.bar.show_message(text, verb=verb, details=details, role=role)
        return self._said

    def is_saying(self, said: int) -> bool:
        """Return whether this is what is said still."""
        return said == self._said and not self.bar.isHidden()

    def insist(self) -> None:
        """Let the button send all the same, as long as what was said last is said."""
        self._is_warned = True
        self.show_state(self._model.state)

    def stay(self) -> None:
        """Let what is said stay over other letters too."""
        self._of = None

    def hush(self, said: int = 0) -> None:
        """Say nothing any more; said: only where this is what is said still."""
        if said not in {0, self._said}:
            return
        self._deed = self._of = None
        self.bar.hide()
        self._end_warning()

    def attach(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self, _("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._files.take_paths)
        dialog.open()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.editor.setAccessibleName(_("Message"))
        self.toolbar.retranslate()
        self.meter.retranslate()
        self.show_state(self._model.state)

    # ---------------------------------------------------------------------------------------- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        self._files.take_paths(paths)
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._model.state.is_note:
            inner = self.rect().adjusted(SIZE.space_s, SIZE.space_xs, -SIZE.space_s, -SIZE.space_xs)
            box(QPainter(self), inner, SIZE.radius_control, "note", "note_line")

    # ------------------------------------------------------------------------------------ inside

    def _connect(self) -> None:
        self._model.changed.connect(self._on_changed)
        self._model.words_changed.connect(self._on_words)
        self.editor.edited.connect(self._on_edited)
        self.editor.files_given.connect(self._files.take_paths)
        self.editor.picture_given.connect(self._files.take_picture)
        self.editor.send_wanted.connect(self.send_wanted)
        self.editor.left.connect(self.kept_wanted)
        self.editor.marks_changed.connect(self._on_marks)
        self.file_row.removed.connect(self._files.drop)
        self._files.refused.connect(self._on_refused)
        self.toolbar.send_wanted.connect(self.send_wanted)
        self.toolbar.mark_toggled.connect(self._on_mark)
        self.toolbar.insert_wanted.connect(self._on_insert)
        self.bar.verb_requested.connect(self._on_verb)
        self.bar.closed.connect(self.hush)

    def _end_warning(self) -> None:
        """Ask again: the button never sends all the same without the bar that says what."""
        if self._is_warned:
            self._is_warned = False
            self.toolbar.show_state(self._model.state)
        self.hushed.emit()

    def _on_changed(self) -> None:
        self.show_state(self._model.state)

    def _on_words(self) -> None:
        self.show_state(self._model.state)
        content = self._model.state.letter.content
        if (content.text, content.html) != self.editor.words():
            self.editor.show_words(content.text, content.html)

    def _on_edited(self) -> None:
        text, html = self.editor.words()
        self._model.change(replace(self._model.state.letter.content, text=text, html=html))

    def _on_refused(self, refused: Sequence[tuple[Refusal, Candidate]]) -> None:
        if refused:
            self.say("\n".join(refusal_text(why, one) for why, one in refused))

    def _on_verb(self) -> None:
        deed = self._deed
        self.hush()
        if deed is not None:
            deed()

    def _on_marks(self) -> None:
        self.toolbar.show_marks(frozenset(one for one in ("bold", "italic", "list") if self.editor.has(one)))

    def _on_mark(self, mark: str) -> None:
        self.editor.toggle(mark)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_insert(self, what: str) -> None:
        anchor = self.toolbar.buttons[what]
        if what == "file":
            self.attach()
        elif what == "emoji":
            _popup, form = open_emoji(anchor)
            form.chosen.connect(self.editor.insert)
        elif what == "link":
            link = LinkForm(self.editor.textCursor().charFormat().anchorHref())
            link.chosen.connect(self.editor.link)
            open_form(anchor, link)
        else:
            self.inserting.start(_SIGNS[what])

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self.above)
        inner = QVBoxLayout()
        side = 0 if self.editor.property("role") != "bare" else SIZE.space_m
        inner.setContentsMargins(side, SIZE.space_xs, side, 0)
        inner.addWidget(self.editor)
        inner.addWidget(self.file_row)
        column.addLayout(inner)
        column.addWidget(self.meter)
        column.addLayout(self.below)
        column.addWidget(self.toolbar)


def _hint(state: State) -> str:
    if state.is_note:
        return _("Visible to the team only. @ mentions a colleague.")
    return _("Write here… / for a template, {brace} for a placeholder").format(brace="{")
