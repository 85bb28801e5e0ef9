# SPDX-License-Identifier: LicenseRef-Desk
"""The bars under the top bar: what lasts and concerns the whole window."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.ui.widgets.info_bar import InfoBar


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a bar says (translated). role: info ok warn danger. deed: of the verb. details: technical."""

    text: str
    role: str = "warn"
    verb: str = ""
    deed: Callable[[], object] | None = None
    details: str = ""
    is_closable: bool = False


class Bars(QWidget):
    """Bars by key; the newest at the bottom."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: dict[str, tuple[InfoBar, Notice]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def say(self, key: str, notice: Notice) -> None:
        """Show `notice` as the bar `key`, in the place of what that bar said."""
        known = self._bars.get(key)
        if known is not None and known[1] == notice:
            return
        self.take_back(key)
        bar = InfoBar(notice.role, closable=notice.is_closable)
        bar.closed.connect(lambda: self.take_back(key))
        if notice.deed is not None:
            bar.verb_requested.connect(notice.deed)
        self._bars[key] = (bar, notice)
        self._column.addWidget(bar)
        self.show()
        bar.show_message(notice.text, verb=notice.verb, details=notice.details)

    def take_back(self, key: str) -> None:
        """Hide the bar `key`; nothing happens when there is none."""
        known = self._bars.pop(key, None)
        if known is not None:
            known[0].hide()
            known[0].deleteLater()
        self.setVisible(bool(self._bars))

    def texts(self) -> dict[str, str]:
        """Return what is shown: key → text."""
        return {key: notice.text for key, (_bar, notice) in self._bars.items()}
