# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done on the page of messages, as commands: for the menu, the keys and the palette."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from desk.translation import N_
from desk.ui.commands import Command
from desk.ui.rights import COMMANDS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk.ui.panes.messages.page import MessagesPage

CONVERSATION = "messages.conversation"
"""The section of what is done to conversations; the list's context menu shows it."""

Deed = tuple[str, str, str, str, Callable[[], object]]


def letters() -> Mapping[str, str]:
    """Return letter → command, for those who switched single keys on."""
    return {
        "j": "next", "k": "before", "e": "archive", "b": "snooze", "s": "flag", "a": "assign", "i": "assign_me",
        "u": "read", "r": "reply", "n": "note", "c": "new", "/": "find", "#": "delete", "z": "undo",
    }  # fmt: skip


def commands(page: MessagesPage) -> tuple[Command, ...]:
    """Return every command of the page."""
    return (
        *(_command(deed, menu="file", section="messages") for deed in _writing(page)),
        *(_command(deed, menu="conversation", section=CONVERSATION) for deed in _deeds(page)),
        *(_command(deed, menu="conversation", section="messages.thread") for deed in _thread(page)),
        *(_command(deed, menu="conversation", section="messages.list") for deed in _list(page)),
    )


def hold_back(page: MessagesPage) -> None:
    """Let only those use the buttons of the page who may, as with its commands; parts are held once they are made."""
    head = page.list.head
    _hold(page, {"new": head.new, "all_read": head.all_read})
    page.list.selection_made.connect(lambda: _hold(page, page.list.selection.buttons))
    page.conversation.made.connect(lambda: _hold(page, page.conversation.head.buttons))


def _hold(page: MessagesPage, buttons: Mapping[str, QWidget]) -> None:
    for name, button in buttons.items():
        page.context.commands.rights.guard(COMMANDS[f"messages.{name}"], button)


def _command(deed: Deed, *, menu: str, section: str) -> Command:
    name, label, icon, key, run = deed
    return Command(
        name=f"messages.{name}",
        label=label,
        icon=icon,
        shortcut=key,
        run=run,
        menu=menu,
        section=section,
        page="messages",
    )


def _writing(page: MessagesPage) -> tuple[Deed, ...]:
    return (("new", N_("New message…"), "plus", "Ctrl+N", lambda: page.side.write_to("")),)


def _deeds(page: MessagesPage) -> tuple[Deed, ...]:
    wishes = page.wishes
    return (
        ("archive", N_("Archive or reopen"), "archive", "Ctrl+E", wishes.archive),
        ("snooze", N_("Snooze…"), "moon", "Ctrl+Shift+B", wishes.snooze),
        ("flag", N_("Follow up"), "flag", "Ctrl+D", wishes.flag),
        ("assign", N_("Assign…"), "user-plus", "Ctrl+Shift+A", wishes.assign),
        ("assign_me", N_("Assign to me"), "user", "Ctrl+Shift+I", wishes.assign_to_me),
        ("read", N_("Mark as read or unread"), "envelope-simple-open", "Ctrl+U", wishes.read),
        ("tag", N_("Tags…"), "tag", "", lambda: wishes.tag(page.list.head.menu_button)),
        ("merge", N_("Merge the selected conversations"), "arrows-merge", "", wishes.merge),
        ("delete", N_("Delete…"), "trash", "Del", wishes.delete),
    )


def _thread(page: MessagesPage) -> tuple[Deed, ...]:
    return (
        ("reply", N_("Reply"), "arrow-bend-up-left", "Ctrl+R", partial(_reply, page)),
        ("note", N_("Internal note"), "note-pencil", "Ctrl+Shift+N", partial(_note, page)),
        ("print", N_("Print…"), "printer", "Ctrl+P", lambda: page.side.print_thread(with_notes=False)),
        (
            "print_notes",
            N_("Print with notes…"),
            "printer",
            "",
            lambda: page.side.print_thread(with_notes=True),
        ),
        ("pdf", N_("Save as PDF…"), "file-pdf", "", lambda: page.side.save_pdf(with_notes=False)),
        (
            "pdf_notes",
            N_("Save as PDF with notes…"),
            "file-pdf",
            "",
            lambda: page.side.save_pdf(with_notes=True),
        ),
        ("export", N_("Export the newest mail as .eml…"), "export", "", partial(_export, page)),
        ("customer", N_("Open the customer card"), "user", "", partial(_open_customer, page)),
        ("subject", N_("Change the subject"), "pencil-simple", "F2", partial(_edit_subject, page)),
    )


def _list(page: MessagesPage) -> tuple[Deed, ...]:
    return (
        ("next", N_("Next conversation"), "arrow-down", "Alt+Down", partial(page.list.step, 1)),
        ("before", N_("Previous conversation"), "arrow-up", "Alt+Up", partial(page.list.step, -1)),
        ("all_read", N_("Mark all as read"), "checks", "", page.wishes.all_read),
        ("find", N_("Filter the list"), "magnifying-glass", "Ctrl+F", partial(_find, page)),
        ("clear", N_("Clear the filters"), "x", "", page.model.clear),
        ("undo", N_("Take back what was done"), "arrow-u-up-left", "", page.undo),
        ("refresh", N_("Read the list again"), "arrow-clockwise", "F5", page.model.refresh),
    )


def _reply(page: MessagesPage) -> None:
    page.side.reply()  # not bound before: the side is made when it is first needed


def _note(page: MessagesPage) -> None:
    page.side.note()


def _export(page: MessagesPage) -> None:
    page.side.export()


def _open_customer(page: MessagesPage) -> None:
    page.side.open_customer()


def _edit_subject(page: MessagesPage) -> None:
    if page.thread_model.state.thread is not None:
        page.conversation.head.subject.edit()


def _find(page: MessagesPage) -> None:
    search = page.list.head.search
    search.setFocus()
    search.selectAll()
