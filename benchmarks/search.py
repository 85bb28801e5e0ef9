# SPDX-License-Identifier: LicenseRef-Desk
"""Searches as one types, over 20,000 and over 200,000 messages, for the newest 50 hits; notmuch's library beside it."""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from benchmarks.ground import corpus, report
from desk.models import Conversation, new_id
from desk.models.vocabulary import Author, Channel, ConversationState, Direction
from desk.services.inbox import MailSearch, Tidying
from desk.services.inbox.filing.line import Line
from desk.services.inbox.filing.messages import Messages
from desk.services.store import Database, Session, open_database

GOALS = {"p95_ms_20k": "≤ 3", "p95_ms_200k": "≤ 3", "ratio_notmuch": "≥ 2"}
SYSTEM_PYTHON = "/usr/bin/python3"
BATCH = 1_000
REPETITIONS = 5
BEGINNINGS = ("liv", "repa", "custo", "fac")


def main() -> None:
    """Measure Desk over both sizes, and notmuch over the smaller one."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", type=int, default=20_000)
    arguments.add_argument("--large", type=int, default=200_000)
    arguments.add_argument("--no-peers", action="store_true")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'desk.db'}")
        built = time.perf_counter()
        _fill(database, 0, chosen.small)
        rate = chosen.small / (time.perf_counter() - built)
        small = _measure(database, chosen.small)
        _fill(database, chosen.small, chosen.large)
        fresh = _measure(database, chosen.large)
        tidied = time.perf_counter()
        asyncio.run(Tidying(database).look(breath_s=0))  # as the service does when it has nothing else to do
        tidied = time.perf_counter() - tidied
        large = _measure(database, chosen.large)
        database.close()
    figures = {
        "p95_ms_20k": report.percentile(small, 0.95),
        "p95_ms_200k": report.percentile(large, 0.95),
        "p50_ms_20k": report.median(small),
        "p50_ms_200k": report.median(large),
        "p95_ms_200k_fresh": report.percentile(fresh, 0.95),
        "tidying_s": tidied,
        "kept_per_s": rate,
    }
    theirs = {} if chosen.no_peers else _notmuch(chosen.small)
    if theirs:
        figures["ratio_notmuch"] = theirs["notmuch's library"]["p95_ms"] / figures["p95_ms_20k"]
    report.write("search", figures, theirs, GOALS)


def queries(count: int) -> list[str]:
    """Return what is typed: rare and common words, several, phrases, senders, accents, beginnings."""
    rare = [corpus.reference(number) for number in range(100, count, count // 40)][:6]
    return [
        *rare,
        *(corpus.TAIL[number] for number in (15000, 17000, 19000, 20000)),
        *[
            "commande",
            "facture",
            "bonjour",
            "order",
            "customer",
            "delivery",
            "boutique",
            "hello",
            "client",
            "the",
        ],
        *("commande retard", "invoice discount", "facture virement", "order parcel", "devis atelier"),
        *('"commande livraison"', '"order delivery"', '"facture devis"', '"kind regards"', '"customer shop"'),
        *('"client boutique"', '"rendez vous"', '"invoice quote"'),
        *(f"from:client{number}" for number in (0, 3, 25, 120, 400, 700)),
        *("référence", "réparation", "été", "dégustation", "noël", "garçon", "pâtisserie"),
        *BEGINNINGS,
    ]


def _fill(database: Database, first: int, end: int) -> None:
    """Keep the messages from `first` up to `end` as filing does, without their wire form."""
    for start in range(first, end, BATCH):
        texts = [corpus.text(number) for number in range(start, min(start + BATCH, end))]
        database.write_now(lambda session, texts=texts: _keep(session, texts))  # type: ignore[misc]


def _keep(session: Session, texts: Sequence[corpus.Text]) -> None:
    conversation_id, at = new_id(), datetime.fromtimestamp(texts[-1].at, UTC)
    session.execute(
        insert(Conversation).values(
            id=conversation_id,
            created_at=at,
            updated_at=at,
            subject=texts[0].subject[:300],
            channel=Channel.EMAIL,
            state=ConversationState.IN_PROGRESS,
            last_at=at,
            last_author=Author.CUSTOMER,
        )
    )
    Messages(session).add([_line(one, conversation_id) for one in texts])


def _line(told: corpus.Text, conversation_id: str) -> Line:
    return Line(
        conversation_id=conversation_id,
        direction=Direction.INCOMING,
        author=Author.CUSTOMER,
        channel=Channel.EMAIL,
        at=datetime.fromtimestamp(told.at, UTC),
        header_id=told.header_id,
        sender=told.address,
        sender_name=told.name,
        recipients={"to": [["Boutique Desk", corpus.OURS]]},
        subject=told.subject,
        text=told.body,
    )


def _measure(database: Database, count: int) -> list[float]:
    """Return how long each search took, in milliseconds, as its caller in the store's thread sees it."""
    asked = queries(count)
    os.sync()  # what was just written is not written out meanwhile
    for query in asked:  # what the window has read once stays in memory
        database.read_now(lambda session, query=query: MailSearch(session).find(query))  # type: ignore[misc]
    found = []
    for _ in range(REPETITIONS):
        for query in asked:
            begun = time.perf_counter()
            database.read_now(lambda session, query=query: MailSearch(session).find(query))  # type: ignore[misc]
            found.append((time.perf_counter() - begun) * 1000)
    return found


def _notmuch(count: int) -> dict[str, dict[str, float]]:
    """Index the same messages with notmuch and ask it the same; {} where it cannot be had."""
    if shutil.which("notmuch") is None:
        report.line("notmuch is not there (Debian: notmuch, python3-notmuch2)")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.maildir(root / "mail", count)
        config = root / "config"
        config.write_text(
            f"[database]\npath={root}\n[user]\nname=x\nprimary_email={corpus.OURS}\n[new]\ntags=inbox\n"
            "[maildir]\nsynchronize_flags=false\n",
            "utf-8",
        )
        environment = {**os.environ, "NOTMUCH_CONFIG": str(config)}
        subprocess.run(["notmuch", "new", "--quiet"], env=environment, check=True)
        command = [SYSTEM_PYTHON, "benchmarks/peers/notmuch_search.py", str(root), str(REPETITIONS)]
        done = subprocess.run(
            command,
            input=json.dumps(_as_notmuch_has_it(queries(count))),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        report.line(f"notmuch could not be measured: {done.stderr[-300:]}")
        return {}
    found = json.loads(done.stdout)
    return {
        "notmuch's library": {"p95_ms": report.percentile(found, 0.95), "p50_ms": report.median(found)},
    }


def _as_notmuch_has_it(asked: Sequence[str]) -> list[str]:
    """Return the queries with a star where only a beginning was typed; of the others notmuch finds whole words."""
    return [f"{query}*" if query in BEGINNINGS else query for query in asked]


if __name__ == "__main__":
    main()
