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
    if done.made_shop:
        say("The shop is set up. It is in trial mode: nothing leaves.")
    if done.made_mail:
        say("The mail servers were tried and work; the password is kept.")
    if done.customers:
        say(f"Customers new: {done.customers}.")
    if done.passed_over:
        say(f"Customers who were there already, and stay as they are: {', '.join(done.passed_over)}.")
    if done.rules:
        say(f"Rules at work: {done.rules}.")
    if done.went_live:
        say("Desk is live: messages leave from now on, while `desk service` runs.")
