# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the telling of staff by e-mail: of what they were given and what customers answered, if they want it so."""

import logging
from datetime import datetime, timedelta

from desk import clock
from desk.errors import DeskError
from desk.models.vocabulary import Channel
from desk.services.channels import channel_kind
from desk.services.delivery import Recipient, Replies, WrittenContent
from desk.services.inbox.handling.telling_text import told
from desk.services.inbox.notices import Notices, Untold
from desk.services.inbox.sync import Mailboxes
from desk.services.shop import Settings
from desk.services.store import Change, Database, Session, Waking

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=60)
"""Whoever reads it under the bell within so long is not written to as well."""
POLL_S = 30.0
GENERATED = "auto-generated"


class Telling:
    """Tells operators by e-mail; one service of all does it."""

    name = "telling"
    is_exclusive = True

    def __init__(self, db: Database) -> None:
        self._db = db

    async def run(self) -> None:
        """Tell for ever."""
        with Waking(self._db, (Change.NOTICES,)) as waking:
            while True:
                try:
                    await self.look()
                except DeskError as error:
                    log.warning("staff could not be told: %s", error)
                await waking.wait(POLL_S)

    async def look(self) -> int:
        """Tell whoever is to be told by now; return how many e-mails that were."""
        before = clock.now() - PATIENCE
        if not await self._db.read(lambda s: Notices(s).untold(before, 1)):
            return 0
        return await self._db.write(lambda s: tell(s, before, clock.now()), Change.NOTICES, Change.DELIVERIES)


def tell(session: Session, before: datetime, now: datetime) -> int:
    """Queue e-mails about what operators have not read since `before`; return how many.

    Never to one of the shop's own mailboxes: it would come back as a customer's mail, and be told again.
    """
    keeper = Notices(session)
    waiting = keeper.untold(before)
    ours = {box.address.casefold() for box in Mailboxes(session).page()}
    language = Settings(session).get().default_language
    count = 0
    for one in waiting:
        if one.email.casefold() not in ours and channel_kind(Channel.EMAIL).is_address(one.email):
            whom = Recipient(customer_id=one.operator_id, is_staff=True)
            Replies(session).queue(_mail(one, language), whom, due_at=now, now=now)
            count += 1
    keeper.mark_told([one.id for one in waiting], now)
    return count


def _mail(one: Untold, language: str) -> WrittenContent:
    subject, text = told(one, language)
    return WrittenContent(
        channel=Channel.EMAIL,
        to=one.email,
        to_name=one.name,
        subject=subject,
        text=text,
        language=one.language or language,
        automatic=GENERATED,
        author="Desk",
    )
