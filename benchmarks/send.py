# SPDX-License-Identifier: LicenseRef-Desk
"""Sends 5,000 mails of 6 kB through the real engine to a local sink: events, decisions, render, hand-over, history."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import uvloop

from benchmarks.ground import peers, report, shop, sinks, texts
from desk import clock, config, memory
from desk.bootstrap import Desk, Service, open_desk
from desk.models.vocabulary import Standing
from desk.services.delivery import Totals
from desk.services.events import Entry, Journal, Subject
from desk.services.store import Change, Session

GOALS = {"mails_per_s": "≥ 2,500", "ratio_best_peer": "≥ 3.5"}
EVENTS_AT_ONCE = 500


def main() -> None:
    """Measure Desk and its peers in one run."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mails", type=int, default=5_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--no-peers", action="store_true")
    chosen = arguments.parse_args()
    ours = report.median([measure(chosen.mails) for _ in range(chosen.runs)])
    theirs = {} if chosen.no_peers else peers.send(chosen.mails)
    best = max((figures["mails_per_s"] for figures in theirs.values()), default=0.0)
    figures = {"mails_per_s": ours, "ratio_best_peer": ours / best if best else 0.0}
    report.write("send", figures, theirs, GOALS)


def measure(mails: int) -> float:
    """Return mails a second, from the first event recorded to the last answer kept.

    The service is at work already: a first mail, which does not count, has started what starts with the first.
    """
    with tempfile.TemporaryDirectory() as folder, sinks.smtp_sink() as sink:
        desk = open_desk(config.at(Path(folder)))
        people = desk.db.write_now(lambda session: _prepare(session, mails + 1, sink.port))
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            seconds = runner.run(_send(desk, people))
        sent = desk.db.read_now(lambda session: Totals(session).since("")).get(Standing.SENT, 0)
        desk.close()
        time.sleep(0.3)
        assert sent == mails + 1, f"{sent - 1} of {mails} are in the history"
        assert sink.count() == mails + 1, f"the sink took {sink.count() - 1} of {mails}"
    report.line(f"  {mails / seconds:,.0f} mails a second")
    return mails / seconds


def _prepare(session: Session, mails: int, port: int) -> tuple[list[str], str]:
    site = shop.location(session)
    shop.live(session)
    shop.mail_account(session, port)
    template_id, _ = shop.template(session, texts.TEXTS)
    shop.rule(session, template_id, shop.at_once("order.ready"))
    return shop.customers(session, mails, site), site


async def _send(desk: Desk, shop_of: tuple[Sequence[str], str]) -> float:
    people, site = shop_of
    service = Service(desk)
    running = asyncio.ensure_future(service.run())
    await service.ready()
    await _record(desk, [order_ready(len(people), people[-1], site)])
    await service.drain()
    memory.keep_what_is_loaded()  # as `desk service` does
    begun = time.perf_counter()
    for start in range(0, len(people) - 1, EVENTS_AT_ONCE):
        end = min(start + EVENTS_AT_ONCE, len(people) - 1)
        await _record(desk, [order_ready(n, people[n], site) for n in range(start, end)])
    await service.drain()
    seconds = time.perf_counter() - begun
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return seconds


async def _record(desk: Desk, entries: Sequence[Entry]) -> None:
    await desk.db.write(lambda session: Journal(session).record_many(entries), Change.EVENTS)


def order_ready(number: int, customer_id: str, site: str) -> Entry:
    """Return the event that order `number` is ready."""
    subject = Subject(customer_id=customer_id, location_id=site, source="cli")  # type: ignore[arg-type]
    return Entry(
        kind="order.ready", key=str(number), snapshot=texts.snapshot(number), subject=subject, at=clock.now()
    )


if __name__ == "__main__":
    main()
