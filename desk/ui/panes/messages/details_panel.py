# SPDX-License-Identifier: LicenseRef-Desk
"""The details of a conversation: who it is with, what they agreed to, who looks after it, what concerns them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk import clock
from desk.translation import _
from desk.ui.panes.messages import details_words as words
from desk.ui.panes.messages.details_lines import DetailsLines, left
from desk.ui.panes.messages.details_model import DetailsModel
from desk.ui.panes.messages.details_parts import (
    CopyLine,
    Section,
    badges_line,
)
from desk.ui.panes.messages.details_readings import Details
from desk.ui.panes.messages.readings import Choices
from desk.ui.theme import SIZE
from desk.ui.widgets import Avatar, ElidedText, LinkButton, Text
from desk.ui.widgets.speaks import Speaks


class DetailsPanel(Speaks, DetailsLines):
    """What is known of the open conversation; its wishes are those of `DetailsLines`."""

    def __init__(self, model: DetailsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._choices = Choices()
        self.avatar = Avatar("", SIZE.avatar_xl)
        self.name = ElidedText("", "h3")
        self.since = Text("", "meta", wrap=True)
        self.open_card = LinkButton("")
        self.sections = {
            name: Section(is_first=name == "points")
            for name in ("points", "unknown", "consents", "record", "assignees", "bot", "records", "upcoming",
                         "tags", "others")
        }  # fmt: skip
        self.assign = LinkButton("", "user-plus")
        self.tags = LinkButton("", "tag")
        self._inner = QWidget()
        self._lay_out()
        self.open_card.clicked.connect(self._on_open_card)
        model.changed.connect(self._show)
        self.retranslate()

    def show_choices(self, choices: Choices) -> None:
        """Take note of the staff."""
        if choices != self._choices:
            self._choices = choices
            self._show()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.open_card.setText(_("Open the customer card"))
        for section in self.sections.values():
            section.forget()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.pause()

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.name)
        texts.addWidget(self.since)
        texts.addWidget(self.open_card, 0, Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.setSpacing(SIZE.space_m)
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(SIZE.space_l, SIZE.space_m, SIZE.space_l, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addLayout(head)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        self._inner.setProperty("role", "clear")
        self.setMinimumWidth(SIZE.details_width)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _show(self) -> None:
        details: Details | None = self._model.state.shown
        self._inner.setVisible(details is not None)
        if details is None:
            return
        name = words.name_of(details)
        self.avatar.set_person(name)
        self.name.setText(name)
        self.since.setText(words.since_text(details))
        self.open_card.setVisible(details.customer is not None)
        self._show_person(details)
        self._show_work(details)

    def _show_person(self, details: Details) -> None:
        sections, link = self.sections, self.link_requested
        lines = words.point_lines(details)
        sections["points"].fill("", lines, lambda: [CopyLine(i, t, v, copies=c) for i, t, v, c in lines])
        guesses = details.guesses if details.customer is None else None
        sections["unknown"].fill(_("New customer?"), guesses, lambda: self._unknown(details))
        badges = words.consent_badges(details)

        def consents() -> Sequence[QWidget]:
            if details.customer is None:
                return ()
            change = LinkButton(_("Change…"))
            change.clicked.connect(lambda *_p: link.emit("consents", details.card.row.customer_id or ""))
            return (badges_line(badges), left(change))

        sections["consents"].fill(_("Consents"), (badges, details.card.row.customer_id), consents)

    def _show_work(self, details: Details) -> None:
        sections, row = self.sections, details.card.row
        sections["record"].fill(
            _("Which record is it about?"), details.choices, partial(self._record_choices, details)
        )
        people = tuple((one, self._choices.names.get(one, "")) for one in row.assignee_ids)
        sections["assignees"].fill(_("Assigned to"), people, lambda: self._people(people))
        bot = words.bot_text(details, clock.now(), has_bot=self._choices.has_bot)
        sections["bot"].fill(_("Bot"), bot, lambda: self._bot(bot))
        sections["records"].fill(
            _("Records"), (details.records, row.record_id), lambda: self._records(details)
        )
        sections["upcoming"].fill(_("Upcoming sends"), details.upcoming, lambda: self._upcoming(details))
        sections["tags"].fill(_("Tags"), row.tags, lambda: self._tags(row.tags))
        sections["others"].fill(_("Other conversations"), details.others, lambda: self._others(details))

    def _on_open_card(self) -> None:
        details: Details | None = self._model.state.shown
        if details is not None and details.customer is not None:
            self.link_requested.emit("customer", details.customer.id)
