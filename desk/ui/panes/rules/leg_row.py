# SPDX-License-Identifier: LicenseRef-Desk
"""One channel of the route as a row: its turn, who sends, in which languages, and its verbs."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desk.models.vocabulary import Channel
from desk.translation import _
from desk.ui.panes.rules import offers
from desk.ui.panes.rules.sight import Sight
from desk.ui.panes.rules.sortable import SortRow
from desk.ui.theme import SIZE, icon
from desk.ui.widgets import Badge, ElidedText, IconButton, IconMark, LinkButton, Text
from desk.ui.wording import channel_mark


@dataclass(frozen=True, slots=True, kw_only=True)
class LegView:
    """What a row shows. meta: sender and languages. others: channels that could stand here instead."""

    channel: Channel
    number: int
    count: int
    meta: str
    problem: str = ""
    has_template: bool = False
    others: tuple[Channel, ...] = ()


def legs_of(sight: Sight) -> tuple[LegView, ...]:
    """Return the route's channels as they are shown."""
    legs = sight.spec.legs
    used = {leg.channel for leg in legs}
    others = tuple(channel for channel in offers.channels_of(sight.event) if channel not in used)
    return tuple(
        LegView(
            channel=leg.channel,
            number=number,
            count=len(legs),
            meta=_meta(sight, leg.channel),
            problem=sight.problem(f"legs.{number}"),
            has_template=sight.draft.template_id is not None,
            others=others,
        )
        for number, leg in enumerate(legs)
    )


class LegRow(SortRow):
    """Signals carry the leg's number. move_requested(from, to)."""

    preview_requested = Signal(int)
    remove_requested = Signal(int)
    channel_requested = Signal(int, str)
    move_requested = Signal(int, int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName(f"legs.{number}")
        self._number = number
        self._view: LegView | None = None
        self._turn = Badge(str(number + 1))
        self._mark = IconMark("envelope-simple", "email", SIZE.icon_xl)
        self._name = Text("", "strong")
        self._meta = ElidedText("", "meta")
        self._problem = Text("", "problem", wrap=True)
        self.preview = LinkButton("", "eye", quiet=True)
        self.preview.clicked.connect(self._on_preview)
        self.more = IconButton("dots-three", "")
        self.more.clicked.connect(self._on_more)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for label in (self._name, self._meta, self._problem):
            texts.addWidget(label)
        middle = Qt.AlignmentFlag.AlignVCenter
        self.row.setAlignment(self.grip, middle)
        self.row.addWidget(self._turn, 0, middle)
        self.row.addWidget(self._mark, 0, middle)
        self.row.addLayout(texts, 1)
        self.row.addWidget(self.preview, 0, middle)
        self.row.addWidget(self.more, 0, middle)
        for button in (self.preview, self.more):
            self.keys.watch(button)

    def show_leg(self, view: LegView) -> None:
        """Show a channel."""
        self._view = view
        mark = channel_mark(view.channel.value)
        self._turn.set_badge(str(view.number + 1), mark.role if mark.role != "text2" else "neutral")
        self._mark.set_icon(mark.icon, mark.role)
        self._name.setText(mark.text)
        self._meta.setText(view.meta)
        self._problem.setText(view.problem)
        self._problem.setVisible(bool(view.problem))
        self.preview.setText(_("Preview"))
        self.preview.setVisible(view.has_template)
        self.more.set_label(_("More about {channel}").format(channel=mark.text))
        parts = (str(view.number + 1), mark.text, view.meta, view.problem)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def _on_preview(self) -> None:
        self.preview_requested.emit(self._number)

    def _on_more(self) -> None:
        view = self._view
        assert view is not None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._number:
            _add(menu, _("Try earlier"), "arrow-up", self._mover(self._number - 1))
        if self._number + 1 < view.count:
            _add(menu, _("Try later"), "arrow-down", self._mover(self._number + 1))
        for channel in view.others:
            mark = channel_mark(channel.value)
            _add(
                menu, _("Use {channel} instead").format(channel=mark.text), mark.icon, self._changer(channel)
            )
        menu.addSeparator()
        _add(menu, _("Remove"), "trash", self._remover())
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _mover(self, to: int) -> Callable[[], None]:
        return lambda: self.move_requested.emit(self._number, to)

    def _changer(self, channel: Channel) -> Callable[[], None]:
        return lambda: self.channel_requested.emit(self._number, channel.value)

    def _remover(self) -> Callable[[], None]:
        return lambda: self.remove_requested.emit(self._number)


def _meta(sight: Sight, channel: Channel) -> str:
    account = sight.shop.senders.get(channel)
    template = sight.shop.template(sight.draft.template_id)
    languages = sorted(template.facts.languages.get(channel, ())) if template else []
    parts = (account.sender_address if account else "", ", ".join(languages))
    return " · ".join(part for part in parts if part)


def _add(menu: QMenu, text: str, name: str, deed: Callable[[], None]) -> None:
    action = QAction(icon(name), text, menu)
    action.triggered.connect(lambda _checked: deed())
    menu.addAction(action)
