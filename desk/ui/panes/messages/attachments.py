# SPDX-License-Identifier: LicenseRef-Desk
"""Saves and opens files of messages. What may harm is only saved, never opened from here."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desk.services import inbox
from desk.services.store import Session

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.services.inbox import AttachmentRow
    from desk.ui.jobs import Jobs


class Attachments(QObject):
    """saved(path): a file was written. opened(path): and handed to the system. failed(name)."""

    saved = Signal(str)
    opened = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def save(self, file: AttachmentRow, target: Path) -> None:
        """Write a file to `target`."""
        self._jobs.start(self._save(file, target), self)

    def open(self, file: AttachmentRow) -> None:
        """Write a harmless file aside and let the system open it; a dangerous one is refused (ValueError)."""
        if file.is_dangerous:
            raise ValueError(f"{file.media_type} is not opened")
        self._jobs.start(self._open(file), self)

    def save_raw(self, message_id: str, target: Path) -> None:
        """Write a whole mail as it arrived (.eml)."""
        self._jobs.start(self._save_raw(message_id, target), self)

    def clear(self) -> None:
        """Delete what was written aside."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def aside(self) -> Path:
        """Return a folder of our own, for files that the system opens; it is deleted at the end."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="desk-file-")
            self.destroyed.connect(lambda *_gone, folder=self._folder: folder.cleanup())
        return Path(self._folder.name)

    async def _save(self, file: AttachmentRow, target: Path) -> None:
        body = await self._desk.db.read(lambda session: read_bytes(session, file.id))
        if self._write(target, body):
            self.saved.emit(str(target))

    async def _open(self, file: AttachmentRow) -> None:
        body = await self._desk.db.read(lambda session: read_bytes(session, file.id))
        folder = self.aside() / file.id
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / plain_name(file.name)
        if self._write(target, body):
            target.chmod(0o400)  # never a program, and changes would be lost
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
            self.opened.emit(str(target))

    async def _save_raw(self, message_id: str, target: Path) -> None:
        raw = await self._desk.db.read(lambda session: inbox.Inbox(session).raw(message_id))
        if self._write(target, raw):
            self.saved.emit(str(target))

    def _write(self, target: Path, body: bytes) -> bool:
        try:
            if target.exists():
                target.chmod(0o600)
            target.write_bytes(body)
        except OSError:
            self.failed.emit(target.name)
            return False
        return True


def read_bytes(session: Session, attachment_id: str) -> bytes:
    """Return the bytes of a file of a message."""
    _row, body = inbox.Inbox(session).attachment(attachment_id)
    return body


def plain_name(name: str) -> str:
    """Return a name without folders that every system takes; the inbox made it safe before, this is the second lock."""
    kept = "".join(one if one.isprintable() and one not in '<>:"/\\|?*' else "_" for one in name)
    return kept.strip(" .")[-120:] or "file"
