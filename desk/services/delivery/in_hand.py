# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the count of what a sender has in hand: claimed here, and not yet answered for."""

import asyncio
from collections.abc import Collection, Iterable

from desk.models.vocabulary import Channel


class InHand:
    """The claimed deliveries by channel, and those that nobody carries any more; used from one loop.

    A delivery is in hand once. Claimed again while its first parcel is still on its way (another service took
    us for dead), that parcel goes under the new claim, and no second one is made.
    """

    def __init__(self, channels: Iterable[Channel], room: int) -> None:
        self._held: dict[Channel, set[str]] = {channel: set() for channel in channels}
        self._dropped: set[str] = set()
        self._room = room
        self._changed = asyncio.Condition()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is under way."""
        return not any(self._held.values())

    @property
    def dropped(self) -> frozenset[str]:
        """Return what is to go back to the queue."""
        return frozenset(self._dropped)

    @property
    def ids(self) -> frozenset[str]:
        """Return all that is under way."""
        return frozenset().union(*self._held.values())

    def take(self, channel: Channel, claimed: Collection[str]) -> frozenset[str]:
        """Note what was claimed; return what is new and must be made."""
        new = frozenset(claimed) - self._held[channel]
        self._held[channel] |= new
        self._dropped -= new
        return new

    async def answered(self, channel: Channel, *ids: str) -> None:
        """Note that these have come to an end here."""
        self._held[channel] -= set(ids)
        async with self._changed:
            self._changed.notify_all()

    async def drop(self, channel: Channel, *ids: str) -> None:
        """Note that these never left and go back to the queue."""
        self._dropped |= set(ids)
        await self.answered(channel, *ids)

    def take_dropped(self) -> frozenset[str]:
        """Return what is to go back, and forget it."""
        ids, self._dropped = frozenset(self._dropped), set()
        return ids

    def drop_again(self, ids: frozenset[str]) -> None:
        """Note that giving back has failed; what was claimed anew meanwhile is carried again."""
        self._dropped |= ids - self.ids

    async def until_room(self, channel: Channel) -> None:
        """Wait until a channel may claim more."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._held[channel]) <= self._room)

    def clear(self) -> None:
        """Forget everything: a run was broken off."""
        for held in self._held.values():
            held.clear()
        self._dropped.clear()
