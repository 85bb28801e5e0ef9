# SPDX-License-Identifier: LicenseRef-Desk
"""Lets what was just sent leave before the window goes, and says so meanwhile: our service goes with the window."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from desk.translation import _, ngettext
from desk.ui.bars import Notice
from desk.ui.leaving import Post

if TYPE_CHECKING:
    from desk.ui.window import Window

log = logging.getLogger(__name__)

PATIENCE_S = 15.0
"""So long the window stays for it at most; what has not left by then leaves at the next start."""
LOOK_S = 0.2
BAR = "parting"


async def see_off(window: Window) -> None:
    """Stay until what was just sent has left or failed, at most PATIENCE_S; closing once more closes at once."""
    enough = asyncio.Event()
    window.close_requested.connect(enough.set)
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not enough.is_set() and (count := await _let_go(window)):
                _say(window, count, enough)
                await asyncio.sleep(LOOK_S)
    except TimeoutError:
        log.warning("something that was sent had not left when the window was closed")
    except Exception:  # nothing keeps a window from being closed
        log.exception("what was sent could not be waited for")
    finally:
        window.close_requested.disconnect(enough.set)
        _give_back(window)


async def _let_go(window: Window) -> int:
    return sum([await one.let_go() for one in window.findChildren(Post)])


def _say(window: Window, count: int, enough: asyncio.Event) -> None:
    """Say what is waited for; nothing can be begun any more."""
    window.pages.setEnabled(False)
    window.rail.set_usable(is_usable=False)
    window.menuBar().setEnabled(False)
    window.toasts.clear()
    text = ngettext(
        "{count} message has not left yet. Desk closes as soon as it has.",
        "{count} messages have not left yet. Desk closes as soon as they have.",
        count,
    ).format(count=count)
    window.bars.say(BAR, Notice(text=text, role="info", verb=_("Close anyway"), deed=enough.set))


def _give_back(window: Window) -> None:
    """Let the window be used again: another shop may follow in it."""
    window.bars.take_back(BAR)
    window.pages.setEnabled(True)
    window.menuBar().setEnabled(True)
