# SPDX-License-Identifier: LicenseRef-Desk
"""Says over the conversations that mail of a mailbox does not arrive: what it means, and one verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desk.translation import N_, _
from desk.ui.widgets import InfoBar
from desk.ui.wording import formats

if TYPE_CHECKING:
    from desk.services.inbox import MailboxRow

OFF, REFUSED, FAILING = "off", "refused", "failing"
_GRAVITY = (REFUSED, FAILING, OFF)
_ARRIVES = frozenset({"mail_unreadable"})
"""What is wrong with one mail, or with a part of the past: new mail arrives all the same."""
_REFUSED: Mapping[str, tuple[str, str]] = {
    "password_refused": (
        N_("{address}: the server refuses the password. Customers’ mail no longer arrives here."),
        N_("Type it again…"),
    ),
    "": (
        N_("{address}: signed out. Customers’ mail no longer arrives here; it waits at the service."),
        N_("Sign in again…"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A mailbox whose mail does not arrive. kind: OFF, REFUSED, FAILING. code: of its health. since: if known."""

    address: str
    kind: str
    code: str = ""
    since: datetime | None = None


def trouble_of(box: MailboxRow) -> Trouble | None:
    """Return what is wrong with a mailbox; None while its mail arrives."""
    if not box.is_active:
        return Trouble(address=box.address, kind=OFF)
    if box.health not in {REFUSED, FAILING} or box.health_code in _ARRIVES:
        return None
    return Trouble(address=box.address, kind=box.health, code=box.health_code, since=box.health_at)


def words_of(troubles: Sequence[Trouble]) -> tuple[str, str]:
    """Return what is said of all, and the verb of the gravest; "" when nothing is wrong."""
    ordered = sorted(troubles, key=lambda one: _GRAVITY.index(one.kind))
    said: dict[tuple[str, str], list[Trouble]] = {}
    for one in ordered:
        said.setdefault((one.kind, one.code if one.kind == REFUSED else ""), []).append(one)
    found = [_words(some) for some in said.values()]
    return " ".join(text for text, _verb in found), found[0][1] if found else ""


def _words(some: Sequence[Trouble]) -> tuple[str, str]:
    address = ", ".join(one.address for one in some)
    first = some[0]
    if first.kind == OFF:
        text = _("Mail sync is off for {address}: answers by e-mail will not appear.")
        return text.format(address=address), _("Switch on…")
    if first.kind == REFUSED:
        text, verb = _REFUSED.get(first.code, _REFUSED[""])
        return _(text).format(address=address), _(verb)
    if first.since is None:
        text = _("New mail to {address} is late; Desk tries again by itself.")
        return text.format(address=address), _("See why…")
    text = _("New mail to {address} is late since {time}; Desk tries again by itself.")
    return text.format(address=address, time=formats.moment(first.since)), _("See why…")


class MailboxBar(InfoBar):
    """Hidden while all mail arrives; one cannot close it."""

    def __init__(self) -> None:
        super().__init__("warn")
        self._said = "", ""

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Say what is wrong; nothing is announced twice."""
        said = words_of(troubles)
        if said == self._said:
            return
        self._said = said
        if not said[0]:
            self.hide()
            return
        is_grave = any(one.kind == REFUSED for one in troubles)
        self.show_message(said[0], verb=said[1], role="danger" if is_grave else "warn")
