# SPDX-License-Identifier: LicenseRef-Desk
"""Asks before messages really leave."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import PrimaryButton, SecondaryButton, Text

WIDTH = 460


class GoLive(QDialog):
    """What going live means, and two verbs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Go live"))
        self.setFixedWidth(WIDTH)
        go = PrimaryButton(_("Go live"), "paper-plane-tilt")
        stay = SecondaryButton(_("Stay in trial mode"))
        go.clicked.connect(self.accept)
        stay.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(Text(_("Messages will really leave"), "h2"))
        for sentence in (
            _("From now on, active rules send to your customers through the accounts you have set up."),
            _("Messages caught during the trial stay where they are; none of them is sent afterwards."),
        ):
            column.addWidget(Text(sentence, "text2", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(stay)
        row.addWidget(go)
        column.addLayout(row)
        stay.setFocus()
