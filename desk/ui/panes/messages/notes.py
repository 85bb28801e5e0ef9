# SPDX-License-Identifier: LicenseRef-Desk
"""Says what was done to conversations, with undo."""

from functools import partial

from PySide6.QtCore import QObject

from desk.translation import N_, _, ngettext
from desk.ui.panes.messages.deeds import Deeds, Done, Kind
from desk.ui.widgets import ToastStack

_ONE = {
    Kind.ARCHIVE: N_("Archived: {name}."),
    Kind.REOPEN: N_("Reopened: {name}."),
    Kind.SNOOZE: N_("{name} snoozed until {text}."),
    Kind.WAKE: N_("{name} is back in progress."),
    Kind.FLAG: N_("Followed up: {name}."),
    Kind.UNFLAG: N_("No longer followed up: {name}."),
    Kind.READ: N_("Marked as read: {name}."),
    Kind.UNREAD: N_("Marked as unread: {name}."),
    Kind.ASSIGN: N_("{name} assigned to {text}."),
    Kind.UNASSIGN: N_("{name} is assigned to nobody."),
    Kind.TAG: N_("Tags changed: {name}."),
    Kind.SUBJECT: N_("Subject changed."),
    Kind.CUSTOMER: N_("{name} is now linked to this conversation."),
    Kind.RECORD: N_("The record is linked."),
    Kind.MERGE: N_("The conversations are one now."),
    Kind.SPLIT: N_("The message has a conversation of its own now."),
    Kind.DELETE: N_("Deleted: the conversation with {name}."),
    Kind.DELETE_MESSAGE: N_("The message was deleted."),
    Kind.BLOCK_BOT: N_("The bot keeps quiet here until {text}."),
    Kind.UNBLOCK_BOT: N_("The bot may answer here again."),
    Kind.FOLLOW: N_("You hear of what is said with {name}."),
    Kind.UNFOLLOW: N_("You hear no more of what is said with {name}."),
    Kind.CANCEL_SEND: N_("Called off: nothing is sent."),
    Kind.PICTURES: N_("Pictures of this sender are always shown from now on."),
    Kind.NO_PICTURES: N_("Distant pictures of this sender are blocked again."),
    Kind.ALL_READ: N_("Everything is marked as read."),
}
_ICONS = {
    Kind.ARCHIVE: "archive",
    Kind.SNOOZE: "moon",
    Kind.FLAG: "flag",
    Kind.FOLLOW: "bell",
    Kind.DELETE: "trash",
    Kind.DELETE_MESSAGE: "trash",
    Kind.MERGE: "arrows-merge",
    Kind.SPLIT: "git-branch",
}
_TOGETHER = frozenset({Kind.ALL_READ, Kind.MERGE, Kind.SPLIT})
"""What is said the same way of however many."""
SECONDS = 8.0


class Notes(QObject):
    """Shows a note for each deed."""

    def __init__(self, deeds: Deeds, toasts: ToastStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._toasts = toasts
        self._last: Done | None = None
        deeds.begun.connect(self.forget)
        deeds.done.connect(self._on_done)
        deeds.taken_back.connect(self._on_taken_back)

    def undo(self) -> None:
        """Take the last deed back."""
        if self._last is not None:
            last, self._last = self._last, None
            self._deeds.undo(last)

    def forget(self) -> None:
        """Take nothing back any more: something else was done since."""
        self._last = None

    def _on_done(self, done: Done) -> None:
        if done.undo is not None and done.undo.is_empty:
            return
        self._last = done if done.undo is not None else None
        if done.is_silent and self._toasts.offering() is None:
            return  # unless a note offers to undo something older, which Ctrl+Z would press
        actions = [(_("Undo"), partial(self._undo, done))] if done.undo is not None else []
        icon = _ICONS.get(done.kind, "check-circle")
        self._toasts.show_toast(said(done), actions, seconds=SECONDS, icon=icon)

    def _undo(self, done: Done) -> None:
        self._last = None
        self._deeds.undo(done)

    def _on_taken_back(self, _done: Done) -> None:
        self._toasts.show_toast(_("Taken back: everything is as it was."), icon="arrow-u-up-left")


def said(done: Done) -> str:
    """Say what was done."""
    one = _ONE[done.kind]
    is_nameless = "{name}" in one and not done.name  # of several that were chosen, one was changed
    is_one = done.kind in _TOGETHER or (done.count < 2 and not is_nameless)
    text = _(one) if is_one else _many(done)
    return (
        text.replace("{name}", done.name or _("Conversation"))
        .replace("{text}", done.text)
        .replace("{count}", str(done.count))
    )


def _many(done: Done) -> str:
    count = done.count
    match done.kind:
        case Kind.ARCHIVE:
            return ngettext("{count} conversation archived.", "{count} conversations archived.", count)
        case Kind.SNOOZE:
            return ngettext(
                "{count} conversation snoozed until {text}.",
                "{count} conversations snoozed until {text}.",
                count,
            )
        case Kind.ASSIGN:
            return ngettext(
                "{count} conversation assigned to {text}.", "{count} conversations assigned to {text}.", count
            )
        case Kind.DELETE:
            return ngettext("{count} conversation deleted.", "{count} conversations deleted.", count)
        case _:
            return ngettext("{count} conversation changed.", "{count} conversations changed.", count)
