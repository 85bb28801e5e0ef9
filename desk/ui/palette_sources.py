# SPDX-License-Identifier: LicenseRef-Desk
"""What the palette looks through: pages, actions and help at once; customers and records from the store."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desk.translation import N_, _
from desk.ui.command_palette import MOST, Hit
from desk.ui.commands import Command, Commands
from desk.ui.panes import PANES, Navigate
from desk.ui.wording import record_name, status_name

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.shop import CustomerRow, RecordRow
    from desk.services.store import Session


def folded(text: str) -> str:
    """Return `text` without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def rank(text: str, wanted: str) -> int | None:
    """Say how well `text` matches: 0 begins so, 1 a word does, 2 somewhere; None: a word is missing."""
    hay, needles = folded(text), folded(wanted).split()
    if not all(needle in hay for needle in needles):
        return None
    if not needles or hay.startswith(needles[0]):
        return 0
    return 1 if any(word.startswith(needles[0]) for word in hay.split()) else 2


class Pages:
    """The pages of the window."""

    label = N_("Pages")
    prefixes = frozenset({""})

    def __init__(self, navigate: Navigate, commands: Commands) -> None:
        self._navigate = navigate
        self._commands = commands

    def find(self, text: str) -> Sequence[Hit]:
        """Return the pages whose name matches."""
        found = []
        for pane in PANES:
            if (place := rank(_(pane.label), text)) is not None:
                key = self._commands.shortcut(f"page.{pane.name}")
                open_page = _opener(self._navigate, pane.name)
                found.append((place, Hit(icon=pane.icon, title=_(pane.label), shortcut=key, open=open_page)))
        return [hit for _place, hit in sorted(found, key=lambda pair: pair[0])]


class Actions:
    """What can be done now."""

    label = N_("Actions")
    prefixes = frozenset({"", ">"})

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    def find(self, text: str) -> Sequence[Hit]:
        """Return the actions whose label matches; pages have a group of their own."""
        found = []
        for command in self._commands.usable():
            label = _(command.label).replace("&", "")
            place = None if command.name.startswith("page.") else rank(label, text)
            if place is not None:
                found.append((place, self._hit(command, label)))
        return [hit for _place, hit in sorted(found, key=lambda pair: pair[0])]

    def _hit(self, command: Command, label: str) -> Hit:
        action = self._commands.action(command.name)
        key = self._commands.shortcut(command.name)
        return Hit(icon=command.icon or "command", title=label, shortcut=key, open=action.trigger)


class Keys:
    """Help: what every key does."""

    label = N_("Keyboard")
    prefixes = frozenset({"?"})

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    def find(self, text: str) -> Sequence[Hit]:
        """Return the commands with a key whose label or key matches."""
        found = []
        for command in self._commands.all():
            key = self._commands.shortcut(command.name)
            label = _(command.label).replace("&", "")
            if key and rank(f"{label} {key}", text) is not None:
                run = self._commands.action(command.name).trigger
                found.append(Hit(icon="keyboard", title=label, shortcut=key, open=run))
        return found


class People:
    """The customers."""

    label = N_("Customers")
    prefixes = frozenset({"", "@"})

    def __init__(self, desk: Desk, navigate: Navigate) -> None:
        self._desk = desk
        self._navigate = navigate

    async def ask(self, text: str) -> Sequence[Hit]:
        """Return the customers that match."""
        return [self._hit(row) for row in await self._desk.db.read(lambda session: self._read(session, text))]

    def _read(self, session: Session, text: str) -> tuple[CustomerRow, ...]:
        from desk.services.shop import CustomerFilter, Customers

        return Customers(session).page(CustomerFilter(text=text), limit=MOST)

    def _hit(self, row: CustomerRow) -> Hit:
        contact = " · ".join(part for part in (row.email, row.phone) if part)
        open_card = _opener(self._navigate, "customers", customer_id=row.id)
        return Hit(icon="user", title=row.name or row.company or contact, context=contact, open=open_card)


class RecordsOf:
    """The records of every kind."""

    label = N_("Records")
    prefixes = frozenset({"", "#"})

    def __init__(self, desk: Desk, navigate: Navigate) -> None:
        self._desk = desk
        self._navigate = navigate

    async def ask(self, text: str) -> Sequence[Hit]:
        """Return the records that match, of every kind, newest first."""
        return [self._hit(row) for row in await self._desk.db.read(lambda session: self._read(session, text))]

    def _read(self, session: Session, text: str) -> tuple[RecordRow, ...]:
        from desk.services.events import KINDS
        from desk.services.shop import RecordFilter, Records

        keeper = Records(session)
        found = [
            row for kind in KINDS for row in keeper.page(RecordFilter(kind=kind.name, text=text), limit=MOST)
        ]
        return tuple(sorted(found, key=lambda row: row.id, reverse=True)[:MOST])

    def _hit(self, row: RecordRow) -> Hit:
        parts = (record_name(row.kind), row.customer_name, status_name(row.kind, row.status))
        return Hit(
            icon="clipboard-text",
            title=" – ".join(part for part in (row.reference, row.title) if part),
            context=" · ".join(part for part in parts if part),
            open=_opener(self._navigate, "records", record_id=row.id),
        )


def _opener(navigate: Navigate, page: str, **target: str) -> Callable[[], None]:
    return lambda: navigate(page, **target)
