# SPDX-License-Identifier: LicenseRef-Desk
"""Widgets are tested dressed: light look, bundled font."""

import pytest
from PySide6.QtCore import Qt

from desk.translation import language, use_language
from desk.ui.theme import apply


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
    """Show a widget and give it to the bot: `shown(widget, width, height)`."""

    def show(widget, width=0, height=0):
        qtbot.addWidget(widget)
        if width:
            widget.resize(width, height or widget.sizeHint().height())
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show


@pytest.fixture
def spoken():
    """Ask what assistive technology hears: `spoken(widget)` is (role name, name, states)."""
    from PySide6.QtGui import QAccessible

    def ask(widget):
        interface = QAccessible.queryAccessibleInterface(widget)
        return interface.role().name, interface.text(QAccessible.Text.Name), interface.state()

    return ask


@pytest.fixture
def inked():
    """Count the pixels of a colour token in a widget's picture: `inked(widget, "primary")`."""
    from desk.ui.theme import Theme

    def count(widget, token):
        image = widget.grab().toImage()
        wanted = Theme.current().colour(token).rgb()
        return sum(
            image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
        )

    return count
