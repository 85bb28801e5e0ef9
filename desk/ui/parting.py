# SPDX-License-Identifier: LicenseRef-Desk
"""Lets what was just sent leave before its shop is left, and says so meanwhile: our service goes with the shop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk import clock
from desk.translation import _, ngettext
from desk.ui.bars import Notice
from desk.ui.leaving import Post

if TYPE_CHECKING:
    from desk.ui.window import Window

log = logging.getLogger(__name__)

PATIENCE_S = 15.0
"""So long the window stays for it at most; what has not left by then leaves at the next start."""
LOOK_S = 0.2
SOON_S = 5.0
"""What has not left by then, though nothing is said against it, is spoken of as what cannot leave."""
BAR = "parting"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How a shop is left: for good, or for another one; with a service that sends, or one that stands still."""

    is_closing: bool
    is_served: bool

    def notice(self, leaving: int, held_up: int, go_on: Callable[[], None]) -> Notice:
        """Say what is waited for, or that it stays."""
        verb = _("Close anyway") if self.is_closing else _("Go on anyway")
        if held_up or not self.is_served:
            return Notice(text=_held_up_text(leaving or held_up), role="warn", verb=verb, deed=go_on)
        text = (_closing_text if self.is_closing else _going_text)(leaving)
        return Notice(text=text, role="info", verb=verb, deed=go_on)


async def see_off(window: Window, *, is_closing: bool = True, is_served: bool = True) -> None:
    """Stay until what was just sent has left or failed, at most PATIENCE_S; closing once more goes on at once.

    is_served: no when the service stands still. What cannot leave is said, as long.
    """

    def enough() -> None:
        looking.cancel()

    way = _Way(is_closing=is_closing, is_served=is_served)
    looking = asyncio.get_running_loop().create_task(_look(window, enough, way))
    window.close_requested.connect(enough)
    try:
        _done, late = await asyncio.wait({looking}, timeout=PATIENCE_S)
        if late:
            log.warning("something that was sent had not left when its shop was left")
        elif not looking.cancelled() and (error := looking.exception()):  # nothing keeps a window open
            log.error("what was sent could not be waited for", exc_info=error)
    finally:
        looking.cancel()
        window.close_requested.disconnect(enough)
        _give_back(window)


async def _look(window: Window, go_on: Callable[[], None], way: _Way) -> None:
    begun = clock.monotonic()
    while True:
        post = window.findChildren(Post)
        leaving = sum([await one.let_go() for one in post])
        is_late = clock.monotonic() - begun > SOON_S
        held_up = 0 if leaving and not is_late else sum([await one.held_up() for one in post])
        if not leaving and not held_up:
            return
        _stand_still(window)
        window.bars.say(BAR, way.notice(leaving, held_up, go_on))
        await asyncio.sleep(LOOK_S)


def _stand_still(window: Window) -> None:
    """Let nothing be begun any more."""
    window.pages.setEnabled(False)
    window.rail.set_usable(is_usable=False)
    window.menuBar().setEnabled(False)
    window.toasts.clear()


def _closing_text(count: int) -> str:
    return ngettext(
        "{count} message has not left yet. Desk closes as soon as it has.",
        "{count} messages have not left yet. Desk closes as soon as they have.",
        count,
    ).format(count=count)


def _going_text(count: int) -> str:
    return ngettext(
        "{count} message has not left yet. Desk goes on as soon as it has.",
        "{count} messages have not left yet. Desk goes on as soon as they have.",
        count,
    ).format(count=count)


def _held_up_text(count: int) -> str:
    return ngettext(
        "{count} message could not leave. It leaves once Desk is open here again.",
        "{count} messages could not leave. They leave once Desk is open here again.",
        count,
    ).format(count=count)


def _give_back(window: Window) -> None:
    """Let the window be used again: another shop may follow in it."""
    window.bars.take_back(BAR)
    window.pages.setEnabled(True)
    window.menuBar().setEnabled(True)
