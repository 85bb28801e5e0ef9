# SPDX-License-Identifier: LicenseRef-Desk
"""The line under the table: how many sends are selected, shown and kept; from counters, never by counting."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.translation import _, ngettext
from desk.ui.panes.sends.view_model import SendsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import Text
from desk.ui.wording import formats


class SendsFooter(QWidget):
    """Says what the list holds."""

    def __init__(self, model: SendsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.shown = Text("", "meta")
        self.kept = Text("", "meta")
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        row.addWidget(self.shown, 1)
        row.addWidget(self.kept)

    def say(self, chosen: int) -> None:
        """Say it, with `chosen` rows selected."""
        state = self._model.state
        self.shown.setText(self._shown(chosen))
        ever = state.figures.ever if state.figures is not None else 0
        kept = ngettext("{count} send kept", "{count} sends kept", ever)
        self.kept.setText(kept.format(count=formats.number(ever)) if ever else "")

    def _shown(self, chosen: int) -> str:
        state, rows = self._model.state, self._model.rows
        if state.is_loading:
            return _("Reading…")
        total = rows.rowCount() if rows.is_complete else state.total
        if total is None:
            return _("{count} shown, more as you scroll").format(count=formats.number(rows.rowCount()))
        if not chosen:
            return ngettext("{count} send", "{count} sends", total).format(count=formats.number(total))
        said = ngettext("{count} selected of {total}", "{count} selected of {total}", chosen)
        return said.format(count=formats.number(chosen), total=formats.number(total))
