# SPDX-License-Identifier: LicenseRef-Desk
"""Lets the Tab key walk widgets in the order in which they are laid out, also those that came later."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


class TabOrder:
    """The order of one part of a page. Qt appends new widgets at the end; `refresh` puts them in their place."""

    def __init__(self, whole: QWidget) -> None:
        self._whole = whole
        self._stops: list[QWidget] = []

    def refresh(self) -> None:
        """Chain the stops anew, if there are others than before."""
        stops = list(stops_in(self._whole))
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """Yield what the Tab key stops at, in the order of the layouts."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from stops_in(widget)
        elif inner is not None:
            yield from _stops_of(inner)
