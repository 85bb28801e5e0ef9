# SPDX-License-Identifier: LicenseRef-Desk
"""The pane "Why?": what became of a send, every step that led to it, and what can be done about it."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk import clock
from desk.translation import _
from desk.ui.panes.sends.bulk import awaits, can_stop
from desk.ui.panes.sends.content_view import ContentView
from desk.ui.panes.sends.diagnosis import diagnostic
from desk.ui.panes.sends.readings import Why
from desk.ui.panes.sends.remedies import Remedy, offers
from desk.ui.panes.sends.remedy_list import RemedyList
from desk.ui.panes.sends.why_model import WhyModel
from desk.ui.panes.sends.words import blocked_note, change_note, headline, steps
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    Card,
    Divider,
    ElidedText,
    EmptyState,
    IconMark,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
    Segments,
    Text,
    TraceList,
    announce,
)
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text

REASONS, MESSAGE = "reasons", "message"
WIDTH, LEAST_WIDTH = 316, 306


class WhyPanel(Speaks, QWidget):
    """remedy_wanted(Remedy): a button was pressed."""

    remedy_wanted = Signal(object)

    def __init__(self, model: WhyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.parts = Segments("", underline=True)
        self.content = ContentView()
        self.remedies = RemedyList()
        self.trace = TraceList("")
        self._mark = IconMark("info")
        self._subject = ElidedText("", "muted")
        self._title = Text("", "h3", wrap=True)
        self._sentence = Text("", "meta", wrap=True)
        self._blocked = Text("", "meta", wrap=True)
        self.copy = LinkButton("", "copy", quiet=True)
        self._nothing = EmptyState("question", "")
        self._middle = QStackedWidget()
        self._body = QStackedWidget()
        self.approve = PrimaryButton("", "check")
        self.decline = SecondaryButton("", "x")
        self._word = self._word_row()
        self._lay_out()
        model.changed.connect(self._show)
        self.parts.current_key_changed.connect(self._on_part)
        self.remedies.wanted.connect(self.remedy_wanted)
        self.approve.clicked.connect(partial(self.remedy_wanted.emit, Remedy.APPROVE))
        self.decline.clicked.connect(partial(self.remedy_wanted.emit, Remedy.DECLINE))
        self.copy.clicked.connect(self._on_copy)
        self._nothing.verb_requested.connect(model.refresh)
        self.retranslate()

    def show_part(self, part: str) -> None:
        """Show REASONS or MESSAGE."""
        self.parts.set_current(part)
        self._on_part(part)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.parts.setAccessibleName(_("Parts of the explanation"))
        self.parts.set_text(REASONS, _("Reasons"))
        self.parts.set_text(MESSAGE, _("Message"))
        self.trace.setAccessibleName(_("Steps of the decision"))
        self.copy.setText(_("Copy the diagnostic"))
        self.approve.setText(_("Approve"))
        self.decline.setText(_("Decline"))
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.pause()

    def _lay_out(self) -> None:
        self.parts.add(REASONS, "")
        self.parts.add(MESSAGE, "")
        self._body.addWidget(self._reasons())
        self._body.addWidget(self.content)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.parts)
        column.addWidget(Divider())
        column.addWidget(self._body, 1)
        column.addWidget(self._word)
        self._middle.addWidget(whole)
        self._middle.addWidget(self._nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._middle)

    def _word_row(self) -> QWidget:
        """Return the two answers, which stand under the message that waits for one."""
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_m)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.approve, 1)
        row.addWidget(self.decline, 1)
        return widget

    def _reasons(self) -> QWidget:
        card = Card(quiet=True)
        line = QHBoxLayout()
        line.setSpacing(SIZE.space_s)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._subject)
        texts.addWidget(self._title)
        texts.addWidget(self._sentence)
        line.addLayout(texts, 1)
        card.column.addLayout(line)
        inside = QWidget()
        inside.setProperty("role", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_m)
        column.setSpacing(SIZE.space_s)
        for widget in (card, self.trace, Divider(), self.remedies, self._blocked):
            column.addWidget(widget)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _show(self) -> None:
        state = self._model.state
        if state.why is None:
            self._show_nothing()
            return
        self._middle.setCurrentIndex(0)
        self._show_why(state.why)
        is_message = self.parts.current() == MESSAGE
        self._word.setVisible(is_message and awaits(state.why.detail.row))
        if is_message:
            self.content.show_state(state)

    def _show_why(self, why: Why) -> None:
        said = headline(why.detail, clock.now())
        self._mark.set_icon(said.mark.icon, said.mark.role)
        row = why.detail.row
        self._subject.setText(" · ".join(part for part in (row.customer_name, row.rule_name) if part))
        self._title.setText(said.title)
        self._sentence.setText(said.sentence)
        self.trace.set_steps(steps(why.detail))
        self.remedies.set_offers(offers(why.detail, why.outlook))
        notes = [
            blocked_note(why.outlook.reason) if why.outlook.reason else "",
            change_note(why.outlook.change, why.detail),
            _("The service is not running: nothing leaves until it is.") if _is_stuck(why) else "",
        ]
        self._blocked.setText(" ".join(note for note in notes if note))
        self._blocked.setVisible(any(notes))

    def _show_nothing(self) -> None:
        state = self._model.state
        self._middle.setCurrentIndex(1)
        if state.error is not None:
            failure = failure_text(state.error)
            self._nothing.set_texts(failure.title, failure.sentence, _("Try again"))
        elif state.is_loading:
            self._nothing.set_texts(_("Loading…"))
        elif state.delivery_id:
            self._nothing.set_texts(_("This send no longer exists."))
        else:
            self._nothing.set_texts(
                _("Choose a send"), _("Why it left, waits or did not leave, and what to do, shows here.")
            )

    def _on_part(self, part: str) -> None:
        self._body.setCurrentIndex(0 if part == REASONS else 1)
        self._show()

    def _on_copy(self) -> None:
        why = self._model.state.why
        if why is not None:
            QGuiApplication.clipboard().setText(diagnostic(why.detail))
            announce(self, _("The diagnostic is on the clipboard."))


def _is_stuck(why: Why) -> bool:
    return not why.is_service_up and can_stop(why.detail.row)
