# SPDX-License-Identifier: LicenseRef-Desk
"""APScheduler 3 with its SQLite job store: how late jobs fire with 10,000 others pending. Arguments: FOLDER DUE."""

import json
import logging
import random
import sys
import time
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from apscheduler.executors.pool import ThreadPoolExecutor  # noqa: E402 - from the peers' own environment
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: E402
from apscheduler.schedulers.background import BackgroundScheduler  # noqa: E402

PENDING = 10_000
"""A tenth of Desk's: its store takes too long to fill."""
SPAN_S = 20.0
late: list[float] = []


def fire(due: float) -> None:
    """Note how late this is."""
    late.append((time.time() - due) * 1000)


def main() -> None:
    """Fill the store, let jobs fall due, print the lateness."""
    import benchmarks.peers.apscheduler_timers as jobs

    file, due = Path(sys.argv[1]) / "aps.db", int(sys.argv[2])
    store = {"default": SQLAlchemyJobStore(url=f"sqlite:///{file}")}
    scheduler = BackgroundScheduler(
        jobstores=store, executors={"default": ThreadPoolExecutor(4)}, job_defaults={"misfire_grace_time": None},
        timezone=UTC,
    )  # fmt: skip
    scheduler.start(paused=True)
    luck = random.Random(3)
    now = datetime.now(UTC)
    end = time.monotonic() + 60
    for _ in range(PENDING):
        scheduler.add_job(
            jobs.fire, "date", run_date=now + timedelta(days=1 + 29 * luck.random()), args=[0.0]
        )
        if time.monotonic() > end:
            break
    base = time.time() + 15
    for n in range(due):
        at = base + SPAN_S * n / due
        scheduler.add_job(jobs.fire, "date", run_date=datetime.fromtimestamp(at, UTC), args=[at])
    scheduler.resume()
    end = time.monotonic() + 90
    while len(jobs.late) < due and time.monotonic() < end:
        time.sleep(0.1)
    ordered = sorted(jobs.late)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    sys.stdout.write(json.dumps({"late_p99_ms": p99, "fired": len(ordered)}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
