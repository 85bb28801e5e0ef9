# SPDX-License-Identifier: LicenseRef-Desk
"""What is wished for the files of a message: open, save, save all; what may harm only after a warning."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAction, QCursor, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desk.translation import _
from desk.ui.panes import Context
from desk.ui.panes.messages import popups
from desk.ui.panes.messages.attachments import Attachments, plain_name
from desk.ui.panes.messages.thread_model import ThreadModel

if TYPE_CHECKING:
    from desk.services.inbox import AttachmentRow, MessageRow
    from desk.ui.panes.messages.thread import Thread

FOLDER_KEPT = "messages.folder"


class FileWishes(QObject):
    """The files of the open thread."""

    def __init__(self, context: Context, model: ThreadModel, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._model = model
        self._window = window
        self.files = Attachments(context.desk, context.jobs, self)
        self.files.saved.connect(self._on_saved)
        self.files.failed.connect(self._on_failed)

    def open_file_menu(self, attachment_id: str) -> None:
        """Offer what can be done with a file; one that may harm is saved at most, after a warning."""
        found = self._file(attachment_id)
        if found is None:
            return
        message, file = found
        menu = self._menu(file.name)
        if not file.is_dangerous:
            add(menu, _("Open"), partial(self.files.open, file))
        add(menu, _("Save as…"), partial(self.save, file))
        if len(message.attachments) > 1:
            add(menu, _("Save all…"), partial(self._save_all, message))
        menu.popup(QCursor.pos())

    def save(self, file: AttachmentRow) -> None:
        """Ask where to save a file; before one that may harm, say so."""
        if file.is_dangerous:
            popups.ask_open(
                self._window,
                _("“{name}” can harm this computer.").format(name=file.name),
                _(
                    "It is a program, or can contain one. Save it only if you expected it from this sender, "
                    "and have it checked before you open it."
                ),
                _("Save anyway…"),
                partial(self._ask_target, file),
            )
        else:
            self._ask_target(file)

    def _file(self, attachment_id: str) -> tuple[MessageRow, AttachmentRow] | None:
        thread = self._thread()
        for message in thread.messages if thread is not None else ():
            for file in message.attachments:
                if file.id == attachment_id:
                    return message, file
        return None

    def _save_all(self, message: MessageRow) -> None:
        dialog = QFileDialog(self._window, _("Save all files into"), self._folder())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(partial(self._save_into, message))
        dialog.open()

    def _save_into(self, message: MessageRow, folder: str) -> None:
        self._context.places.keep_text(FOLDER_KEPT, folder)
        taken: set[str] = set()
        for file in message.attachments:
            if not file.is_dangerous:
                self.files.save(file, Path(folder) / unused(plain_name(file.name), Path(folder), taken))

    def _ask_target(self, file: AttachmentRow) -> None:
        self._ask_name(_("Save the file"), plain_name(file.name), lambda path: self.files.save(file, path))

    def _ask_name(self, title: str, name: str, deed: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self._window, title, str(Path(self._folder()) / name))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda chosen: self._on_target(chosen, deed))
        dialog.open()

    def _on_target(self, chosen: str, deed: Callable[[Path], object]) -> None:
        self._context.places.keep_text(FOLDER_KEPT, str(Path(chosen).parent))
        deed(Path(chosen))

    def _folder(self) -> str:
        return self._context.places.text(FOLDER_KEPT) or str(Path.home())

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(name)
        menu.setToolTipsVisible(True)  # they say why something cannot be done
        return menu

    def _on_saved(self, path: str) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(Path(path).parent)))
        self._context.toasts.show_toast(
            _("Saved: {name}").format(name=Path(path).name),
            [(_("Show the folder"), show)],
            icon="download-simple",
        )

    def _on_failed(self, name: str) -> None:
        said = _("“{name}” could not be written there. Choose another folder.").format(name=name)
        self._context.toasts.show_toast(said, icon="warning")

    def _thread(self) -> Thread | None:
        return self._model.state.thread

    def _message(self, message_id: str) -> MessageRow | None:
        thread = self._thread()
        return thread.message(message_id) if thread is not None else None


def unused(name: str, folder: Path, taken: set[str]) -> str:
    """Return a name like `name` that nothing in `folder` has, and remember it in `taken`."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    shown, number = name, 1
    while shown.casefold() in taken or (folder / shown).exists():
        number += 1
        shown = f"{stem} ({number}){ending}"
    taken.add(shown.casefold())
    return shown


def add(menu: QMenu, text: str, deed: Callable[[], object]) -> QAction:
    """Put an entry into `menu`; return it."""
    entry = menu.addAction(text)
    entry.triggered.connect(lambda *_on: deed())
    return entry
