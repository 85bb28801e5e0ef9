# SPDX-License-Identifier: LicenseRef-Desk
"""`desk`: opens the window."""

import argparse
import os
import sys

from desk.config import Config
from desk.errors import Misconfigured


def add_default(parser: argparse.ArgumentParser) -> None:
    """Declare what `desk` takes without a verb."""
    parser.add_argument(
        "--sample", action="store_true", help="open the sample shop, made when it is not there"
    )
    parser.set_defaults(run=run)


def has_display() -> bool:
    """Whether a window could be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    )


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Open the window; returns when it was closed."""
    if not has_display():
        raise Misconfigured("no_display")
    from desk.ui.application import run as open_window

    return open_window(place, sample=chosen.sample)
