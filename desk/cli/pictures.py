# SPDX-License-Identifier: LicenseRef-Desk
"""`desk pictures FOLDER`: saves a picture of each page, without a screen."""

import argparse
import os
import sys
from pathlib import Path

from desk import logs
from desk.cli.output import say
from desk.cli.quiet import hush
from desk.config import Config


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    pictures = verbs.add_parser("pictures", help="save a picture of each page")
    pictures.add_argument("folder", type=Path)
    pictures.add_argument("--look", nargs="+", default=["light"], choices=("light", "dark"))
    pictures.add_argument("--language", nargs="+", default=["fr"], choices=("fr", "en"))
    pictures.add_argument("--size", default="1440x900", help="width x height")
    pictures.set_defaults(run=run)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Take the pictures and name them."""
    logs.start(None if chosen.verbose else place.log_file)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if not chosen.verbose:
        hush()
    from desk.ui.pictures import Wish, take

    chosen.folder.mkdir(parents=True, exist_ok=True)
    width, _, height = chosen.size.partition("x")
    wish = Wish(
        folder=chosen.folder,
        looks=chosen.look,
        languages=chosen.language,
        size=(int(width), int(height)),
    )
    for file in take(place, wish):
        say(str(file))
    return 0
