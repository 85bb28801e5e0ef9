# SPDX-License-Identifier: LicenseRef-Desk
"""How an account does, in a tile over its form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.ui.panes.settings.health_words import HealthText
from desk.ui.theme import SIZE
from desk.ui.widgets import Card, SecondaryButton, StateLabel, Text


class HealthTile(Card):
    """Hidden until it has something to say. verb_requested(): its verb was pressed."""

    verb_requested = Signal()

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.state = StateLabel("circle-dashed", "")
        self.sentence = Text("", "meta", wrap=True)
        self.verb = SecondaryButton("", "arrow-clockwise")
        self.verb.clicked.connect(self.verb_requested)
        texts = QVBoxLayout()
        texts.setSpacing(SIZE.space_xs)
        texts.addWidget(self.state)
        texts.addWidget(self.sentence)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addLayout(texts, 1)
        row.addWidget(self.verb)
        self.column.addLayout(row)

    def show_health(self, health: HealthText) -> None:
        """Say it."""
        self.state.set_state(health.icon, health.word, health.role)
        self.sentence.setText(health.sentence)
        self.verb.setText(health.verb)
        self.verb.setVisible(bool(health.verb))
        self.setAccessibleName(f"{health.word}. {health.sentence}")
        self.show()
