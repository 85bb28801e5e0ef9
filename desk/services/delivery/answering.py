# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the claim of what was written: no rule decides on it, yet all that the engine promises holds for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.models.vocabulary import DeliveryState, Reason
from desk.services.channels import channel_kind
from desk.services.delivery.answerable import Answerable, Place
from desk.services.delivery.plan import Due, Verdict
from desk.services.delivery.replies import Replies
from desk.services.delivery.written import WRITTEN, WrittenContent
from desk.services.providers import AccountRow, Roster
from desk.services.shop import ShopSettings
from desk.services.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedReply:
    """A written message that is ours, with everything that making it takes. cc: who may be written to."""

    due: Due
    account: AccountRow
    reference: str
    address: str
    content: WrittenContent
    cc: tuple[tuple[str, str], ...]
    shop: ShopSettings
    grounds: int = 0
    expires_at: None = None


class Answering:
    """What was written, of one batch of due deliveries."""

    def __init__(self, session: Session, shop: ShopSettings, now: datetime) -> None:
        self._session = session
        self._shop = shop
        self._now = now
        self._contents: Mapping[str, WrittenContent] = {}
        self._refusals: Mapping[Place, tuple[Reason, bool]] = {}

    def load(self, waiting: Sequence[Due]) -> None:
        """Read what was written, and who may not be written to, at once."""
        written = [due for due in waiting if is_written(due)]
        if not written:
            return
        self._contents = Replies(self._session).contents({due.notification_id for due in written})
        places = {(due.channel, due.address) for due in written}
        for due in written:
            content = self._contents.get(due.notification_id)
            places |= {(due.channel, address) for _, address in (content.cc if content else ())}
        self._refusals = Answerable(self._session).refusals(places, self._now)

    def ready(self, due: Due) -> WrittenContent | Verdict:
        """Return what was written when it may leave, else what becomes of it."""
        content = self._contents.get(due.notification_id)
        if content is None:  # taken back, and brought back into the queue by hand
            return Verdict(delivery_id=due.id, state=DeliveryState.CANCELLED, reason=Reason.STOPPED)
        if not channel_kind(due.channel).is_address(due.address):
            return _undeliverable(due, Reason.NO_ADDRESS)
        reason, is_answered = self._refusals.get((due.channel, due.address), (None, True))
        if reason is not None and not (is_answered and not content.automatic):
            return _undeliverable(due, reason)
        return content

    def open_copies(self, due: Due, content: WrittenContent) -> tuple[tuple[str, str], ...]:
        """Return the further recipients without those who may not be written to."""
        return tuple(one for one in content.cc if (due.channel, one[1]) not in self._refusals)

    def accounts(self, content: WrittenContent, usual: Sequence[AccountRow]) -> Sequence[AccountRow]:
        """Return the accounts it may leave by: its own one while there is that, else the usual ones."""
        if content.provider_id is None:
            return usual
        in_use = Roster(self._session).in_use(sandbox=self._shop.trial_mode)
        own = [one for one in in_use if one.id == content.provider_id and one.channel is content.channel]
        return own or usual


def is_written(due: Due) -> bool:
    """Whether somebody wrote it, and no rule."""
    return due.subject.event_kind == WRITTEN


def _undeliverable(due: Due, reason: Reason) -> Verdict:
    return Verdict(delivery_id=due.id, state=DeliveryState.UNDELIVERABLE, reason=reason)
