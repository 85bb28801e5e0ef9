# SPDX-License-Identifier: LicenseRef-Desk
"""The kinds of blocks to choose from."""

from PySide6.QtCore import Qt

from desk.services.templates import BlockKind
from desk.ui.panes.templates.block_looks import MIME
from desk.ui.panes.templates.block_palette import BlockPalette
from tests.ui.panes.templates.stage import press


def test_enter_and_double_click_take_one(shown):
    palette = shown(BlockPalette())
    palette.retranslate()
    taken = []
    palette.taken.connect(taken.append)
    palette.setCurrentIndex(palette.model().index(2, 0))
    press(palette, Qt.Key.Key_Return)
    palette.doubleClicked.emit(palette.model().index(0, 0))
    assert taken == [list(BlockKind)[2], BlockKind.HEADING]


def test_it_is_dragged_as_its_kind(shown):
    palette = shown(BlockPalette())
    palette.retranslate()
    carried = palette.model().mimeData([palette.model().index(1, 0)])
    assert bytes(carried.data(MIME).data()) == b"text"
    assert palette.model().index(1, 0).data() == "Text"
