# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which links are opened without a question: by the place they lead to, not by their writing."""

from collections.abc import Iterable

from PySide6.QtCore import QUrl

from desk.services.inbox import links_of
from desk.ui.panes.messages.thread import Body

_WEB = frozenset({"http", "https"})


def place_of(address: str) -> str:
    """Return where an address leads: the host of a page, else the address whole; "" for what leads nowhere.

    A page is known by its host alone, for a browser changes the rest: it adds a slash, takes dots and ports away.
    """
    url = QUrl(address.strip().replace("\\", "/"))
    scheme = url.scheme().casefold()
    if scheme in _WEB:
        return url.host(QUrl.ComponentFormattingOption.FullyEncoded).casefold().rstrip(".")
    path = url.path(QUrl.ComponentFormattingOption.FullyDecoded)
    return f"{scheme}:{path}".casefold() if scheme and path else ""


def judged(*pages: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the places that safe pages lead to: (doubtful, sound). One doubtful link makes its place doubtful."""
    doubtful: set[str] = set()
    sound: set[str] = set()
    for link in (one for page in pages for one in links_of(page)):
        (doubtful if link.is_doubtful else sound).add(place_of(link.target))
    return frozenset(doubtful), frozenset(sound - doubtful - {""})


def is_sound(address: str, bodies: Iterable[Body]) -> bool:
    """Whether an address may be opened without a question: some body leads there, and none in a doubtful way."""
    shown = tuple(bodies)
    place = place_of(address)
    return any(place in one.sound for one in shown) and not any(place in one.warned for one in shown)
