# SPDX-License-Identifier: LicenseRef-Desk
"""Widgets are tested dressed: light look, bundled font."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QCursor

from desk.translation import language, use_language
from desk.ui.theme import Theme, apply

NEAR = 3
"""What rounding and the edges of a drawing may take from a colour, in each part."""


@pytest.fixture(autouse=True)
def dressed(qapp):
    """Dress the application; English, read from left to right."""
    apply(qapp, "light")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    before = language()
    use_language("en")
    yield
    use_language(before)


@pytest.fixture
def shown(qtbot):
    """Show a widget in a window of its own, away from the mouse: `shown(widget, width, height)`."""
    kept = []  # the bot alone would let go of them

    def show(widget, width=0, height=0):
        kept.append(widget)
        qtbot.addWidget(widget)
        QCursor.setPos(3000, 3000)
        if width:
            widget.resize(width, height or widget.sizeHint().height())
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


@pytest.fixture
def spoken():
    """Ask what assistive technology hears: `spoken(widget)` is (role name, name, states)."""

    def ask(widget):
        interface = QAccessible.queryAccessibleInterface(widget)
        return interface.role().name, interface.text(QAccessible.Text.Name), interface.state()

    return ask


@pytest.fixture
def inked():
    """Count the pixels of about the colour of a token in a widget's picture: `inked(widget, "primary")`."""

    def near(one, other, far):
        return all(abs(a - b) <= far for a, b in zip(one.getRgb(), other.getRgb(), strict=True))

    def count(widget, token, far=NEAR):
        image = widget.grab().toImage()
        wanted = Theme.current().colour(token)
        seen = Counter(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(times for rgb, times in seen.items() if near(QColor.fromRgb(rgb), wanted, far))

    return count
