# SPDX-License-Identifier: LicenseRef-Desk
"""SEND: the template, to whom, when, and on which channels one after the other."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.models.identity import TemplateId
from desk.models.vocabulary import Channel
from desk.services.rules import TIMED, HoursMode
from desk.translation import _, pgettext
from desk.ui.panes.rules import edits, offers, words
from desk.ui.panes.rules.clause_card import ClauseCard
from desk.ui.panes.rules.leg_row import LegRow, legs_of
from desk.ui.panes.rules.pieces import Choice, Piece, Verb, Word
from desk.ui.panes.rules.rule_forms import TimingForm
from desk.ui.panes.rules.sentence_line import discard
from desk.ui.panes.rules.sight import Sight
from desk.ui.panes.rules.sortable import SortList
from desk.ui.theme import SIZE
from desk.ui.widgets import IconMark, Text
from desk.ui.wording import channel_word

TEMPLATE, ROLE, TIMING, OPEN, ADD = "template", "audience.role", "timing", "open_template", "legs.add"


class SendClause(ClauseCard):
    """template_requested(template id, channel): the person wants to see it; channel "" for none of them."""

    template_requested = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(lambda: pgettext("rule", "Send"), "info")
        self._legs: list[LegRow] = []
        self._joints: list[Text] = []
        self._head = self.add_line()
        self._list = SortList()
        self._list.moved.connect(self._on_moved)
        self.column.addWidget(self._list)
        self._foot = self.add_line()
        self._note = Text("", "meta", wrap=True)
        self.column.addWidget(self._note)

    def fill(self, sight: Sight) -> None:
        """Show template, recipient, moment and route."""
        self._head.show_pieces(*_head(self, sight))
        legs = legs_of(sight)
        channels = tuple(leg.channel for leg in legs)
        if len(legs) != len(self._legs):
            self._build(len(legs))
        for joint in self._joints:
            joint.setText(_("if impossible or failed"))
        for row, leg in zip(self._legs, legs, strict=True):
            row.show_leg(leg)
        free = [channel for channel in offers.channels_of(sight.event) if channel not in channels]
        self._foot.setVisible(bool(free))
        label = _("Add a fallback channel") if channels else _("Add a channel")
        self._foot.show_pieces(Verb(key=ADD, text=label, icon="plus", options=offers.channel_options(free)))
        self._foot.show_problem("" if channels else sight.problem("legs"))
        self._note.setText(_route_note(sight, len(channels)))
        self._note.setVisible(bool(self._note.text()))

    def on_chosen(self, key: str, choice: str) -> None:
        sight = self.sight
        assert sight is not None
        match key:
            case "template":
                draft = replace(sight.draft, template_id=TemplateId(choice))
                self.edit(draft, _("Change the template"))
            case "audience.role":
                audience = replace(sight.spec.audience, role=choice)
                self.edit(edits.with_audience(sight.draft, audience), _("Change the recipient"))
            case "legs.add":
                self.edit(edits.with_leg(sight.draft, Channel(choice)), _("Add a channel"))

    def on_pressed(self, key: str) -> None:
        if self.sight is not None and key == OPEN:
            self.template_requested.emit(self.sight.draft.template_id or "", "")

    def take_timing(self, delay: int, hours: HoursMode) -> None:
        """Take when it leaves."""
        assert self.sight is not None
        draft = edits.with_timing(self.sight.draft, delay_minutes=delay, hours=hours)
        self.edit(draft, _("Change the delay"), TIMING)

    def _build(self, count: int) -> None:
        while (item := self._list.column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        self._legs, self._joints = [], []
        for number in range(count):
            if number:
                self._joints.append(Text("", "strong"))
                self._list.column.addWidget(_connector(self._joints[-1]))
            row = LegRow(number)
            row.preview_requested.connect(self._on_preview)
            row.remove_requested.connect(self._on_removed)
            row.channel_requested.connect(self._on_channel)
            row.move_requested.connect(self._on_moved)
            self._legs.append(row)
            self._list.column.addWidget(row)
        self._list.set_rows(self._legs)

    def _on_preview(self, number: int) -> None:
        assert self.sight is not None
        channel = self.sight.spec.legs[number].channel
        self.template_requested.emit(self.sight.draft.template_id or "", channel.value)

    def _on_removed(self, number: int) -> None:
        assert self.sight is not None
        self.edit(edits.without_leg(self.sight.draft, number), _("Remove a channel"))

    def _on_channel(self, number: int, channel: str) -> None:
        assert self.sight is not None
        self.edit(edits.with_channel(self.sight.draft, number, Channel(channel)), _("Change a channel"))

    def _on_moved(self, start: int, to: int) -> None:
        assert self.sight is not None
        self.edit(edits.leg_moved(self.sight.draft, start, to), _("Reorder the channels"))
        self._legs[to].setFocus(Qt.FocusReason.OtherFocusReason)


def _head(clause: SendClause, sight: Sight) -> Iterator[Piece]:
    template = sight.shop.template(sight.draft.template_id)
    yield Word(text=pgettext("rule", "the template"), is_glued=True)
    yield Choice(
        key=TEMPLATE,
        says=_("Send, template"),
        text=template.name if template else _("choose a template"),
        icon="file-text",
        options=offers.template_options(sight.shop, sight.event),
        current=sight.draft.template_id or "",
        problem=sight.problem(TEMPLATE),
    )
    if template:
        yield Verb(key=OPEN, text="", icon="arrow-square-out", says=_("Open the template"))
    role = sight.spec.audience.role
    yield Choice(
        key=ROLE,
        says=_("Send, to"),
        text=offers.role_text(role),
        icon="user",
        options=offers.role_options(sight.event),
        current=role,
        problem=sight.problem(ROLE),
    )
    yield _timing(clause, sight)


def _timing(clause: SendClause, sight: Sight) -> Choice:
    timing = sight.spec.timing
    is_timed = sight.spec.trigger.kind in TIMED
    said = words.delay_text(timing.delay_minutes, is_timed=is_timed)
    if timing.hours is HoursMode.OPENING_HOURS:
        said = _("{when}, in opening hours").format(when=said)
    at_once = words.delay_text(0, is_timed=is_timed).capitalize()
    return Choice(
        key=TIMING,
        says=_("Send, when"),
        text=said,
        icon="clock",
        form=partial(TimingForm, timing, clause.take_timing, at_once),
        problem=sight.problem("timing.delay_minutes", "timing.hours"),
    )


def _route_note(sight: Sight, count: int) -> str:
    """Say how the channels follow each other, or why there is nothing to fall back on."""
    allowed = offers.channels_of(sight.event)
    if len(allowed) == 1:
        only = channel_word(allowed[0].value)
        return _("This event may only leave by {channel}: there is nothing to fall back on.").format(
            channel=only
        )
    return _("Fallback: stops at the first channel that works, one message only.") if count > 1 else ""


def _connector(joint: Text) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(SIZE.space_l, 0, 0, 0)
    row.setSpacing(SIZE.space_s)
    row.addWidget(IconMark("arrow-bend-down-right", "text3", SIZE.icon_m))
    row.addWidget(joint)
    row.addStretch(1)
    return line
