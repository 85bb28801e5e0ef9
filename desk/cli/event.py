# SPDX-License-Identifier: LicenseRef-Desk
"""`desk event KIND PAYLOAD.json`: records a fact from outside."""

import argparse
import sys
from typing import Any

from desk import logs
from desk.bootstrap import open_desk
from desk.cli.files import read_object
from desk.cli.output import say, say_json
from desk.config import Config
from desk.services.events import MOST_CHARACTERS, Journal, RecordBook, content_key
from desk.services.store import Change, Session

BEFORE = "already recorded"


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    event = verbs.add_parser("event", help="record an event")
    event.add_argument("kind", help="the event type, such as order.ready")
    event.add_argument("payload", help="a JSON file naming the record or customer and the fields; - reads it")
    once = event.add_mutually_exclusive_group()
    once.add_argument(
        "--key",
        default="",
        help="one event for a kind and a key; the same again is ignored (default: the content)",
    )
    once.add_argument("--again", action="store_true", help="record it even if the same was recorded before")
    event.set_defaults(run=run)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Record the event and write its id; null when it was recorded before, or changed nothing."""
    logs.start(None if chosen.verbose else place.log_file)
    payload = read_object(chosen.payload, MOST_CHARACTERS)
    key = "" if chosen.again else chosen.key or content_key(chosen.kind, payload)
    desk = open_desk(place)
    try:
        told = desk.db.write_now(
            lambda session: _accept(session, chosen.kind, payload, key), Change.EVENTS, Change.RECORDS
        )
    finally:
        desk.close()
    say_json(told)
    if told["outcome"] == BEFORE:
        say(
            f"desk: This was already recorded, as {told['before']}; nothing was done. --again records it anew.",
            to=sys.stderr,
        )
    return 0


def _accept(session: Session, kind: str, payload: dict[str, Any], key: str) -> dict[str, str | None]:
    """Return what came of it; outcome: recorded, already recorded (then before: the event's id), nothing changed."""
    before = Journal(session).find(kind, key) if key else None
    if before is not None:
        return {"kind": kind, "event_id": None, "outcome": BEFORE, "before": before.id}
    made = RecordBook(session).accept(kind, payload, key)
    return {"kind": kind, "event_id": made, "outcome": "recorded" if made else "nothing changed"}
