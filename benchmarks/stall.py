# SPDX-License-Identifier: LicenseRef-Desk
"""Watches the window's loop while the service sends at full speed and the history is open: the longest gap."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.ground import report, shop, sinks, texts
from benchmarks.send import EVENTS_AT_ONCE, order_ready
from desk import config
from desk.models.vocabulary import Standing
from desk.services.delivery import Totals
from desk.services.events import Journal
from desk.services.store import Change, Database, Session, open_database

GOALS = {"max_ms": "≤ 50"}


def main() -> None:
    """Measure the real window with its real service."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mails", type=int, default=8_000)
    arguments.add_argument("--seconds", type=float, default=10)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, sinks.smtp_sink() as sink:
        place = config.at(Path(folder))
        database = open_database(place.database)
        people, site = database.write_now(lambda session: _prepare(session, chosen.mails, sink.port))
        go = Path(folder) / "go"
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DESK_HOME": folder}
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        command = [sys.executable, "-m", "benchmarks.ground.watched", str(chosen.seconds), str(go)]
        window = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        end = time.monotonic() + 60
        while not go.exists() and window.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        _happen(database, people, site)
        out, error = window.communicate(timeout=120)
        sent = database.read_now(lambda session: Totals(session).since("")).get(Standing.SENT, 0)
        database.close()
    if not out.strip():
        raise RuntimeError(error[-2000:])
    longest, p99, ticks = (float(word) for word in out.split()[-3:])
    figures = {"max_ms": longest, "p99_ms": p99, "ticks": ticks, "sent_meanwhile": float(sent)}
    report.write("stall", figures, {}, GOALS)


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
