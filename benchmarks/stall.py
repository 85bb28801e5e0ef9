# SPDX-License-Identifier: LicenseRef-Desk
"""Watches the window's loop while the service sends at full speed and the history is open: the longest gap."""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.ground import report, shop, sinks, texts
from benchmarks.ground.watching import WatchedWindow
from benchmarks.send import EVENTS_AT_ONCE, order_ready
from desk import config
from desk.models.vocabulary import Standing
from desk.services.delivery import Totals
from desk.services.events import Journal
from desk.services.store import Change, Database, Session, open_database

GOALS = {"max_ms": "≤ 50"}
T = TypeVar("T")
GIVES_WAY = 10
"""How nice the mail server and the source of events are: they stand for other machines, or for the service."""


def main() -> None:
    """Measure the real window with its real service."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mails", type=int, default=8_000)
    arguments.add_argument("--seconds", type=float, default=10)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, sinks.smtp_sink() as sink:
        place = config.at(Path(folder))
        people, site = _once(place.database, lambda session: _prepare(session, chosen.mails, sink.port))
        window = WatchedWindow(Path(folder), "sends", chosen.seconds)
        _give_way(sink.pid)
        window.begin()
        database = open_database(place.database)
        _happen(database, people, site)
        figures = window.figures()
        sent = database.read_now(lambda session: Totals(session).since("")).get(Standing.SENT, 0)
        database.close()
    figures["sent_meanwhile"] = float(sent)
    report.write("stall", figures, {}, GOALS)


def _give_way(sink: int) -> None:
    """Make the mail server and this process, with the threads it starts from now on, as nice as the service."""
    if hasattr(os, "setpriority"):
        for process in (sink, 0):
            os.setpriority(os.PRIO_PROCESS, process, GIVES_WAY)


def _once(url: str, work: Callable[[Session], T]) -> T:
    database = open_database(url)
    try:
        return database.write_now(work)
    finally:
        database.close()


def _prepare(session: Session, mails: int, port: int) -> tuple[list[str], str]:
    site = shop.location(session)
    shop.live(session)
    shop.mail_account(session, port)
    template_id, _ = shop.template(session, texts.TEXTS)
    shop.rule(session, template_id, shop.at_once("order.ready"))
    return shop.customers(session, mails, site), site


def _happen(database: Database, people: list[str], site: str) -> None:
    for start in range(0, len(people), EVENTS_AT_ONCE):
        entries = [
            order_ready(n, people[n], site) for n in range(start, min(start + EVENTS_AT_ONCE, len(people)))
        ]
        database.write_now(lambda s, e=entries: Journal(s).record_many(e), Change.EVENTS)  # type: ignore[misc]


if __name__ == "__main__":
    main()
