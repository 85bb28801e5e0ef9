# SPDX-License-Identifier: LicenseRef-Desk
"""What goes on with a customer: open records, what is to come, and all they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk import clock
from desk.translation import _
from desk.ui.panes.customers import activity
from desk.ui.panes.customers.readings import CardView
from desk.ui.theme import SIZE
from desk.ui.widgets import CheckList, LinkButton, SectionLabel, Text
from desk.ui.widgets.feed_list import FeedList

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryRow


class ActivityPanel(QWidget):
    """record_wanted(id), link_wanted("kind:id" of a line), call_off_wanted(DeliveryRow).

    records_wanted, new_record_wanted: of this customer. older_wanted: more of the past.
    """

    record_wanted = Signal(str)
    records_wanted = Signal()
    new_record_wanted = Signal()
    link_wanted = Signal(str)
    call_off_wanted = Signal(object)
    older_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CardView | None = None
        self._titles = [SectionLabel() for _place in range(3)]
        self.records = CheckList("")
        self._no_records = Text("", "meta", wrap=True)
        self._all_records = LinkButton("", "clipboard-text", quiet=True)
        self._new_record = LinkButton("", "plus")
        self.upcoming = CheckList("")
        self._no_upcoming = Text("", "meta", wrap=True)
        self.timeline = FeedList()
        self._no_past = Text("", "meta", wrap=True)
        self._older = LinkButton("", "clock-counter-clockwise", quiet=True)
        self._lay_out()
        self.records.verb_requested.connect(self.record_wanted)
        self.upcoming.verb_requested.connect(self._on_call_off)
        self.timeline.link_requested.connect(self.link_wanted)
        self._all_records.clicked.connect(self.records_wanted)
        self._new_record.clicked.connect(self.new_record_wanted)
        self._older.clicked.connect(self.older_wanted)
        self.retranslate()

    def show_view(self, view: CardView) -> None:
        """Show a customer."""
        self._view = view
        now = clock.now()
        for checks, items, nothing in (
            (self.records, activity.open_records(view), self._no_records),
            (self.upcoming, activity.upcoming(view, now), self._no_upcoming),
        ):
            checks.set_items(items)
            checks.setVisible(bool(items))
            nothing.setVisible(not items)
        past = activity.lines(view, now)
        self.timeline.set_lines(past)
        self.timeline.setVisible(bool(past))
        self._no_past.setVisible(not past)
        self._older.setVisible(view.has_older)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        says = (_("Open records"), _("To come"), _("Sent, held and skipped"))
        for title, text in zip(self._titles, says, strict=True):
            title.setText(text)
        for widget, text in zip((self.records, self.upcoming, self.timeline), says, strict=True):
            widget.setAccessibleName(text)
        self._no_records.setText(_("No work goes on for this customer."))
        self._no_upcoming.setText(_("Nothing is planned."))
        self._no_past.setText(_("Nothing has been sent to this customer yet."))
        self._all_records.setText(_("All records"))
        self._new_record.setText(_("New record"))
        self._older.setText(_("Show older messages"))
        if self._view is not None:
            self.show_view(self._view)

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(0)
        links.addWidget(self._new_record)
        links.addWidget(self._all_records)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addWidget(self._titles[0])
        column.addWidget(self.records)
        column.addWidget(self._no_records)
        column.addLayout(links)
        column.addSpacing(SIZE.space_m)
        for widget in (self._titles[1], self.upcoming, self._no_upcoming):
            column.addWidget(widget)
        column.addSpacing(SIZE.space_m)
        for part in (self._titles[2], self.timeline, self._no_past, self._older):
            column.addWidget(part)
        column.addStretch(1)

    def _on_call_off(self, key: str) -> None:
        sends: tuple[DeliveryRow, ...] = self._view.upcoming if self._view is not None else ()
        found = next((one for one in sends if one.id == key), None)
        if found is not None:
            self.call_off_wanted.emit(found)
