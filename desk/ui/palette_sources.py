# SPDX-License-Identifier: LicenseRef-Desk
"""What the palette looks through: pages, actions and keys at once; people, records, rules from the store."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from desk.translation import N_, _
from desk.ui.command_palette import MOST, Hit, StoredSource
from desk.ui.commands import Command, Commands
from desk.ui.panes import PANES, Navigate
from desk.ui.wording import channel_mark, event_name, formats, record_name, rule_mark, status_name

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.inbox import Hit as Found
    from desk.services.rules import RuleRow
    from desk.services.shop import CustomerRow, RecordRow
    from desk.services.store import Session
    from desk.services.templates import TemplateRow

Row = TypeVar("Row")

WIDE = 8
"""So many times more customers are read than shown, to show the best of them."""


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


class StoredRows(Generic[Row]):
    """Rows of one kind in the store. label: msgid. read: (session, text) → what matches, best first."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        prefix: str,
        read: Callable[[Session, str], Sequence[Row]],
        hit: Callable[[Row], Hit],
    ) -> None:
        self.label = label
        self.prefixes = frozenset({"", prefix} if prefix else {""})
        self._desk = desk
        self._find = read
        self._hit = hit

    async def ask(self, text: str) -> Sequence[Hit]:
        """Return what matches."""
        find = self._find
        rows = await self._desk.db.read(lambda session: tuple(find(session, text)))
        return [self._hit(row) for row in rows]


def stored_sources(desk: Desk, navigate: Navigate) -> tuple[StoredSource, ...]:
    """Return the sources in the store: customers, messages, records, rules, templates."""

    def customer(row: CustomerRow) -> Hit:
        contact = " · ".join(part for part in (row.email, row.phone) if part)
        target = _opener(navigate, "customers", customer_id=row.id)
        return Hit(icon="user", title=row.name or row.company or contact, context=contact, open=target)

    def message(found: Found) -> Hit:
        said = " – ".join(part for part in (found.subject, found.excerpt) if part)
        target = _opener(
            navigate, "messages", conversation_id=found.conversation_id, message_id=found.message_id
        )
        return Hit(
            icon=channel_mark(found.channel.value).icon if found.channel is not None else "note-pencil",
            title=found.name or found.address,
            context=said,
            marks=found.marks,
            shortcut=formats.moment(found.at),
            open=target,
        )

    def record(row: RecordRow) -> Hit:
        parts = (record_name(row.kind), row.customer_name, status_name(row.kind, row.status))
        title = " – ".join(part for part in (row.reference, row.title) if part)
        context = " · ".join(part for part in parts if part)
        target = _opener(navigate, "records", record_id=row.id)
        return Hit(icon="clipboard-text", title=title, context=context, open=target)

    def rule(row: RuleRow) -> Hit:
        context = f"{rule_mark(row.state).text} · {event_name(row.event_kind)}"
        return Hit(
            icon="lightning", title=row.name, context=context, open=_opener(navigate, "rules", rule_id=row.id)
        )

    def template(row: TemplateRow) -> Hit:
        target = _opener(navigate, "templates", template_id=row.id)
        return Hit(icon="file-text", title=row.card.name, context=row.card.folder, open=target)

    return (
        StoredRows(desk, N_("Customers"), "@", _customers, customer),
        StoredRows(desk, N_("Messages"), "", _messages, message),
        StoredRows(desk, N_("Records"), "#", _records, record),
        StoredRows(desk, N_("Rules"), "", _rules, rule),
        StoredRows(desk, N_("Templates"), "", _templates, template),
    )


def _customers(session: Session, text: str) -> Sequence[CustomerRow]:
    from desk.services.shop import CustomerFilter, Customers

    return by_name(Customers(session).page(CustomerFilter(text=text), limit=WIDE * MOST), text)[:MOST]


def _messages(session: Session, text: str) -> Sequence[Found]:
    from desk.services.inbox import MailSearch
    from desk.services.shop import Operators

    me = Operators(session).at_work()
    return MailSearch(session, me.id if me is not None else None).find(text, limit=MOST)


def by_name(rows: Sequence[CustomerRow], text: str) -> Sequence[CustomerRow]:
    """Return those whose name or contact matches, best first; without any, who lives in such a street."""
    ranked = [(rank(f"{row.name} {row.company} {row.email} {row.phone}", text), row) for row in rows]
    named = [(place, row) for place, row in ranked if place is not None]
    return [row for _place, row in sorted(named, key=lambda pair: pair[0])] or rows


def _records(session: Session, text: str) -> Sequence[RecordRow]:
    from desk.services.events import KINDS
    from desk.services.shop import RecordFilter, Records

    keeper = Records(session)
    wanted = (RecordFilter(kind=kind.name, text=text) for kind in KINDS)
    found = [row for one in wanted for row in keeper.page(one, limit=MOST)]
    return sorted(found, key=lambda row: row.id, reverse=True)[:MOST]


def _rules(session: Session, text: str) -> Sequence[RuleRow]:
    from desk.services.rules import Rulebook, RuleFilter

    return Rulebook(session).page(RuleFilter(text=text), limit=MOST)


def _templates(session: Session, text: str) -> Sequence[TemplateRow]:
    from desk.services.templates import Library, TemplateFilter

    return Library(session).page(TemplateFilter(text=text), limit=MOST)


def _opener(navigate: Navigate, page: str, **target: str) -> Callable[[], None]:
    return lambda: navigate(page, **target)
