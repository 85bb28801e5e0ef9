# SPDX-License-Identifier: LicenseRef-Desk
"""`desk search`: finds messages by their words, as the window does."""

import argparse
import sys

from desk import logs
from desk.bootstrap import open_desk
from desk.cli.output import say, say_json, say_table
from desk.cli.wording import sentence
from desk.config import Config
from desk.errors import Refused
from desk.services.inbox import MailSearch
from desk.services.shop import Settings, zone_of

USUAL = 50
_COLUMNS = ("at", "name", "subject", "excerpt")


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    search = verbs.add_parser(
        "search",
        help="find messages",
        epilog="from: to: in: has: before: after: is: assigned: narrow the words; -word leaves out.",
    )
    search.add_argument("query", nargs="+", help="words, “phrases”, operators; quote what begins with a dash")
    search.add_argument("--json", action="store_true", help="one JSON object a line")
    search.add_argument("--limit", type=int, default=USUAL, help=f"at most so many (usually {USUAL})")
    search.set_defaults(run=run, only_reads=True)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Write what is found, newest first; return 1 when some of the words could not be understood."""
    if not place.has_data:
        say(f"There is no shop in {place.home} yet.", to=sys.stderr)
        return 0
    logs.start(None if chosen.verbose else place.log_file)
    desk = open_desk(place)
    words = " ".join(chosen.query)
    try:
        doubts = desk.db.read_now(lambda session: MailSearch(session).doubts(words))
        hits = desk.db.read_now(lambda session: MailSearch(session).find(words, max(1, chosen.limit)))
        zone = desk.db.read_now(lambda session: zone_of(Settings(session).get().timezone, "UTC"))
    finally:
        desk.close()
    if doubts:
        say(sentence(Refused(*doubts)), to=sys.stderr)
    if chosen.json:
        for hit in hits:
            say_json(hit)
    elif hits:
        say_table(
            _COLUMNS,
            [
                [hit.at.astimezone(zone).isoformat(" ", "minutes"), hit.name, hit.subject, hit.excerpt]
                for hit in hits
            ],
        )
    else:
        say("Nothing is found.")
    return 1 if doubts else 0
