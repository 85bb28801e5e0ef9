# SPDX-License-Identifier: LicenseRef-Desk
"""The lines of the details pane, each with what it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk import clock
from desk.translation import _
from desk.ui.panes.messages import details_words as words
from desk.ui.panes.messages.card_look import subject_of
from desk.ui.panes.messages.details_parts import badges_line, deed_line, link_line, person_line
from desk.ui.panes.messages.details_readings import Details
from desk.ui.widgets import Badge, LinkButton, SecondaryButton, Text
from desk.ui.wording import formats


class DetailsLines(QWidget):
    """Wishes. link_requested(kind, key): customer, record, conversation, send, consents. assign_requested(ids).

    cancel_requested(delivery), create_requested(), customer_chosen(id), find_requested(), record_chosen(id),
    tags_requested(), bot_requested(deed): block, unblock.
    """

    link_requested = Signal(str, str)
    unassign_requested = Signal(str)
    assign_requested = Signal()
    cancel_requested = Signal(str)
    create_requested = Signal()
    find_requested = Signal()
    customer_chosen = Signal(str)
    record_chosen = Signal(str)
    tags_requested = Signal()
    bot_requested = Signal(str)

    def _unknown(self, details: Details) -> Sequence[QWidget]:
        if details.customer is not None:
            return ()
        said = Text(_("Nobody is known at this address yet."), "meta", wrap=True)
        create = SecondaryButton(_("Create the customer"), "user-plus")
        create.clicked.connect(self.create_requested)
        find = LinkButton(_("Link to a known customer…"), "magnifying-glass")
        find.clicked.connect(self.find_requested)
        guesses = [
            deed_line(
                "user",
                one.name or one.email,
                one.email,
                _("Link"),
                partial(self.customer_chosen.emit, one.id),
            )
            for one in details.guesses[:3]
        ]
        return (said, create, *guesses, left(find))

    def _record_choices(self, details: Details) -> Sequence[QWidget]:
        return [
            deed_line(
                "clipboard-text",
                words.record_text(one),
                words.status_text(one.kind, one.status),
                _("This one"),
                partial(self.record_chosen.emit, one.id),
            )
            for one in details.choices
        ]

    def _people(self, people: Sequence[tuple[str, str]]) -> Sequence[QWidget]:
        lines = [
            person_line(
                name or _("Somebody who left"), _("Take off"), partial(self.unassign_requested.emit, key)
            )
            for key, name in people
        ]
        add = LinkButton(_("Add") if people else _("Assign…"), "user-plus")
        add.clicked.connect(self.assign_requested)
        return (*lines, left(add))

    def _bot(self, bot: tuple[str, str, str]) -> Sequence[QWidget]:
        state, verb, deed = bot
        if not state:
            return ()
        return (deed_line("robot", state, "", verb, partial(self.bot_requested.emit, deed)),)

    def _records(self, details: Details) -> Sequence[QWidget]:
        lines = []
        for one in details.records:
            mark = words.status_mark(one.kind, one.status)
            badge = Badge(mark[0], mark[1])
            lines.append(
                link_line(words.record_text(one), partial(self.link_requested.emit, "record", one.id), badge)
            )
        return lines

    def _upcoming(self, details: Details) -> Sequence[QWidget]:
        now = clock.now()
        return [
            deed_line(
                "clock",
                words.send_text(one),
                formats.moment(one.due_at, now),
                _("Call off"),
                partial(self.cancel_requested.emit, one.id),
            )
            for one in details.upcoming
        ]

    def _tags(self, tags: Sequence[str]) -> Sequence[QWidget]:
        change = LinkButton(_("Change the tags…") if tags else _("Add a tag…"), "tag")
        change.clicked.connect(self.tags_requested)
        shown = [badges_line([(tag, "neutral", "", "") for tag in tags])] if tags else []
        return (*shown, left(change))

    def _others(self, details: Details) -> Sequence[QWidget]:
        now = clock.now()
        return [
            link_line(
                f"{formats.moment(one.last_at, now)} · {subject_of(one)}",
                partial(self.link_requested.emit, "conversation", one.id),
            )
            for one in details.others
        ]


def left(button: QWidget) -> QWidget:
    """Return a line that begins with `button`."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return line
