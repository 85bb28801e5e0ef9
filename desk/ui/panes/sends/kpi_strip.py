# SPDX-License-Identifier: LicenseRef-Desk
"""The figures over the table; each is a filter."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.models.vocabulary import Standing
from desk.translation import _, ngettext
from desk.ui.panes.sends.filters import Period, Shown
from desk.ui.panes.sends.readings import Figures
from desk.ui.panes.sends.view_model import SendsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import KpiTile
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats

_TILES: Mapping[Shown, tuple[str, str]] = {
    Shown.SENT: ("paper-plane-tilt", "info"),
    Shown.WAITING: ("moon", "warn"),
    Shown.AWAITING: ("hand-palm", "warn"),
    Shown.NOT_SUBSCRIBED: ("prohibit", "text2"),
    Shown.UNHANDLED: ("x-circle", "danger"),
    Shown.UNCONFIRMED: ("question", "warn"),
}
_CAPTIONS: Mapping[Shown, Callable[[int], str]] = {
    Shown.SENT: lambda count: ngettext("sent", "sent", count),
    Shown.WAITING: lambda _count: _("waiting"),
    Shown.AWAITING: lambda _count: _("to approve"),
    Shown.NOT_SUBSCRIBED: lambda count: ngettext("not subscribed", "not subscribed", count),
    Shown.UNHANDLED: lambda count: ngettext("open failure", "open failures", count),
    Shown.UNCONFIRMED: lambda _count: _("unconfirmed"),
}
MANY = 2
"""What is counted is not known yet: it is said as of several."""
_OF_PERIOD = frozenset({Shown.SENT, Shown.NOT_SUBSCRIBED})
"""Counted within the period; the others are what has to be looked after, whenever it was made."""
_REACH: Mapping[Shown, Period] = {Shown.UNHANDLED: Period.MONTH}


class KpiStrip(Speaks, QWidget):
    """Counters that narrow the list when they are pressed, and widen it again."""

    def __init__(self, model: SendsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._back: tuple[Period, Shown] | None = None
        self.tiles = {shown: KpiTile(icon, "", role) for shown, (icon, role) in _TILES.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        for shown, tile in self.tiles.items():
            row.addWidget(tile, 1)
            tile.clicked.connect(partial(self._on_clicked, shown))
        self.tiles[Shown.UNCONFIRMED].hide()
        self.retranslate()

    def show_state(self) -> None:
        """Show the counters and which of them filters."""
        state = self._model.state
        for shown, tile in self.tiles.items():
            tile.setChecked(state.filters.shown is shown)
            count = figure(state.figures, shown) if state.figures is not None else None
            tile.set_value("–" if count is None else formats.number(count))
        unconfirmed = state.figures is not None and state.figures.pressing.unconfirmed > 0
        is_asked = state.filters.shown is Shown.UNCONFIRMED
        self.tiles[Shown.UNCONFIRMED].setVisible(unconfirmed or is_asked)
        self._say()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(_("Counters"))
        self._say()

    def _say(self) -> None:
        state = self._model.state
        is_today = state.filters.period is Period.TODAY
        for shown, tile in self.tiles.items():
            count = figure(state.figures, shown) if state.figures is not None else MANY
            tile.set_caption(caption(shown, count, is_today=is_today))

    def _on_clicked(self, shown: Shown) -> None:
        filters = self._model.state.filters
        if filters.shown is shown:
            self._model.choose(Shown.ALL, self._period_before())
        elif shown in _OF_PERIOD:
            self._model.choose(shown)
        else:
            if filters.shown in _OF_PERIOD or filters.shown is Shown.ALL:
                self._back = (filters.period, filters.shown)
            self._model.choose(shown, _REACH.get(shown, Period.ALL))
        self.show_state()

    def _period_before(self) -> Period | None:
        """Return the period that was left for a figure that has none; None: stay."""
        before, self._back = self._back, None
        return before[0] if before is not None and before[0] is not Period.CUSTOM else None


def caption(shown: Shown, count: int, *, is_today: bool) -> str:
    """Return what stands under a figure of `count`."""
    if shown is Shown.SENT and is_today:
        return ngettext("sent today", "sent today", count)
    return _CAPTIONS[shown](count)


def figure(figures: Figures, shown: Shown) -> int:
    """Return what a tile counts."""
    match shown:
        case Shown.WAITING:
            return figures.waiting
        case Shown.AWAITING:
            return figures.pressing.awaiting
        case Shown.UNHANDLED:
            return figures.pressing.unhandled
        case Shown.UNCONFIRMED:
            return figures.pressing.unconfirmed
        case _:
            return figures.count(standing=Standing(shown.value))
