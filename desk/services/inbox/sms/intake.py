# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the fetching of short messages: asks every account that can be asked what customers have sent."""

import logging
import re
from dataclasses import replace

from desk import clock
from desk.errors import MISTAKES, DeskError, Refused, Unavailable
from desk.models.vocabulary import Channel
from desk.services.inbox.sms.cursors import Cursors
from desk.services.inbox.sms.taking_in import TakenIn, apply_wish, keep_unfiled, take_in_texts
from desk.services.providers import AccountRow, Build, IncomingText, OpenWays, Polled, Roster
from desk.services.shop import Settings
from desk.services.store import Change, Database, Session, Waking

log = logging.getLogger(__name__)

POLL_S = 20.0
MOST_PAGES = 20
"""So many answers of one account are fetched in one go; the others' turn comes between."""
CHANGED = (
    Change.CONVERSATIONS,
    Change.NOTICES,
    Change.CONSENT,
    Change.CUSTOMERS,
    Change.ASSISTANTS,
    Change.EVENTS,
)
MOST_BARE = 2_000
_ODD = re.compile(r"[^\n\x20-\x7e\u00a0-\u024f]")
UNFIT = (*MISTAKES, Refused)
"""What a message can do to those who file it; anything else is no message's fault, and all of them wait."""


class SmsIntake:
    """Fetches and files; one service of all does it."""

    name = "sms_intake"
    is_exclusive = True

    def __init__(self, db: Database, build: Build) -> None:
        self._db = db
        self._ways = OpenWays(build)
        self._trouble: dict[str, str] = {}

    async def run(self) -> None:
        """Fetch for ever."""
        try:
            with Waking(self._db, (Change.CAPTURES, Change.PROVIDERS, Change.SETTINGS)) as waking:
                while True:
                    try:
                        await self.look()
                    except DeskError as error:
                        log.warning("short messages could not be fetched: %s", error)
                    await waking.wait(POLL_S)
        finally:
            await self.close()

    async def look(self) -> int:
        """Ask every account once; return how many messages were new."""
        count = 0
        accounts = await self._db.read(_accounts)
        await self._ways.keep([account.id for account in accounts])
        for account in accounts:
            try:
                count += await self._fetch(account)
                self._trouble.pop(account.id, None)
            except DeskError as error:
                self._complain(account, error)
        return count

    async def close(self) -> None:
        """Let the connections go."""
        await self._ways.close()

    async def _fetch(self, account: AccountRow) -> int:
        provider = await self._ways.of(account)
        if not isinstance(provider, Polled) or not provider.is_polled:
            return 0
        count = 0
        after = await self._db.read(lambda s: Cursors(s).get(account.id))
        for _ in range(MOST_PAGES):
            texts = await provider.poll(after)
            if not texts or texts[-1].reference == after:
                break
            taken = await self._take(account, texts)
            count += taken.new
            after = texts[-1].reference
            if not taken.new:  # a service that always tells everything
                break
        return count

    async def _take(self, account: AccountRow, texts: tuple[IncomingText, ...]) -> TakenIn:
        """File messages; where one makes that fail, each by itself, and that one as it came."""
        try:
            return await self._write(account, texts)
        except UNFIT:
            log.exception("%s short messages could not be filed together", len(texts))
        new = wishes = 0
        for text in texts:
            taken = await self._take_alone(account, text)
            new, wishes = new + taken.new, wishes + taken.wishes
        return TakenIn(new=new, wishes=wishes)

    async def _take_alone(self, account: AccountRow, text: IncomingText) -> TakenIn:
        for one in (text, _bare(text)):
            try:
                return await self._write(account, (one,))
            except UNFIT:
                log.exception("the short message %r could not be filed", text.reference[:80])
        return await self._keep(account, _bare(text))

    async def _keep(self, account: AccountRow, text: IncomingText) -> TakenIn:
        """Do what a message asks for, and keep its words; until they are kept it stays with the service."""
        wishes, now = 0, clock.now()
        try:
            wishes = await self._db.write(lambda s: apply_wish(s, account, text, now), *CHANGED)
        except UNFIT:
            log.exception("what the short message %r asks for could not be done", text.reference[:80])
        try:
            kept = await self._db.write(lambda s: keep_unfiled(s, account, text, now), *CHANGED)
        except UNFIT as mistake:
            raise Unavailable("sms_unfiled") from mistake
        return replace(kept, wishes=wishes)

    async def _write(self, account: AccountRow, texts: tuple[IncomingText, ...]) -> TakenIn:
        return await self._db.write(lambda s: take_in_texts(s, account, texts, clock.now()), *CHANGED)

    def _complain(self, account: AccountRow, error: DeskError) -> None:
        """Say it once, not every time."""
        if self._trouble.get(account.id) != error.code:
            self._trouble[account.id] = error.code
            log.warning("the account %s does not tell what customers have sent: %s", account.id, error)


def _bare(text: IncomingText) -> IncomingText:
    """Return a message with what can be told of it in plain letters: that it came, from whom, and its words."""
    return replace(
        text, sender=_plain(text.sender)[:80], text=_plain(text.text), recipient=_plain(text.recipient)[:80]
    )


def _plain(words: str) -> str:
    return _ODD.sub("?", words[:MOST_BARE])


def _accounts(session: Session) -> tuple[AccountRow, ...]:
    """Return the accounts for short messages that are in use; in trial mode the sandbox's."""
    found = Roster(session).in_use(sandbox=Settings(session).get().trial_mode)
    return tuple(one for one in found if one.channel is Channel.SMS)
