# SPDX-License-Identifier: LicenseRef-Desk
"""`desk inspect`: shows what is kept, as a table or as JSON lines."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from desk import logs
from desk.bootstrap import open_desk
from desk.cli.output import json_value, say, say_json, say_table
from desk.config import Config
from desk.models.vocabulary import RuleState
from desk.services.delivery import Evaluations, History, HistoryFilter, Notifications
from desk.services.events import Journal
from desk.services.inbox import ConversationFilter, Inbox, Inspection, Mailboxes
from desk.services.preferences import SuppressionFilter, Suppressions
from desk.services.rules import Rulebook, RuleFilter
from desk.services.shop import CustomerFilter, Customers
from desk.services.store import Database, Session

PAGE = 500
ALL = RuleFilter(states=tuple(RuleState))
Pager = Callable[[Session, Any], Sequence[Any]]
"""Given a session and the last row shown (None at first), the next page."""


def _last_id(last: Any) -> Any:  # noqa: ANN401 - rows of any kind
    return last.id if last else None


THINGS: dict[str, tuple[Pager, tuple[str, ...]]] = {
    "customers": (
        lambda s, last: Customers(s).page(CustomerFilter(), after=last.key if last else None, limit=PAGE),
        ("id", "name", "email", "phone", "language"),
    ),
    "mailboxes": (
        lambda s, last: () if last else Mailboxes(s).page(),
        ("id", "name", "address", "is_active", "health", "health_code", "synced_at", "done", "total"),
    ),
    "rules": (
        lambda s, last: Rulebook(s).page(ALL, after=last.position if last else None, limit=PAGE),
        ("id", "name", "event_kind", "state", "version"),
    ),
    "events": (
        lambda s, last: Journal(s).feed(after=_last_id(last), limit=PAGE),
        ("id", "kind", "occurred_at", "planned_at", "undone_at"),
    ),
    "evaluations": (
        lambda s, last: Evaluations(s).page(after=_last_id(last), limit=PAGE),
        ("id", "event_kind", "rule_name", "customer_name", "outcome", "reason"),
    ),
    "notifications": (
        lambda s, last: Notifications(s).page(after=_last_id(last), limit=PAGE),
        ("id", "rule_name", "customer_name", "state", "reason", "due_at"),
    ),
    "deliveries": (
        lambda s, last: History(s).page(HistoryFilter(), after=_last_id(last), limit=PAGE),
        (
            "id",
            "customer_name",
            "rule_name",
            "channel",
            "address",
            "state",
            "reason",
            "attempts",
            "message_id",
        ),
    ),
    "conversations": (
        lambda s, last: Inbox(s).page(
            ConversationFilter(state=None), (last.last_at, last.id) if last else None, PAGE
        ),
        ("id", "name", "subject", "state", "last_at", "last_author", "unread", "waiting_since"),
    ),
    "messages": (
        lambda s, last: Inspection(s).messages(last.key if last else None, PAGE),
        ("id", "date", "sender", "recipients", "subject", "kind", "conversation"),
    ),
    "suppressions": (
        lambda s, last: Suppressions(s).page(
            SuppressionFilter(only_active=False), after=_last_id(last), limit=PAGE
        ),
        ("id", "channel", "address", "topic", "reason", "created_at", "released_at"),
    ),
}
"""Thing → how to page through it, and the columns of its table."""

SPELLED = {"messages": {"sender": "from", "recipients": "to"}}
"""Thing → field → what it is called outside, where Python takes the word for itself."""


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    inspect = verbs.add_parser("inspect", help="show what is kept")
    inspect.add_argument("thing", choices=tuple(THINGS))
    inspect.add_argument("--json", action="store_true", help="one JSON object a line")
    inspect.add_argument("--limit", type=int, default=0, help="at most so many (0: all)")
    inspect.set_defaults(run=run, only_reads=True)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Write what is kept, newest first where it has a time."""
    if not place.has_data:
        say(f"There is no shop in {place.home} yet.", to=sys.stderr)
        return 0
    logs.start(None if chosen.verbose else place.log_file)
    desk = open_desk(place)
    try:
        rows = _rows(desk.db, THINGS[chosen.thing][0], chosen.limit)
        if chosen.json:
            for row in rows:
                say_json(_spelled(row, SPELLED.get(chosen.thing, {})))
        else:
            _table(list(rows), THINGS[chosen.thing][1])
    finally:
        desk.close()
    return 0


def _spelled(row: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - rows of any kind
    """Return a row as JSON has it, its fields under their outside names."""
    told = json_value(row)
    return {names.get(name, name): value for name, value in told.items()} if names else told


def _rows(db: Database, pager: Pager, limit: int) -> Iterator[Any]:
    last, shown = None, 0
    while page := db.read_now(lambda session, last=last: pager(session, last)):  # type: ignore[misc]
        for row in page:
            if limit and shown == limit:
                return
            yield row
            shown += 1
        last = page[-1]


def _table(rows: list[Any], columns: tuple[str, ...]) -> None:
    if not rows:
        say("Nothing is kept yet.")
        return
    say_table(
        columns,
        [[_cell(json_value(getattr(row, column))) for column in columns] for row in rows],
    )


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
