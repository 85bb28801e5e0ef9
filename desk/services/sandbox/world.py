# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the sandbox: the servers that capture everything while a shop tries Desk out."""

import asyncio
import logging
from datetime import datetime

from desk import clock
from desk.errors import DeskError
from desk.models.columns import Json
from desk.services.channels import Parcel
from desk.services.providers import (
    AccountDraft,
    Found,
    HandOver,
    IncomingText,
    Polled,
    Provider,
    Receipt,
    Roster,
)
from desk.services.sandbox.captures import FaultBook
from desk.services.sandbox.faults import Faults
from desk.services.sandbox.incoming import IncomingBook, PlayedText
from desk.services.sandbox.recorder import Recorder
from desk.services.sandbox.sms_server import Answers, SmsServer
from desk.services.sandbox.smtp_server import SmtpServer
from desk.services.store import Change, Database, Session, Waking
from desk.translation import N_

log = logging.getLogger(__name__)

POLL_S = 300.0
AGAIN_S = 5.0
"""How long after a failure the accounts and the faults are looked at again."""
ACCOUNTS = (
    AccountDraft(
        kind="smtp",
        name=N_("Sandbox"),
        settings={"host": "127.0.0.1", "port": 25, "security": "none"},
        sender_address="boutique@example.test",
        is_sandbox=True,
    ),
    AccountDraft(
        kind="http_sms",
        name=N_("Sandbox"),
        settings={"url": "http://127.0.0.1/messages", "proof": "none"},
        sender_address="BOUTIQUE",
        is_sandbox=True,
    ),
)
"""The two accounts of trial mode; their ports are filled in by `Sandbox.addressed`."""


def install(session: Session, at: datetime) -> None:
    """Keep the sandbox's accounts, unless they are there."""
    roster = Roster(session)
    there = {account.kind for account in roster.page() if account.is_sandbox}
    for draft in ACCOUNTS:
        if draft.kind not in there:
            roster.create(draft, at=at)


class Sandbox:
    """The worker that holds the sandbox's servers, one of each in every service.

    Accounts keep the ports they were opened with, so a run that ends keeps them; whoever made it closes it.
    """

    name = "sandbox"
    is_exclusive = False

    def __init__(self, db: Database) -> None:
        self._db = db
        self._recorder = Recorder(db)
        self._faults = Faults()
        self._smtp = SmtpServer(self._recorder.keep, self._faults)
        answers = Answers(told=self._told, played=self._played)
        self._sms = SmsServer(self._recorder.keep, self._recorder.knows, self._faults, answers)

    async def run(self) -> None:
        """Answer until cancelled; the faults follow the settings. A second run answers at the same ports."""
        async with self._smtp.answering(), self._sms.answering(), asyncio.TaskGroup() as group:
            group.create_task(self._recorder.run())
            group.create_task(self._follow())

    def addressed(self, kind: str, settings: Json) -> Json:
        """Return a sandbox account's settings with the port on which its server listens in this process."""
        if kind == "smtp":
            return {**settings, "port": self._smtp.port}
        look_up = f"{self._sms.url}/{{reference}}"
        ours = {"url": self._sms.url, "look_up_url": look_up, "found_path": "", "check_url": ""}
        ours["poll_url"] = f"{self._sms.answers_url}?after={{after}}"
        return {**settings, **ours, "retried": "425,429,503"}  # it says 503 before it has taken anything

    def witnessed(self, account: Provider) -> Provider:
        """Return a sandbox account that looks messages up in what was captured, where SMTP cannot."""
        return _Witnessed(account, self._recorder)

    def close(self) -> None:
        """Give the ports up, at the end; nobody that was opened with them reaches it any more."""
        self._smtp.close()
        self._sms.close()

    async def _told(self, after: str) -> tuple[PlayedText, ...]:
        return await self._db.read(lambda session: IncomingBook(session).after(after))

    async def _played(self, sender: str, text: str) -> str:
        return await self._db.write(
            lambda session: IncomingBook(session).play(sender, text, clock.now()), Change.CAPTURES
        )

    async def _follow(self) -> None:
        is_there = False
        with Waking(self._db, (Change.SETTINGS,)) as waking:
            while True:
                pause = POLL_S
                try:
                    if not is_there:
                        await self._db.write(lambda session: install(session, clock.now()), Change.PROVIDERS)
                        is_there = True
                    self._faults.replace(await self._db.read(lambda session: FaultBook(session).get()))
                except DeskError as error:  # the servers answer meanwhile
                    log.warning("the sandbox could not be looked after: %s", error)
                    pause = AGAIN_S
                await waking.wait(pause)


class _Witnessed:
    """An account with a look-up of our own."""

    def __init__(self, account: Provider, recorder: Recorder) -> None:
        self._account = account
        self._recorder = recorder

    @property
    def concurrency(self) -> int:
        return self._account.concurrency

    async def send(self, parcel: Parcel, hand_over: HandOver) -> Receipt:
        return await self._account.send(parcel, hand_over)

    async def check(self) -> None:
        await self._account.check()

    async def look_up(self, reference: str) -> Found:
        """Tell whether a message was captured; while one is half kept nobody can tell."""
        if not self._recorder.is_idle:
            return Found.UNKNOWN
        return Found.ARRIVED if await self._recorder.knows(reference) else Found.NEVER_ARRIVED

    @property
    def is_polled(self) -> bool:
        return isinstance(self._account, Polled) and self._account.is_polled

    async def poll(self, after: str) -> tuple[IncomingText, ...]:
        return await self._account.poll(after) if isinstance(self._account, Polled) else ()

    async def close(self) -> None:
        await self._account.close()
