# SPDX-License-Identifier: LicenseRef-Desk
"""Says what was done to sends, with undo while nothing has left."""

from functools import partial

from PySide6.QtCore import QObject

from desk.translation import N_, _, ngettext
from desk.ui.panes.sends.bulk import DeedKind
from desk.ui.panes.sends.deeds import GRACE, Done, SendDeeds
from desk.ui.widgets import ToastStack

_ONE = {
    DeedKind.RESEND: N_("Sent again to {name} in {seconds} s."),
    DeedKind.RESEND_NEWEST: N_("Sent again to {name} with today’s text in {seconds} s."),
    DeedKind.APPROVE: N_("Approved: it goes to {name} in {seconds} s."),
    DeedKind.CANCEL: N_("Called off: nothing goes to {name}."),
    DeedKind.ARRIVED: N_("Noted: it has arrived at {name}."),
    DeedKind.NOT_ARRIVED: N_("It is sent to {name} once more."),
}
_ICONS = {DeedKind.CANCEL: "minus", DeedKind.ARRIVED: "check", DeedKind.APPROVE: "check"}


class Notes(QObject):
    """Shows a note for each deed."""

    def __init__(self, deeds: SendDeeds, toasts: ToastStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._toasts = toasts
        self._last: Done | None = None
        deeds.done.connect(self._on_done)
        deeds.taken_back.connect(self._on_taken_back)

    def undo(self) -> None:
        """Take the last deed back."""
        if self._last is not None:
            last, self._last = self._last, None
            self._deeds.undo(last)

    def _on_done(self, done: Done) -> None:
        if not done.count:
            self._toasts.show_toast(
                _("Nothing was changed: somebody was quicker, or it has left."), icon="info"
            )
            return
        is_open = done.kind not in {DeedKind.ARRIVED, DeedKind.NOT_ARRIVED}
        self._last = done if is_open else None
        actions = [(_("Undo"), partial(self._undo, done))] if is_open else []
        self._toasts.show_toast(
            said(done), actions, seconds=GRACE.total_seconds(), icon=_ICONS.get(done.kind, "paper-plane-tilt")
        )

    def _undo(self, done: Done) -> None:
        self._last = None
        self._deeds.undo(done)

    def _on_taken_back(self, done: Done, count: int) -> None:
        if count >= done.count:
            self._toasts.show_toast(_("Taken back: everything is as it was."), icon="arrow-u-up-left")
        elif count:
            text = ngettext(
                "Taken back, except {count} message that has left.",
                "Taken back, except {count} messages that have left.",
                done.count - count,
            )
            self._toasts.show_toast(text.format(count=done.count - count), icon="warning")
        else:
            self._toasts.show_toast(_("Too late: it has left."), icon="warning")


def said(done: Done) -> str:
    """Say what was done; "{seconds}" stays for the note to count down."""
    if done.name:
        text = _(_ONE[done.kind]).replace("{name}", done.name)
    else:
        text = _many(done).replace("{count}", str(done.count))
    if done.missed:
        more = ngettext("{count} had moved on.", "{count} had moved on.", done.missed)
        text = f"{text} {more.replace('{count}', str(done.missed))}"
    return text


def _many(done: Done) -> str:
    match done.kind:
        case DeedKind.RESEND | DeedKind.RESEND_NEWEST:
            return ngettext(
                "{count} message leaves again in {seconds} s.",
                "{count} messages leave again in {seconds} s.",
                done.count,
            )
        case DeedKind.APPROVE:
            return ngettext(
                "{count} message approved, it leaves in {seconds} s.",
                "{count} messages approved, they leave in {seconds} s.",
                done.count,
            )
        case DeedKind.CANCEL:
            return ngettext("{count} message called off.", "{count} messages called off.", done.count)
        case _:
            return ngettext("{count} message settled.", "{count} messages settled.", done.count)
