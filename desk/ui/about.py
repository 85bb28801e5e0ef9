# SPDX-License-Identifier: LicenseRef-Desk
"""Says which Desk this is and whose work it stands on."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk import __version__
from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import IconMark, SecondaryButton, Text

WIDTH = 420


class About(QDialog):
    """Name, version, licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Desk"))
        self.setFixedWidth(WIDTH)
        close = SecondaryButton(_("Close"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_l)
        column.setSpacing(SIZE.space_s)
        column.addWidget(IconMark("storefront", "primary", SIZE.icon_empty))
        column.addWidget(Text("Desk", "h1"))
        version = _("Version {version}, with Qt {qt}").format(version=__version__, qt=qVersion())
        column.addWidget(Text(version, "text2"))
        licences = _("Qt is used under the LGPL 3, the icons are Phosphor (MIT), the letters Inter (OFL).")
        column.addWidget(Text(licences, "meta", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
