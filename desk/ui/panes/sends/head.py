# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the page: its name, what is shown of it, the failures that want a hand, the export."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.translation import _, ngettext
from desk.ui.panes.sends.view_model import State
from desk.ui.widgets import IconButton, LinkButton, PageHeader, SecondaryButton, Segments
from desk.ui.wording import formats

ALL, APPROVALS = "all", "approvals"


class SendsHead(PageHeader):
    """part_chosen(ALL | APPROVALS). failures_requested(), export_requested(): the buttons."""

    part_chosen = Signal(str)
    failures_requested = Signal()
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.parts = Segments("")
        self.parts.add(ALL, "")
        self.parts.add(APPROVALS, "")
        self.export = LinkButton("", "export", quiet=True)
        self.columns = IconButton("columns", "")
        self.failures = SecondaryButton("", "arrow-clockwise")
        self.failures.hide()
        for action in (self.parts, self.export, self.columns, self.failures):
            self.add_action(action)
        self.parts.current_key_changed.connect(self.part_chosen)
        self.failures.clicked.connect(self.failures_requested)
        self.export.clicked.connect(self.export_requested)

    def show_state(self, state: State) -> None:
        """Show how much there is to approve and to look after."""
        pressing = state.figures.pressing if state.figures is not None else None
        self.parts.set_current(APPROVALS if state.is_approving else ALL)
        self.parts.set_count(APPROVALS, pressing.awaiting if pressing and pressing.awaiting else None)
        failed = pressing.unhandled if pressing else 0
        self.failures.setVisible(failed > 0)
        said = ngettext("{count} failure: send again…", "{count} failures: send again…", failed)
        self.failures.setText(said.format(count=formats.number(failed)))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.set_title(_("Sends"))
        self.parts.setAccessibleName(_("What is shown"))
        self.parts.set_text(ALL, _("All sends"))
        self.parts.set_text(APPROVALS, _("To approve"))
        self.export.setText(_("Export…"))
        self.columns.set_label(_("Columns"))
