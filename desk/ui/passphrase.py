# SPDX-License-Identifier: LicenseRef-Desk
"""Asks for what opens the file of passwords, once after each start, on computers without a keyring."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk import clock
from desk.errors import DeskError, Misconfigured
from desk.translation import _
from desk.ui import jobs
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, PrimaryButton, SecondaryButton, Text
from desk.ui.wording import failure_text

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.store import Session

WIDTH = 460
SHORTEST = 8


async def unlocked(desk: Desk, *, to_write: bool = False) -> None:
    """Return once passwords can be read; to_write: and kept. Asks only where it must.

    Raises Misconfigured when the person would rather not say: passphrase_missing, and passphrase_unchosen where
    none was chosen yet, so that nothing can be kept and nothing waits either.
    """
    if not (is_new := await asyncio.to_thread(_asks_for, to_write=to_write)):
        return
    dialog = PassphraseDialog(QApplication.activeWindow(), is_new=is_new == "new")
    if not await dialog.answered():
        raise Misconfigured("passphrase_unchosen" if is_new == "new" else "passphrase_missing")
    await _tell_service(desk)


def is_locked() -> bool:
    """Return whether kept passwords wait for their passphrase; blocks as `Secrets` does."""
    return _asks_for(to_write=False) == "known"


class PassphraseDialog(QDialog):
    """The passphrase, twice when it is a new one. What is typed is tried at once, and a wrong one may be mended."""

    def __init__(self, parent: QWidget | None, *, is_new: bool) -> None:
        super().__init__(parent)
        self._is_new = is_new
        self.first = FormField(_("Passphrase"), _hidden(), parent=self)
        self.second = FormField(_("Once more"), _hidden(), parent=self)
        self.second.setVisible(is_new)
        self.go = PrimaryButton(_("Encrypt the passwords") if is_new else _("Unlock"), "lock-simple")
        self.later = SecondaryButton(_("Not now"))
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        self.later.clicked.connect(self.reject)
        self._lay_out()

    async def answered(self) -> bool:
        """Show it; return whether the file is open now."""
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.finished.connect(lambda result: None if answer.done() else answer.set_result(result))
        self.open()
        self.first.editor.setFocus()
        try:
            return await answer == QDialog.DialogCode.Accepted
        finally:
            self.deleteLater()

    def _lay_out(self) -> None:
        title, sentences = _texts(is_new=self._is_new)
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(Text(title, "h2", wrap=True))
        for sentence in sentences:
            column.addWidget(Text(sentence, "text2", wrap=True))
        column.addWidget(self.first)
        column.addWidget(self.second)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.go)
        column.addLayout(row)

    def _on_go(self) -> None:
        said = str(self.first.value())
        if self._is_new and len(said) < SHORTEST:
            short = _("Take at least {count} characters: nothing else protects the passwords.")
            self._say(self.first, short.format(count=SHORTEST))
        elif self._is_new and said != self.second.value():
            self._say(self.second, _("The two are not the same."))
        else:
            self.go.setEnabled(False)
            jobs.start(self._try(_Attempt(said)), self, self._on_refused)

    async def _try(self, attempt: _Attempt) -> None:
        await asyncio.to_thread(attempt.make)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.go.setEnabled(True)
        said = failure_text(error)
        self._say(self.first, f"{said.title} {said.sentence}".strip())
        self.first.editor.setFocus()
        if isinstance(self.first.editor, QLineEdit):
            self.first.editor.selectAll()

    def _say(self, field: FormField, problem: str) -> None:
        """Say what is wrong under a field, and make room for it: a dialog does not grow with wrapped texts."""
        field.set_problem(problem)
        self._column.activate()
        self.resize(WIDTH, self._column.totalHeightForWidth(WIDTH))


class _Attempt:
    """One try; the loop's own log would write a passphrase that a thread is given as such."""

    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase

    def make(self) -> None:
        """Open the file; raises as `Secrets.unlock`."""
        from desk.services.store import Secrets

        Secrets().unlock(self._passphrase)


def _hidden() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def _texts(*, is_new: bool) -> tuple[str, tuple[str, ...]]:
    if is_new:
        return _("Choose a passphrase"), (
            _(
                "This computer has no key store: Desk keeps the passwords of your accounts in an encrypted file."
            ),
            _(
                "Only this passphrase opens it, and Desk asks for it once after each start. "
                "Nobody can recover it: note it down in a safe place."
            ),
        )
    return _("Unlock the passwords"), (
        _("The passwords of your accounts lie in an encrypted file, and Desk asks for its passphrase once."),
        _("Until then, messages that leave by these accounts wait; nothing is lost."),
    )


def _asks_for(*, to_write: bool) -> str:
    """Return what there is to ask: "" nothing, "new" a new passphrase, "known" the one that was chosen."""
    from desk.services.store import Keeping, Secrets

    try:
        keeping = Secrets().keeping()
        if keeping is Keeping.OPEN:
            Secrets().get("")  # the environment may tell a wrong one
    except DeskError as error:
        return "known" if error.code in {"passphrase_wrong", "passphrase_file"} else ""
    if keeping is Keeping.NEW:
        return "new" if to_write else ""
    return "known" if keeping is Keeping.LOCKED else ""


async def _tell_service(desk: Desk) -> None:
    """Have the service hear of it, and try at once the accounts that waited for it."""
    from desk.services.store import Change

    await desk.db.write(_release, Change.PROVIDERS, Change.SERVICE)


def _release(session: Session) -> None:
    from desk.services.providers import Roster

    roster = Roster(session)
    for account in roster.page():
        if account.health_code.startswith("passphrase_") or account.health_code == "no_keyring":
            roster.release(account.id, at=clock.now())
