# SPDX-License-Identifier: LicenseRef-Desk
"""Asks who is there, before any page is shown, in a shop where somebody has a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk import clock
from desk.translation import _, ngettext
from desk.ui.jobs import Jobs
from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import PrimaryButton
from desk.ui.widgets.empty_state import IconMark
from desk.ui.widgets.form_field import FormField
from desk.ui.widgets.labels import Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.widgets.surfaces import Card
from desk.ui.wording import failure_text, formats

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.shop import Attempted
    from desk.services.store import Session

WIDTH = 420
People = tuple[tuple[str, str], ...]
"""(id, name) of those who have a password."""


class SignInScreen(Speaks, QWidget):
    """A name and a password. signed_in(operator id)."""

    signed_in = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs, last: str = "") -> None:
        """Ask; last: who was there last, offered first."""
        super().__init__()
        self._desk, self._jobs, self._last = desk, jobs, last
        self._is_busy = False
        self.who, self.password = QComboBox(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.who_field, self.field = FormField("", self.who), FormField("", self.password)
        self.go = PrimaryButton("", "lock-simple")
        self._title, self._sentence = Text("", "h1", wrap=True), Text("", "text2", wrap=True)
        self._lay_out()
        self.retranslate()
        self.go.clicked.connect(self._on_go)
        self.password.returnPressed.connect(self._on_go)
        self._jobs.start(self._read(), self)

    async def _read(self) -> None:
        people = await self._desk.db.read(read_people)
        self.who.clear()
        for key, name in people:
            self.who.addItem(name, key)
        self.who.setCurrentIndex(max(self.who.findData(self._last), 0))
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go(self) -> None:
        who = str(self.who.currentData() or "")
        if not who or self._is_busy:
            return
        self._is_busy = True
        self.field.set_problem("")
        self._jobs.start(self._try(who, _Said(self.password.text())), self, self._on_failed)

    async def _try(self, who: str, said: _Said) -> None:
        from desk.services.shop import StaffSignIn
        from desk.services.store import Change

        now = clock.now()

        def work(session: Session) -> Attempted:
            return StaffSignIn(session).attempt(who, said.password, now)

        came = await self._desk.db.write(work, Change.OPERATORS)
        self._is_busy = False
        if came.who is not None:
            self.password.clear()
            self.signed_in.emit(who)
            return
        self.field.set_problem(refusal(came))
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.selectAll()

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        failure = failure_text(error)
        self.field.set_problem(f"{failure.title} {failure.sentence}".strip())

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._title.setText(_("Who is there?"))
        self._sentence.setText(_("Messages go on leaving and arriving meanwhile."))
        self.who_field.set_label(_("Name"))
        self.field.set_label(_("Password"))
        self.go.setText(_("Sign in"))

    def _lay_out(self) -> None:
        card = Card()
        card.setFixedWidth(WIDTH)
        card.column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_xl)
        card.column.setSpacing(SIZE.space_m)
        parts = (IconMark("lock-simple", "primary", SIZE.icon_empty), self._title, self._sentence)
        for part in (*parts, self.who_field, self.field, self.go):
            card.column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)


def refusal(came: Attempted) -> str:
    """Say why somebody was not let in, and what they can do."""
    if came.locked_until is not None:
        text = _("Too many wrong passwords. Try again at {time}, or ask the owner.")
        return text.format(time=formats.time(came.locked_until))
    left = ngettext("{count} try left.", "{count} tries left.", came.left).format(count=came.left)
    return f"{_('This password is wrong.')} {left}"


def read_people(session: Session) -> People:
    """Read who can sign in."""
    from desk.services.shop import Operators

    return tuple((str(one.id), one.name) for one in Operators(session).all() if one.has_password)


def is_asked(session: Session) -> bool:
    """Read whether anybody has a password."""
    return bool(read_people(session))


class _Said:
    """A password on its way; nothing that writes a log shows it."""

    def __init__(self, password: str) -> None:
        self.password = password
