# SPDX-License-Identifier: LicenseRef-Desk
"""The head of a thread: who it is with, the subject, who looks after it, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desk.models.vocabulary import ConversationState
from desk.services.inbox import ConversationRow
from desk.translation import _
from desk.ui.panes.messages.card_look import subject_of
from desk.ui.theme import SIZE
from desk.ui.widgets import Avatar, Badge, ElidedText, IconButton, SecondaryButton
from desk.ui.widgets.avatar import paint_avatar
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import channel_mark

_ROOM = "\u2003\u2003"
"""Where the face is painted."""


class AssignButton(SecondaryButton):
    """Says who looks after a conversation, with their face."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "user-plus", parent=parent)
        self._name = ""

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show the first name, and how many more there are."""
        self._name = names[0] if names else ""
        first = self._name.split(" ")[0] if self._name else _("Assign")
        said = f"{first} +{len(names) - 1}" if len(names) > 1 else first
        self.setText(_ROOM + said if self._name else said)
        self.set_icon("" if self._name else "user-plus")
        said = _("Assigned to {names}").format(names=", ".join(names)) if names else _("Assign")
        self.setAccessibleName(said)
        self.setToolTip(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._name:
            painter = QPainter(self)
            left = SIZE.space_m
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                left = self.width() - SIZE.space_m - SIZE.avatar_s
            circle = self.rect()
            circle.setRect(left, (self.height() - SIZE.avatar_s) // 2, SIZE.avatar_s, SIZE.avatar_s)
            paint_avatar(painter, circle, self._name)

    def _has_caret(self) -> bool:
        return True


class SubjectLine(QStackedWidget):
    """The subject; a click or F2 edits it. changed(str): another one was typed."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject = ""
        self._label = ElidedText("", "meta")
        self._field = QLineEdit()
        self._field.setProperty("role", "bare")
        self._field.setMaxLength(300)
        self.addWidget(self._label)
        self.addWidget(self._field)
        self.setFixedHeight(self._label.sizeHint().height() + SIZE.space_xs)
        self._label.setCursor(Qt.CursorShape.IBeamCursor)
        self._field.editingFinished.connect(self.finish)
        self._field.installEventFilter(self)

    def set_subject(self, subject: str, instead: str) -> None:
        """Show a subject, `instead` where there is none; one that is being typed stays."""
        self._subject = subject
        if self.currentWidget() is not self._field:
            self._label.setText(subject or instead)
            self._field.setText(subject)
        self._field.setAccessibleName(_("Subject"))

    def edit(self) -> None:
        """Begin to edit."""
        self.setCurrentWidget(self._field)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def finish(self) -> None:
        """Take over what was typed, if anything is."""
        if self.currentWidget() is not self._field:
            return
        subject, before = self._field.text().strip(), self._subject
        self._subject = subject or before  # the field that is hidden says once more that it is finished
        self.setCurrentWidget(self._label)
        if subject and subject != before:
            self._label.setText(subject)
            self.changed.emit(subject)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        pressed = event.key() if isinstance(event, QKeyEvent) else 0
        if pressed == Qt.Key.Key_Escape and event.type() == QEvent.Type.KeyPress:
            self._field.setText(self._subject)
            self.setCurrentWidget(self._label)
            return True
        return False


class ThreadHead(Speaks, QWidget):
    """Its buttons are wishes by being clicked. subject_changed(str): another subject was typed."""

    subject_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ConversationRow | None = None
        self._names: dict[str, str] = {}
        self.avatar = Avatar("", SIZE.avatar_l)
        self.name = ElidedText("", "h2")
        self.channel = Badge("")
        self.subject = SubjectLine()
        self.assign = AssignButton()
        self.flag = IconButton("flag", "", checkable=True, on_role="flag")
        self.snooze = IconButton("moon", "")
        self.archive = IconButton("archive", "")
        self.more = IconButton("dots-three", "")
        self.details = IconButton("info", "", checkable=True)
        self.subject.changed.connect(self.subject_changed)
        self._lay_out()
        self.retranslate()

    @property
    def buttons(self) -> Mapping[str, QWidget]:
        """Return verb → its button, of those that not everybody may press."""
        return {
            "assign": self.assign,
            "flag": self.flag,
            "snooze": self.snooze,
            "archive": self.archive,
            "subject": self.subject,
        }

    @property
    def row(self) -> ConversationRow | None:
        """The conversation that is shown."""
        return self._row

    def show_row(self, row: ConversationRow, names: dict[str, str]) -> None:
        """Show a conversation. names: operator → name."""
        if self._row is not None and self._row.id != row.id:
            self.subject.finish()  # it is of the one that was shown
        self._row, self._names = row, dict(names)
        who = row.name or row.address
        self.avatar.set_person(who)
        self.name.setText(who)
        mark = channel_mark(row.channel)
        self.channel.set_badge(
            mark.text, row.channel.value if row.channel.value in _OWN else "neutral", mark.icon
        )
        self.subject.set_subject(row.subject, subject_of(row))
        self.assign.show_names(tuple(names[one] for one in row.assignee_ids if one in names))
        self.flag.setChecked(row.is_flagged)  # only a click is a wish
        is_archived = row.state is ConversationState.ARCHIVED
        self.archive.set_icon("tray" if is_archived else "archive")
        self.archive.set_label(_("Reopen (Ctrl+E)") if is_archived else _("Archive (Ctrl+E)"))
        is_snoozed = row.state is ConversationState.SNOOZED
        self.snooze.set_icon("sun" if is_snoozed else "moon")
        self.snooze.set_label(_("End the snooze") if is_snoozed else _("Snooze (Ctrl+Shift+B)"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.flag.set_label(_("Follow up (Ctrl+D)"))
        self.more.set_label(_("More"))
        self.details.set_label(_("Details (F4)"))
        if self._row is not None:
            self.show_row(self._row, self._names)

    def _fit(self) -> None:
        """Give the room to the name where it is short; the composer says the channel too."""
        beside = (self.avatar, self.assign, self.flag, self.snooze, self.archive, self.more, self.details)
        taken = sum(one.sizeHint().width() + SIZE.space_xs for one in beside) + 2 * SIZE.space_l
        wanted = self.name.sizeHint().width() + SIZE.space_s + self.channel.sizeHint().width()
        self.channel.setVisible(wanted <= self.width() - taken)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SIZE.space_s)
        first.addWidget(self.name)
        first.addWidget(self.channel)
        first.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addLayout(first)
        texts.addWidget(self.subject)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_l, SIZE.space_s, SIZE.space_s, SIZE.space_s)
        row.setSpacing(SIZE.space_xs)
        row.addWidget(self.avatar)
        row.addSpacing(SIZE.space_xs)
        row.addLayout(texts, 1)
        for widget in (self.assign, self.flag, self.snooze, self.archive, self.more, self.details):
            row.addWidget(widget)


_OWN = frozenset({"email", "sms", "letter", "push"})
