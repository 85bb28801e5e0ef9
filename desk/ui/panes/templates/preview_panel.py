# SPDX-License-Identifier: LicenseRef-Desk
"""The preview: what a real person would receive, through four lenses, following each keystroke."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.services.templates import RenderFailure, Rendering
from desk.translation import N_, _
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.meters import measured, sms_count
from desk.ui.panes.templates.persona_bar import PersonaBar
from desk.ui.panes.templates.preview_model import PreviewModel
from desk.ui.panes.templates.problem_words import failure_sentence
from desk.ui.panes.templates.stage import Stage
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.panes.templates.verb_bar import VerbBar
from desk.ui.theme import SIZE
from desk.ui.widgets import ElidedText, EmptyState, PhoneBubble, Segments
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text

SMS = "sms"
LENSES = (
    ("desktop", N_("Computer"), "desktop"),
    ("mobile", N_("Mobile"), "device-mobile"),
    ("text", N_("Text"), "text-t"),
    (SMS, N_("SMS"), "chat-circle-text"),
)
MOST_NAMED = 3


class PreviewPanel(Speaks, QWidget):
    """lens_chosen(channel): the lens asks for another channel. place_wanted(path): where a variable is used."""

    lens_chosen = Signal(str)
    place_wanted = Signal(str)

    def __init__(self, model: PreviewModel, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._model, self._vocabulary = model, vocabulary
        self._drawn: Rendering | None = None
        self._is_new = True
        self.persona = PersonaBar(model)
        self.lenses = Segments("")
        for key, _label, icon in LENSES:
            self.lenses.add(key, "", icon)
        self.lenses.current_key_changed.connect(self._on_lens)
        self.note = VerbBar()
        self._subject, self._preheader = ElidedText("", "strong"), ElidedText("", "meta")
        self.stage = Stage("")
        self.text = QPlainTextEdit(readOnly=True)
        self.phone = PhoneBubble()
        self._empty = EmptyState("eye", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self.stage.view.link_clicked.connect(self._on_link)
        model.changed.connect(self._show)
        model.begun.connect(self._on_begun)
        self.retranslate()

    def lens(self) -> str:
        """Return the lens: desktop, mobile, text or sms."""
        return self.lenses.current()

    def show_lens(self, lens: str) -> None:
        """Look through another lens."""
        if lens != self.lens():
            self.lenses.set_current(lens)
            self._on_lens(lens)

    def next_lens(self) -> None:
        """Look through the lens after this one, round and round."""
        keys = [key for key, _label, _icon in LENSES]
        self.show_lens(keys[(keys.index(self.lens()) + 1) % len(keys)])

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.lenses.setAccessibleName(_("Lens"))
        self.stage.view.setAccessibleName(_("Preview of the e-mail"))
        self.text.setAccessibleName(_("Preview as plain text"))
        self._say_lenses()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.show(is_shown=True)
        self.stage.view.warm()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.show(is_shown=False)

    # ------------------------------------------------------------------------------- inside

    def _on_lens(self, lens: str) -> None:
        self._say_lenses()
        self.stage.show_mobile(is_mobile=lens == "mobile")
        channel = SMS if lens == SMS else edits.MAIL
        self._model.show_channel(channel)
        self.lens_chosen.emit(channel)
        self._show()

    def _say_lenses(self) -> None:
        """Only the lens in use has room for its name."""
        for number, (key, label, _icon) in enumerate(LENSES):
            self.lenses.set_text(key, _(label) if key == self.lens() else "")
            self.lenses.setTabToolTip(number, _(label) + " (F8)")
            self.lenses.setAccessibleTabName(number, _(label))

    def _on_begun(self) -> None:
        self._is_new = True

    def _show(self) -> None:
        state = self._model.state
        made = state.rendering
        is_mail = self.lens() != SMS
        self._subject.setVisible(is_mail and made is not None)
        if made is None:
            self._stack.setCurrentWidget(self._empty)
            self._say_empty(state.failure)
        elif made is not self._drawn or self._stack.currentWidget() is self._empty or not self._is_current():
            self._draw(made)
        self._say_note()

    def _is_current(self) -> bool:
        shown = {"text": self.text, SMS: self._phone_place}.get(self.lens(), self.stage)
        return self._stack.currentWidget() is shown

    def _draw(self, made: Rendering) -> None:
        is_other = made is not self._drawn
        self._drawn = made
        self._subject.setText(made.subject)
        if self.lens() == SMS:
            self._stack.setCurrentWidget(self._phone_place)
            sender = self._model.state.scene.brand.name
            self.phone.set_messages((made.text,), sms_count(measured(made.text)), sender)
        elif self.lens() == "text":
            self._stack.setCurrentWidget(self.text)
            bar = self.text.verticalScrollBar()
            place = bar.value()
            self.text.setPlainText(made.text)
            bar.setValue(place)
        else:
            self._stack.setCurrentWidget(self.stage)
            if is_other or self.stage.view.html() != made.html:
                self._paint(made.html)

    def _paint(self, html: str) -> None:
        revision = self._model.state.revision
        if self._is_new:
            self._is_new = False
            self.stage.view.show_html(html, revision)
        else:
            self.stage.view.patch_html(html, revision)

    def _say_empty(self, failure: RenderFailure | None) -> None:
        if failure is not None:
            said = failure_sentence(failure, self._vocabulary)
            self._empty.set_texts(_("No preview yet"), said)
        elif self._model.state.error is not None:
            told = failure_text(self._model.state.error)
            self._empty.set_texts(told.title, told.sentence)
        else:
            self._empty.set_texts(_("Nothing to show on this channel yet."))

    def _say_note(self) -> None:
        state = self._model.state
        name = state.persona.name or _("Sample customer")
        labels = [self._vocabulary.label(path) for path in state.missing[:MOST_NAMED]]
        if state.failure is not None and state.rendering is not None:
            said = failure_sentence(state.failure, self._vocabulary)
            before = _("The preview shows what it was before.")
            self.note.say(f"{said} {before}", role="warn")
        elif state.missing:
            text = _("Would be held for {name}: {fields} has no value. Samples are shown in their place.")
            first = state.missing[0]
            self.note.say(
                text.format(name=name, fields=", ".join(labels)),
                [(_("Show"), lambda: self.place_wanted.emit(first))],
                role="danger",
            )
        elif state.scene.lacks_record:
            text = _("{name} has no such record: its values are samples.")
            self.note.say(text.format(name=name), role="info")
        else:
            self.note.be_silent()

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https", "mailto", "tel"):
            QDesktopServices.openUrl(url)

    def _lay_out(self) -> None:
        self._phone_place = QScrollArea(widgetResizable=True)
        self._phone_place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setProperty("role", "clear")
        middle = QHBoxLayout(holder)
        middle.addStretch(1)
        middle.addWidget(self.phone, 0, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        self._phone_place.setWidget(holder)
        for widget in (self._empty, self.stage, self.text, self._phone_place):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_m, SIZE.space_s)
        column.setSpacing(SIZE.space_s)
        column.addWidget(self.persona)
        column.addWidget(self.lenses)
        column.addWidget(self.note)
        column.addWidget(self._subject)
        column.addWidget(self._stack, 1)
