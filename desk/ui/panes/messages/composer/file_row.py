# SPDX-License-Identifier: LicenseRef-Desk
"""The files that go with a message, each with its size and a way to take it off."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.services.inbox import FileRef
from desk.translation import _
from desk.ui.panes.messages.composer.attachments import MOST, icon_of
from desk.ui.theme import SIZE
from desk.ui.widgets import ElidedText, FlowLayout, IconButton, IconMark, Text
from desk.ui.widgets.paint import box
from desk.ui.wording import formats

NAME_WIDTH = 150


class FileRow(QWidget):
    """Hidden while there are none. removed(str): the sum of the file that was taken off."""

    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._files: tuple[FileRef, ...] = ()
        self._count = Text("", "muted")
        self.chips: list[FileChip] = []
        self._flow.addWidget(self._count)
        self._retranslate()
        self.hide()

    def show_files(self, files: Sequence[FileRef]) -> None:
        """Show these files."""
        if tuple(files) == self._files:
            return
        self._files = tuple(files)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self._count)
        self.chips = [FileChip(one) for one in files]
        for chip in self.chips:
            chip.removed.connect(self.removed)
            self._flow.addWidget(chip)
        self._flow.addWidget(self._count)
        self._retranslate()
        self.setVisible(bool(files))
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)

    def _retranslate(self) -> None:
        self.setAccessibleName(_("Attachments"))
        self._count.setText(_("{count} of {most}").format(count=len(self._files), most=MOST))


class FileChip(QWidget):
    """One file. removed(str): its sum."""

    removed = Signal(str)

    def __init__(self, file: FileRef) -> None:
        super().__init__()
        self.file = file
        name = ElidedText(file.name)
        name.setFixedWidth(min(NAME_WIDTH, name.sizeHint().width() + 2))
        self.remove = IconButton("x", _("Remove {name}").format(name=file.name))
        self.remove.setFixedSize(QSize(SIZE.least_target, SIZE.least_target))
        self.remove.clicked.connect(self._on_remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_s, 0, SIZE.space_xs, 0)
        row.setSpacing(SIZE.space_xs)
        row.addWidget(IconMark(icon_of(file.media_type), "danger", SIZE.icon_m))
        row.addWidget(name)
        row.addWidget(Text(formats.size(file.size), "muted"))
        row.addWidget(self.remove)
        self.setFixedHeight(SIZE.control)
        self.setToolTip(file.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), SIZE.radius_control, "surface", "line")

    def _on_remove(self) -> None:
        self.removed.emit(self.file.sha256)
