# SPDX-License-Identifier: LicenseRef-Desk
"""Fills the menu of moments at which a message may leave later."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desk import clock
from desk.services.shop import LocationView
from desk.translation import _
from desk.ui.panes.messages.composer.later import When, moments
from desk.ui.panes.messages.composer.small_forms import MomentForm, open_form
from desk.ui.panes.messages.composer.words import moment_text
from desk.ui.theme import icon
from desk.ui.wording import formats

_ICONS = {
    When.OPENING: "storefront",
    When.TONIGHT: "moon",
    When.TOMORROW_MORNING: "sun",
    When.TOMORROW_EVENING: "moon",
    When.NEXT_WEEK: "calendar-blank",
}


def fill_later(
    menu: QMenu, place: LocationView | None, chosen: Callable[[datetime], object], anchor: QWidget
) -> None:
    """Offer the moments that are to come now, and a date of one's own; `chosen` gets what was taken."""
    menu.clear()
    now = clock.now()
    offered = moments(now, formats.zone(), place)
    for one in offered:
        action = QAction(icon(_ICONS.get(one.when, "clock")), moment_text(one.when, one.at), menu)
        action.triggered.connect(lambda _on=False, at=one.at: chosen(at))
        menu.addAction(action)
    menu.addSeparator()
    other = QAction(icon("calendar-dots"), _("Choose date and time…"), menu)
    other.triggered.connect(lambda: _open_own(anchor, offered[-1].at if offered else now, chosen))
    menu.addAction(other)


def _open_own(anchor: QWidget, start: datetime, chosen: Callable[[datetime], object]) -> None:
    form = MomentForm(start, clock.now())
    form.chosen.connect(chosen)
    open_form(anchor, form)
