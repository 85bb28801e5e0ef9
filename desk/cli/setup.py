# SPDX-License-Identifier: LicenseRef-Desk
"""`desk setup SHOP.json`: sets a shop up where there is no window. What is there already stays as it is."""

import argparse
import asyncio
from pathlib import Path

from desk import logs
from desk.bootstrap import Done, read_shop_file, set_up
from desk.cli.files import read_object, read_password
from desk.cli.output import say
from desk.config import Config

MOST_CHARACTERS = 8 << 20
STAYS_LIVE = (
    'Desk is live and stays so; the file says "live": false. '
    "Go back to the trial in the window: Settings ▸ Trial mode and sandbox."
)

WHERE = {
    "shop.opening": "Locations",
    "shop": "Shop",
    "mail.imap": "Mailboxes",
    "mail.smtp": "Mail and SMS accounts",
}
"""Where in the window something is changed, by how its name in the file begins."""


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    setup = verbs.add_parser("setup", help="set a shop up from a file, without a window")
    setup.add_argument("shop", help="a JSON file: shop, mail, customers, rules, live; - reads it")
    setup.set_defaults(run=run)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Bring about what the file asks for, and say of each part what it came to, before the next is tried."""
    logs.start(None if chosen.verbose else place.log_file)
    plan = read_shop_file(read_object(chosen.shop, MOST_CHARACTERS))
    password = ""
    if plan.mail is not None and plan.mail.password_file:
        base = Path() if chosen.shop == "-" else Path(chosen.shop).parent
        password = read_password(str(base / plan.mail.password_file))
    told: list[Done] = []

    def tell(done: Done) -> None:
        if done != Done():
            told.append(done)
            _report(done)

    asyncio.run(set_up(place, plan, password, tell))
    if not told:
        say("All of it was there already.")
    return 0


def _report(done: Done) -> None:
    """Say each thing that a part came to."""
    for left in done.left:
        whose = "shop’s" if left.name.startswith("shop.") else "mail server’s"
        where = next(place for name, place in WHERE.items() if left.name.startswith(name))
        say(
            f"The {whose} {left.name.rpartition('.')[2]} stays “{left.kept}”; the file says “{left.asked}”. "
            f"Change it in the window: Settings ▸ {where}."
        )
    there = ", ".join(done.passed_over)
    for is_so, what in (
        (done.made_shop, "The shop is set up. It is in trial mode: nothing leaves."),
        (done.made_mail, "The mail servers were tried and work; the password is kept."),
        (
            done.new_password,
            "The new password was tried and works; it is kept in the place of the one before.",
        ),
        (done.customers, f"Customers new: {done.customers}."),
        (there, f"Customers who were there already, and stay as they are: {there}."),
        (done.rules, f"Rules at work: {done.rules}."),
        (done.went_live, "Desk is live: messages leave from now on, while `desk service` runs."),
        (done.stays_live, STAYS_LIVE),
    ):
        if is_so:
            say(what)
