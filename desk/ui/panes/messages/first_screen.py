# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what of a thread is on screen first; pure. What a message takes there is guessed, rather too low."""

import re
from collections.abc import Sequence

from desk.services.inbox import MessageRow
from desk.ui.panes.messages.lines import first_unread

SCREEN = 1_400
"""How many pixels a high screen shows of a thread; what is guessed too high shows first words for a moment."""
_FRAME = 60
_LINE = 16
_WIDE = 200
"""Characters of HTML, marks included, that at least stand in a line."""
_MOST = 500
"""No message counts for more, so that a guess far off leaves no gap."""
_QUOTED = '<details class="desk-quote'
_END = re.compile(r"</(?:p|tr|li|h[1-6])>|<br", re.IGNORECASE)


def by_sight(messages: Sequence[MessageRow], place: str = "") -> tuple[MessageRow, ...]:
    """Return messages as they come into sight: from the first unread one on, then upwards; else from the end.

    place: the message that is gone to instead; the view shows it at its lower edge, so upwards from there.
    """
    ids = [one.id for one in messages]
    if place in ids:
        begin = ids.index(place) + 1
        return (*reversed(messages[:begin]), *messages[begin:])
    first = first_unread(messages)
    begin = ids.index(first) if first else len(messages)
    return (*messages[begin:], *reversed(messages[:begin]))


def height_of(html: str) -> int:
    """Return how many pixels a body takes at least, its quotes folded."""
    shown = html.partition(_QUOTED)[0]
    lines = max(len(_END.findall(shown)), len(shown) // _WIDE)
    return min(_FRAME + lines * _LINE, _MOST)
