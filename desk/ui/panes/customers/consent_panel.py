# SPDX-License-Identifier: LicenseRef-Desk
"""What a customer agreed to, with its proof; the addresses set aside; the whole ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk import clock
from desk.services.preferences import CONSENT_CHANNELS, TOPICS
from desk.services.shop import Point
from desk.translation import _
from desk.ui.panes.customers.consent_grid import ConsentGrid
from desk.ui.panes.customers.looks import agreement_text, phone_text, source_text
from desk.ui.panes.customers.readings import CardView
from desk.ui.theme import SIZE
from desk.ui.widgets import CheckItem, CheckList, SectionLabel, Text
from desk.ui.widgets.feed_list import FeedLine, FeedList
from desk.ui.wording import channel_mark, formats, suppression_text, word

if TYPE_CHECKING:
    from desk.services.preferences import ConsentRow, SuppressionRow


class ConsentPanel(QWidget):
    """change_wanted(topic, Channel, on); release_wanted(SuppressionRow)."""

    change_wanted = Signal(str, object, bool)
    release_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CardView | None = None
        self.grid = ConsentGrid(CONSENT_CHANNELS)
        self._hint = Text("", "muted", wrap=True)
        self._titles = [SectionLabel() for _place in range(2)]
        self.suppressions = CheckList("")
        self._no_suppression = Text("", "meta", wrap=True)
        self.ledger = FeedList()
        self._no_ledger = Text("", "meta", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        column.addWidget(self._hint)
        column.addWidget(self.grid)
        column.addSpacing(SIZE.space_m)
        for widget in (self._titles[0], self.suppressions, self._no_suppression):
            column.addWidget(widget)
        column.addSpacing(SIZE.space_m)
        for part in (self._titles[1], self.ledger, self._no_ledger):
            column.addWidget(part)
        column.addStretch(1)
        self.grid.wanted.connect(self.change_wanted)
        self.suppressions.verb_requested.connect(self._on_release)
        self.retranslate()

    def show_view(self, view: CardView) -> None:
        """Show a customer."""
        self._view = view
        granted = frozenset((one.topic, one.channel) for one in view.consents if one.granted)
        self.grid.show_granted(granted, _notes(view))
        items = [_item(one, view.card.points) for one in view.suppressions]
        self.suppressions.set_items(items)
        self.suppressions.setVisible(bool(items))
        self._no_suppression.setVisible(not items)
        self.ledger.set_lines([_line(one) for one in view.ledger])
        self.ledger.setVisible(bool(view.ledger))
        self._no_ledger.setVisible(not view.ledger)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._hint.setText(_("Without an agreement nothing is sent. Each change asks for its proof."))
        for title, text in zip(self._titles, (_("Addresses set aside"), _("Ledger")), strict=True):
            title.setText(text)
        self.suppressions.setAccessibleName(_("Addresses set aside"))
        self._no_suppression.setText(_("None: every address may be written to."))
        self.ledger.setAccessibleName(_("Ledger of agreements and refusals"))
        self._no_ledger.setText(_("Nothing has been said yet."))
        self.grid.retranslate()
        if self._view is not None:
            self.show_view(self._view)

    def _on_release(self, key: str) -> None:
        found = next((one for one in self._view.suppressions if one.id == key), None) if self._view else None
        if found is not None:
            self.release_wanted.emit(found)


def proof_text(entry: ConsentRow) -> str:
    """Say where and when something was said, and who heard it."""
    parts = (source_text(entry.source), formats.day(entry.at), entry.operator)
    return ", ".join(part for part in parts if part)


def _notes(view: CardView) -> Mapping[str, str]:
    """Return topic → where each of its present values comes from; alike ones are said together."""
    notes = {}
    for topic in TOPICS:
        by_proof: dict[str, list[str]] = {}
        for channel in CONSENT_CHANNELS:
            entry = view.consent(topic.code, channel)
            if entry is not None:
                answer = _("yes") if entry.granted else _("no")
                said = f"{answer}, {proof_text(entry)}"
                by_proof.setdefault(said, []).append(channel_mark(channel).text)
        notes[topic.code] = "\n".join(
            f"{', '.join(channels)}{_(': ')}{said}" for said, channels in by_proof.items()
        )
    return notes


def _line(entry: ConsentRow) -> FeedLine:
    what = agreement_text(entry.topic, entry.channel)
    proof = ", ".join(part for part in (source_text(entry.source), entry.operator) if part)
    return FeedLine(
        title=f"{what}{_(': ')}{_('yes') if entry.granted else _('no')}",
        detail="\n".join(part for part in (proof, entry.wording) if part),
        time=formats.day(entry.at),
        icon="check-circle" if entry.granted else "prohibit",
        role="ok" if entry.granted else "text2",
    )


def _item(line: SuppressionRow, points: tuple[Point, ...]) -> CheckItem:
    is_active = line.is_active(clock.now())
    shown = next((one.address for one in points if one.address.lower() == line.address), line.address)
    about = word("topic", line.topic) if line.topic else _("every message")
    parts = [f"{suppression_text(line.reason)}, {formats.day(line.created_at)}", about]
    if line.note:
        parts.append(line.note)
    if line.released_at is not None:
        parts.append(_("released {day}").format(day=formats.day(line.released_at)))
    elif line.expires_at is not None:
        parts.append(_("until {day}").format(day=formats.day(line.expires_at)))
    return CheckItem(
        key=line.id,
        text=phone_text(shown),
        state="danger" if is_active else "todo",
        state_word=_("set aside") if is_active else _("over"),
        detail=" · ".join(parts),
        verb=_("Release") if is_active else "",
    )
