# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps 100,000 timers pending, lets 1,000 fall due over 20 s: how late they fire, what waiting costs."""

import argparse
import asyncio
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import uvloop
from sqlalchemy import select

from benchmarks.ground import peers, report, shop
from desk import clock
from desk.models import Timer, new_id
from desk.services.reminders import Agenda, TimerDraft, TimerLoop
from desk.services.rules import RuleSpec, Timing, Trigger, TriggerKind
from desk.services.store import Change, Database, Session, open_database

GOALS = {"late_p99_ms": "≤ 20", "idle_cpu_percent": "≤ 1"}
SPAN_S = 20.0


def main() -> None:
    """Measure Desk, and APScheduler on SQLite beside it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pending", type=int, default=100_000)
    arguments.add_argument("--due", type=int, default=1_000)
    arguments.add_argument("--no-peers", action="store_true")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'desk.db'}")
        database.watch()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            figures = runner.run(_measure(database, chosen.pending, chosen.due))
        database.close()
    theirs = {} if chosen.no_peers else peers.timers(chosen.due)
    report.write("timers", figures, theirs, GOALS)


async def _measure(database: Database, pending: int, due: int) -> dict[str, float]:
    rule_id, people = await database.write(lambda session: _prepare(session, pending))
    loop = TimerLoop(database)
    running = asyncio.ensure_future(loop.run())
    await asyncio.sleep(2)
    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.sleep(15)
    idle = (time.process_time() - cpu) / (time.perf_counter() - wall) * 100
    start = clock.now() + timedelta(seconds=2)
    drafts = [
        _timer(f"due {n}", start + timedelta(seconds=SPAN_S * n / due), rule_id, people[n % len(people)])
        for n in range(due)
    ]
    await database.write(lambda session: Agenda(session).put(drafts), Change.TIMERS)
    await asyncio.sleep(SPAN_S + 4)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    fired = await database.read(
        lambda s: s.execute(select(Timer.due_at, Timer.fired_at).where(Timer.fired_at.is_not(None))).all()
    )
    assert len(fired) == due, f"{len(fired)} of {due} timers fired"
    late = [(row.fired_at - row.due_at).total_seconds() * 1000 for row in fired]
    return {
        "late_p99_ms": report.percentile(late, 0.99),
        "late_p50_ms": report.median(late),
        "idle_cpu_percent": idle,
    }


def _prepare(session: Session, pending: int) -> tuple[str, list[str]]:
    """Keep one rule's timers, each of a customer of its own, as birthdays are; return the rule and who is due.

    Were they those of the customers who fall due, each firing would clear away a hundred of them: what a rule
    does not want of a customer goes when the customer is planned anew.
    """
    site = shop.location(session)
    people = shop.customers(session, 1_000, site)
    template_id, _ = shop.template(session, {"email": {"fr": {"subject": "Rappel", "body": "Bonjour"}}})
    trigger = Trigger(
        kind=TriggerKind.YEARLY,
        event_kind="customer.birthday",
        date_field="customer.birth_date",
        offset_minutes=0,
    )
    rule_id = shop.rule(
        session, template_id, RuleSpec(trigger=trigger, timing=Timing(quiet=None)), "Anniversaire"
    )
    luck = random.Random(3)
    now = clock.now()
    drafts = [
        _timer(str(n), now + timedelta(days=1 + 29 * luck.random()), rule_id, new_id())
        for n in range(pending)
    ]
    Agenda(session).put(drafts)
    return rule_id, people


def _timer(key: str, at: object, rule_id: str, customer_id: str) -> TimerDraft:
    return TimerDraft(
        key=key, due_at=at, event_kind="customer.birthday", rule_id=rule_id, customer_id=customer_id
    )  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
