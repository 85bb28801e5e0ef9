# SPDX-License-Identifier: LicenseRef-Desk
"""Finds, tries and signs in to mailboxes for their forms; one thing at a time, all of it can be stopped."""

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError
from desk.services.inbox import Candidate, TwoWayReport, TwoWayTest, World, detect, try_both
from desk.services.providers import (
    BrowserSignIn,
    ClientRow,
    PageWords,
    SignInClients,
    Signing,
    Tokens,
    explain,
)
from desk.services.store import Session
from desk.ui.jobs import Work as Job
from desk.ui.panes import Context
from desk.ui.panes.settings.aside import Aside, Work
from desk.ui.passphrase import unlocked


class MailChecks(QObject):
    """looked(form, Look). found(form, Candidate | None). way_tried(form, MailWay, Diagnosis).

    checked(form, TwoWayReport). page_wanted(form, address of a page). signed_in(form).
    client_wanted(form, ClientRow): the shop is not registered there yet. failed(form, Diagnosis). ended(form).
    """

    looked = Signal(str, object)
    found = Signal(str, object)
    way_tried = Signal(str, object, object)
    checked = Signal(str, object)
    page_wanted = Signal(str, str)
    signed_in = Signal(str)
    client_wanted = Signal(str, object)
    failed = Signal(str, object)
    ended = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._task: asyncio.Task[None] | None = None
        self._tokens: dict[str, Tokens] = {}
        self.world: World | None = None
        """Whom detection asks; None: the world as it is."""
        self.busy = ""
        """The form for which something is done; "": nothing is."""
        self.words = PageWords()

    def find(self, form: str, address: str) -> None:
        """Look for the servers of an address; `found` tells what it came to."""
        self._start(form, self._find(form, address))

    def try_both(self, form: str, test: TwoWayTest) -> None:
        """Sign in to both servers; `checked` tells what it came to."""
        self._start(form, self._try(form, test))

    def sign_in(self, form: str, service: str, address: str) -> None:
        """Sign in by browser; `page_wanted` asks for a page to be opened, `signed_in` says that it worked."""
        self._start(form, self._sign_in(form, service, address))

    def ask_client(self, form: str, service: str) -> None:
        """Ask for the shop's registration at a service; `client_wanted` brings what is kept."""
        self._start(form, self._ask_client(form, service))

    def tokens(self, form: str) -> Tokens | None:
        """Return what the browser brought for a form, None when nobody signed in."""
        return self._tokens.get(form)

    def forget(self, form: str) -> None:
        """Forget what the browser brought."""
        self._tokens.pop(form, None)

    def cancel(self) -> None:
        """Stop whatever is done."""
        if self._task is not None:
            self._task.cancel()
            self._end()

    # ------------------------------------------------------------------------------------- jobs

    async def _find(self, form: str, address: str) -> None:
        came: list[Candidate | None] = []
        await self._aside(_finding(address, self.world, came), lambda look: self.looked.emit(form, look))
        self._end()
        self.found.emit(form, came[0] if came else None)

    async def _try(self, form: str, test: TwoWayTest) -> None:
        if test.secret is None:
            await unlocked(self._context.desk)
        came: list[TwoWayReport] = []
        await self._aside(_trying(test, came), lambda news: self._on_way(form, news))
        self._end()
        if came:
            self.checked.emit(form, came[0])

    async def _sign_in(self, form: str, service: str, address: str) -> None:
        client = await self._context.desk.db.read(partial(_client, name=service))
        if not client.client_id:
            self._end()
            self.client_wanted.emit(form, client)
            return
        await unlocked(self._context.desk, to_write=True)
        came: list[Tokens] = []
        work = _signing_in(client, address, self.words, came)
        await self._aside(work, lambda url: self.page_wanted.emit(form, str(url)))
        self._end()
        if came:
            self._tokens[form] = came[0]
            self.signed_in.emit(form)

    async def _ask_client(self, form: str, service: str) -> None:
        client = await self._context.desk.db.read(partial(_client, name=service))
        self._end()
        self.client_wanted.emit(form, client)

    # ----------------------------------------------------------------------------------- inside

    def _start(self, form: str, job: Job) -> None:
        self.cancel()
        self.busy = form
        self._task = self._context.jobs.start(job, self, lambda error: self._on_failed(form, error))

    async def _aside(self, work: Work, on_news: Callable[[object], None]) -> None:
        await Aside(work, on_news).made()

    def _on_way(self, form: str, news: object) -> None:
        assert isinstance(news, tuple)
        self.way_tried.emit(form, *news)

    def _on_failed(self, form: str, error: Exception) -> None:
        self._end()
        if isinstance(error, DeskError):
            self.failed.emit(form, explain(error))
        else:
            self._context.jobs.failed.emit(error)

    def _end(self) -> None:
        form, self._task, self.busy = self.busy, None, ""
        self.ended.emit(form)


def _finding(address: str, world: World | None, came: list[Candidate | None]) -> Work:
    async def work(tell: Callable[[object], None]) -> None:
        came.append(await detect(address, world=world, on_look=tell))

    return work


def _trying(test: TwoWayTest, came: list[TwoWayReport]) -> Work:
    async def work(tell: Callable[[object], None]) -> None:
        came.append(await try_both(test, Signing(), lambda way, said: tell((way, said))))

    return work


def _signing_in(client: ClientRow, address: str, words: PageWords, came: list[Tokens]) -> Work:
    async def work(tell: Callable[[object], None]) -> None:
        secret = Signing().kept(client.secret_name)
        came.append(await BrowserSignIn(client.client(secret), address=address, words=words).run(tell))

    return work


def _client(session: Session, *, name: str) -> ClientRow:
    return SignInClients(session).get(name)
