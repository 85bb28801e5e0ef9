# SPDX-License-Identifier: LicenseRef-Desk
"""Turns what is wished for selected conversations into deeds: archive, snooze, assign, flag, read, merge, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from desk import clock
from desk.models.vocabulary import ConversationState
from desk.translation import _, ngettext
from desk.ui.panes.messages.deeds import Deeds, Kind, Whom
from desk.ui.panes.messages.filters import asked
from desk.ui.panes.messages.view_model import MessagesModel
from desk.ui.wording import formats

if TYPE_CHECKING:
    from desk.services.inbox import ConversationRow

Rows = Sequence["ConversationRow"]


class Wishes(QObject):
    """`rows`: for which conversations a wish is, asked when it is made."""

    def __init__(self, deeds: Deeds, model: MessagesModel, rows: Callable[[], Rows], parent: QWidget) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._model = model
        self._rows = rows
        self._window = parent

    def archive(self) -> None:
        """Archive, or reopen when all of it is archived."""
        rows = self._rows()
        if rows and all(row.state is ConversationState.ARCHIVED for row in rows):
            self._deeds.do(
                Kind.REOPEN, Whom.of(rows), lambda h, by, at: h.unarchive(_ids(rows), by=by, at=at)
            )
        else:
            self._deeds.do(Kind.ARCHIVE, Whom.of(rows), lambda h, by, at: h.archive(_ids(rows), by=by, at=at))

    def flag(self) -> None:
        """Follow up, or no longer when all of it is."""
        rows = self._rows()
        on = not all(row.is_flagged for row in rows)
        kind = Kind.FLAG if on else Kind.UNFLAG
        whom = Whom.of(rows)
        self._deeds.do(
            kind, whom, lambda h, by, at: h.flag(whom.ids, on=on, by=by, at=at), is_silent=whom.count == 1
        )

    def read(self) -> None:
        """Mark as read, or as unread when nothing of it is unread."""
        rows = self._rows()
        whom = Whom.of(rows)
        if any(row.unread for row in rows):
            self._deeds.do(
                Kind.READ,
                whom,
                lambda h, by, at: h.mark_read(whom.ids, by=by, at=at),
                is_silent=whom.count == 1,
            )
        else:
            self._deeds.do(
                Kind.UNREAD, whom, lambda h, by, at: h.mark_read(whom.ids, by=by, at=at, is_read=False)
            )

    def all_read(self) -> None:
        """Mark everything the list shows as read."""
        state = self._model.state
        self._deeds.mark_all_read(asked(state.filters, state.choices.my_id))

    def snooze(self, anchor: QWidget | None = None) -> None:
        """Offer until when; a snoozed one comes back at once."""
        rows = self._rows()
        if rows and all(row.state is ConversationState.SNOOZED for row in rows):
            self._deeds.do(Kind.WAKE, Whom.of(rows), lambda h, by, at: h.unarchive(_ids(rows), by=by, at=at))
            return
        if not rows:
            return
        from desk.ui.panes.messages import snooze

        menu = _menu(self._window, _("Snooze"))
        until = partial(self._snooze, rows)
        now = clock.now()
        places = self._model.state.choices.places
        snooze.fill_menu(menu, now, places[0] if places else None, until)
        menu.addSeparator()
        other = menu.addAction(_("Until a date…"))
        other.triggered.connect(lambda *_on: snooze.ask_moment(anchor or self._window, now, until))
        _popup(menu, anchor)

    def assign(self, anchor: QWidget | None = None) -> None:
        """Offer the staff."""
        rows = self._rows()
        if not rows:
            return
        from desk.ui.panes.messages import popups

        menu = _menu(self._window, _("Assign"))
        current = rows[0].assignee_ids if len(rows) == 1 else ()
        popups.fill_staff(menu, self._model.state.choices, current, partial(self.assign_to, rows))
        _popup(menu, anchor)

    def assign_to_me(self) -> None:
        """Take it on."""
        me = self._model.state.choices.my_id
        if me and (rows := self._rows()):
            self.assign_to(
                rows, tuple(dict.fromkeys((*(rows[0].assignee_ids if len(rows) == 1 else ()), me)))
            )

    def assign_to(self, rows: Rows, operator_ids: tuple[str, ...]) -> None:
        """Let these look after it, and nobody else."""
        names = self._model.state.choices.names
        said = ", ".join(names[one] for one in operator_ids if one in names)
        kind = Kind.ASSIGN if operator_ids else Kind.UNASSIGN
        self._deeds.do(
            kind, Whom.of(rows), lambda h, by, at: h.assign(_ids(rows), operator_ids, by=by, at=at), text=said
        )

    def tag(self, anchor: QWidget) -> None:
        """Ask for tags."""
        rows = self._rows()
        if rows:
            ask_tags(self._deeds, self._model, rows, anchor)

    def merge(self) -> None:
        """Make one of the selected conversations; of those with different people, ask first."""
        rows = tuple(self._rows())
        if len({row.customer_id or row.address for row in rows}) > 1:
            from desk.ui.panes.messages import popups

            text = _("An answer then goes to {name} alone.").format(name=_whom(rows[0]))
            popups.ask_open(
                self._window, _different_people(rows), text, _("Merge"), partial(self._merge, rows)
            )
        elif len(rows) > 1:
            self._merge(rows)

    def delete(self) -> None:
        """Ask, then delete conversations."""
        rows = tuple(self._rows())
        if not rows:
            return
        from desk.ui.panes.messages import popups

        popups.ask_delete(
            self._window,
            _question(rows),
            lambda on_server: self._deeds.do(
                Kind.DELETE,
                Whom.of(rows),
                lambda h, by, at: h.delete_conversations(_ids(rows), on_server=on_server, by=by, at=at),
            ),
            is_on_server=any(row.mailbox_id for row in rows),
        )

    def _merge(self, rows: Rows) -> None:
        self._deeds.do(Kind.MERGE, Whom.of(rows), lambda h, by, at: h.merge(_ids(rows), by=by, at=at))

    def _snooze(self, rows: Rows, until: datetime) -> None:
        from desk.ui.panes.messages import snooze

        wanted = None if until == snooze.UNTIL_ANSWER else until
        said = _("the customer answers") if wanted is None else formats.moment(until, clock.now())
        self._deeds.do(
            Kind.SNOOZE,
            Whom.of(rows),
            lambda h, by, at: h.snooze(_ids(rows), until=wanted, by=by, at=at),
            text=said,
        )


def ask_tags(deeds: Deeds, model: MessagesModel, rows: Rows, anchor: QWidget) -> None:
    """Ask for tags under `anchor`."""
    from desk.ui.panes.messages import popups

    form = popups.TagForm(rows[0].tags, model.state.choices.tags)
    popups.open_form(anchor, form, partial(change_tags, deeds, rows))


def change_tags(deeds: Deeds, rows: Rows, tags: object) -> None:
    """Add tags to conversations; of one alone, those that are not named are taken away."""
    wanted = tuple(tags) if isinstance(tags, tuple) else ()
    gone = tuple({one for row in rows for one in row.tags} - set(wanted)) if len(rows) == 1 else ()
    whom = Whom.of(rows)
    deeds.do(Kind.TAG, whom, lambda h, by, at: h.tag(whom.ids, add=wanted, remove=gone, by=by, at=at))


def _whom(row: ConversationRow) -> str:
    return row.name or row.address


def _different_people(rows: Rows) -> str:
    names = tuple(dict.fromkeys(map(_whom, rows)))
    return _("These conversations are with different people: {names}.").format(names=", ".join(names[:5]))


def _ids(rows: Rows) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def _menu(parent: QWidget, name: str) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setAccessibleName(name)
    return menu


def _popup(menu: QMenu, anchor: QWidget | None) -> None:
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()) if anchor is not None else QCursor.pos())


def _question(rows: Rows) -> str:
    if len(rows) == 1:
        said = _("Delete the conversation with {name} and everything in it for good?")
        return said.format(name=rows[0].name or rows[0].address)
    said = ngettext(
        "Delete {count} conversation for good?", "Delete {count} conversations for good?", len(rows)
    )
    return said.format(count=len(rows))
