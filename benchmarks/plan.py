# SPDX-License-Identifier: LicenseRef-Desk
"""Plans 10,000 events against 20 active rules: 200,000 decisions, each kept with its reasons."""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.ground import report, shop, texts
from benchmarks.send import EVENTS_AT_ONCE, order_ready
from desk.models import Evaluation
from desk.services.delivery import Planner
from desk.services.events import Journal
from desk.services.store import Session, open_database

GOALS = {"evaluations_per_s": "≥ 5,000"}
RULES = 20


def main() -> None:
    """Measure Desk; no peer keeps its decisions."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=10_000)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'desk.db'}")
        database.write_now(lambda session: _prepare(session, chosen.events))
        begun = time.perf_counter()
        asyncio.run(Planner(database).drain())
        seconds = time.perf_counter() - begun
        kept = database.read_now(
            lambda s: s.execute(select(func.count()).select_from(Evaluation)).scalar_one()
        )
        database.close()
    assert kept == chosen.events * RULES, f"{kept} decisions were kept"
    report.write("plan", {"evaluations_per_s": kept / seconds}, {}, GOALS)


def _prepare(session: Session, events: int) -> None:
    site = shop.location(session)
    shop.live(session)
    shop.mail_account(session, 25)
    template_id, _ = shop.template(session, texts.TEXTS)
    for n in range(RULES):
        shop.rule(session, template_id, shop.at_once("order.ready"), f"Règle {n}")
    people = shop.customers(session, events, site)
    for start in range(0, events, EVENTS_AT_ONCE):
        Journal(session).record_many(
            [order_ready(n, people[n], site) for n in range(start, start + EVENTS_AT_ONCE)]
        )


if __name__ == "__main__":
    main()
