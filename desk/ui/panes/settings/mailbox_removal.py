# SPDX-License-Identifier: LicenseRef-Desk
"""Asks before a mailbox is deleted, and what becomes of its messages."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.settings.question import Question


class MailboxRemoval(Question):
    """A question with a box to tick: the conversations go, too."""

    def __init__(self, parent: QWidget, name: str) -> None:
        sentence = _(
            "Desk no longer looks into it. Nothing changes at the service: the mail stays there. "
            "Answers can still leave by this address until you delete its account."
        )
        super().__init__(
            parent, _("Delete the mailbox “{name}”?").format(name=name), sentence, _("Delete the mailbox")
        )
        self.everything = QCheckBox(_("Delete its conversations from Desk, too"))
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(2, self.everything)
