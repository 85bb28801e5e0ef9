# SPDX-License-Identifier: LicenseRef-Desk
"""Which folders of a mailbox are synced: one box to tick for each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desk.services.inbox import FolderRow
from desk.ui.panes.settings.mailbox_words import folder_text, in_order
from desk.ui.theme import SIZE


class FolderChoice(QWidget):
    """changed(): somebody ticked or unticked one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._folders: tuple[FolderRow, ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_xs)

    def set_folders(self, folders: Sequence[FolderRow]) -> None:
        """Show these, ticked as they are kept."""
        for box in self.boxes.values():
            box.hide()
            box.deleteLater()
        self._folders = tuple(in_order(folders))
        self.boxes = {folder.id: QCheckBox(folder_text(folder)) for folder in self._folders}
        for folder in self._folders:
            box = self.boxes[folder.id]
            box.setChecked(folder.is_synced)
            box.toggled.connect(self.changed)
            self._column.addWidget(box)

    def differs(self, folders: Sequence[FolderRow]) -> bool:
        """Whether others are kept now, or other ones are ticked, than those shown."""
        return _looks(folders) != _looks(self._folders)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the ticked ones."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def is_changed(self) -> bool:
        """Whether other ones are ticked than are kept."""
        return set(self.chosen()) != {folder.id for folder in self._folders if folder.is_synced}

    def value(self) -> str:
        """Return what is ticked."""
        return " ".join(self.chosen())

    def set_value(self, _value: object) -> None:
        """Do nothing: folders are shown by `set_folders`."""

    def retranslate(self) -> None:
        """Say the folders in the current language."""
        for folder in self._folders:
            self.boxes[folder.id].setText(folder_text(folder))


def _looks(folders: Sequence[FolderRow]) -> set[tuple[str, str, str, bool]]:
    return {(folder.id, folder.path, str(folder.role), folder.is_synced) for folder in folders}
