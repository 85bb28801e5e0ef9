# SPDX-License-Identifier: LicenseRef-Desk
"""The event feed of one record: its head, what happened and what is to come, its fields."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desk import clock
from desk.models.identity import OperatorId
from desk.services.shop import RecordCard, RecordDraft
from desk.translation import _
from desk.ui.panes.records.deed import DeedKind, Done
from desk.ui.panes.records.deeds import RecordDeeds
from desk.ui.panes.records.feed_model import FeedModel
from desk.ui.panes.records.feed_parts import FEED, FIELDS, LEAST_WIDTH, WIDTH
from desk.ui.panes.records.fields_panel import FieldsPanel
from desk.ui.panes.records.popups import NOBODY
from desk.ui.panes.records.record_head import RecordHead
from desk.ui.panes.records.timeline import lines
from desk.ui.panes.records.view_model import RecordsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import EmptyState, InfoBar, LinkButton, Segments
from desk.ui.widgets.feed_list import FeedList
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text, formats

TICK_MS = 20_000


class FeedPanel(Speaks, QWidget):
    """customer_wanted(id), send_wanted(delivery id): something that another page shows."""

    customer_wanted = Signal(str)
    send_wanted = Signal(str)

    def __init__(
        self, model: FeedModel, shown: RecordsModel, deeds: RecordDeeds, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._list = shown
        self._deeds = deeds
        self.head = RecordHead()
        self.fields = FieldsPanel()
        self.timeline = FeedList()
        self._undo = InfoBar("info")
        self._parts = Segments("", underline=True)
        self._older = LinkButton("", "clock-counter-clockwise", quiet=True)
        self._nothing = EmptyState("clipboard-text", "")
        self._middle = QStackedWidget()
        self._body = QStackedWidget()
        self._tick = QTimer(self, interval=TICK_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_part(self, part: str) -> None:
        """Show FEED or FIELDS."""
        self._parts.set_current(part)
        self._on_part(part)

    def edit_fields(self) -> None:
        """Show the fields and go to the first."""
        self.show_part(FIELDS)
        self.fields.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields.focusNextChild()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._parts.setAccessibleName(_("Parts of the record"))
        self._parts.set_text(FEED, _("Feed"))
        self._say_fields()
        self.timeline.setAccessibleName(_("Event feed"))
        self._older.setText(_("Show older events"))
        self.fields.retranslate()
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.pause()
        self._tick.stop()

    def _lay_out(self) -> None:
        self._parts.add(FEED, "")
        self._parts.add(FIELDS, "")
        self._body.addWidget(_scrolled(self.timeline, self._older))
        self._body.addWidget(_scrolled(self.fields))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._undo)
        column.addWidget(self._parts)
        column.addWidget(self._body, 1)
        self._middle.addWidget(whole)
        self._middle.addWidget(self._nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._middle)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._list.changed.connect(self._show)
        self._parts.current_key_changed.connect(self._on_part)
        self._tick.timeout.connect(self._show)
        self._older.clicked.connect(self._model.show_older)
        self._nothing.verb_requested.connect(self._model.refresh)
        self.head.status_chosen.connect(self._on_status)
        self.head.due_chosen.connect(self._on_due)
        self.head.assignee_chosen.connect(self._on_assignee)
        self.head.customer_wanted.connect(self._on_customer)
        self.timeline.link_requested.connect(self.send_wanted)
        self.fields.save_requested.connect(self._on_save)
        self.fields.dirty_changed.connect(self._say_fields)
        self._undo.verb_requested.connect(self._on_undo)
        self._deeds.done.connect(self._on_done)
        self._deeds.decided.connect(self._show)
        self._deeds.taken_back.connect(self._show)

    def _show(self) -> None:
        state = self._model.state
        feed = state.shown
        if feed is None:
            self._show_nothing()
            return
        self._middle.setCurrentIndex(0)
        shop = self._list.state.shop
        self.head.show_card(feed.card, shop)
        self.fields.show_card(feed.card, shop)
        self.timeline.set_lines(lines(feed, shop, clock.now()))
        self._older.setVisible(feed.has_older)
        self._show_undo(feed.card)

    def _show_nothing(self) -> None:
        state = self._model.state
        self._middle.setCurrentIndex(1)
        if state.error is not None:
            failure = failure_text(state.error)
            self._nothing.set_texts(failure.title, failure.sentence, _("Try again"))
        elif state.is_loading:
            self._nothing.set_texts(_("Loading…"))
        elif state.is_gone:
            self._nothing.set_texts(_("This record no longer exists."))
        else:
            self._nothing.set_texts(
                _("Choose a record"), _("What happened to it, and what it told the customer, shows here.")
            )

    def _show_undo(self, card: RecordCard) -> None:
        found = self._deeds.undoable(card.id)
        if found is None:
            self._undo.hide()
            return
        text = _("Your last change can be taken back until {time}.").format(time=formats.time(found[1]))
        if self._undo.isHidden() or self._undo.property("said") != text:
            self._undo.setProperty("said", text)
            self._undo.show_message(text, verb=_("Undo"), icon="arrow-u-up-left")

    def _say_fields(self) -> None:
        self._parts.set_text(FIELDS, _("Fields") + (" •" if self.fields.unsaved() else ""))

    def _on_part(self, part: str) -> None:
        self._body.setCurrentIndex(0 if part == FEED else 1)

    def _card(self) -> RecordCard | None:
        feed = self._model.state.shown
        return feed.card if feed is not None else None

    def _on_status(self, code: str) -> None:
        if (card := self._card()) is not None:
            self._deeds.change_status([card], code)

    def _on_due(self, due_at: datetime | None) -> None:
        if (card := self._card()) is not None:
            self._deeds.move_due([card], due_at)

    def _on_assignee(self, key: str) -> None:
        if (card := self._card()) is not None:
            assignee = None if key == NOBODY else OperatorId(key)
            self._deeds.assign([card], assignee, self._list.state.shop.operator_name(assignee))

    def _on_customer(self) -> None:
        if (card := self._card()) is not None:
            self.customer_wanted.emit(card.customer_id)

    def _on_save(self, card: RecordCard, draft: RecordDraft) -> None:
        self._deeds.save(card, draft, card.version, self._on_failure)

    def _on_failure(self, error: Exception) -> None:
        self._model.refresh()
        self.fields.show_failure(error)

    def _on_undo(self) -> None:
        if (card := self._card()) is not None and (found := self._deeds.undoable(card.id)) is not None:
            self._deeds.undo(found[0])

    def _on_done(self, done: Done) -> None:
        if done.deed.kind is DeedKind.EDITED:
            for record_id in done.record_ids:
                self.fields.forget(record_id)
        if done.clashes:
            self._model.refresh()


def _scrolled(*widgets: QWidget) -> QScrollArea:
    """Return widgets under each other, with the usual margins, in a scroll area."""
    inside = QWidget()
    inside.setProperty("role", "clear")
    column = QVBoxLayout(inside)
    column.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_m)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
