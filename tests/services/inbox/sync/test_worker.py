# SPDX-License-Identifier: LicenseRef-Desk
"""The worker: every mailbox in its thread, told at once by the server, woken by what is done here."""

import asyncio
import threading

from desk import clock
from desk.models.mailbox import SEEN
from desk.services.inbox import Mailboxes, ServerJobs, SyncWorker, take_in
from desk.services.inbox.sync import worker
from desk.services.store import Change
from tests.services.inbox.sync.box import mail
from tests.services.inbox.sync.running import Running, until


def test_what_is_done_here_is_done_there_at_once(boxes, dovecot):
    box = boxes(dovecot)
    box.put(mail("a"))
    with Running(box) as running:
        until(lambda: running.listens)
        box.db.write_now(
            lambda s: ServerJobs(s).flags(box.message_ids("a"), add=SEEN, at=clock.now()), Change.MAILBOXES
        )
        until(lambda: box.theirs() == {1: ("a@client.example", SEEN)})


def test_a_mailbox_that_is_switched_off_rests_and_one_that_comes_is_begun(boxes, dovecot):
    box, late = boxes(dovecot), None
    box.put(mail("a"))
    with Running(box):
        until(lambda: box.count() == 1)
        box.db.write_now(
            lambda s: Mailboxes(s).activate(box.id, is_active=False, at=clock.now()), Change.MAILBOXES
        )
        late = boxes(dovecot)
        late.put(mail("z"))
        late.db.write_now(lambda _s: None, Change.MAILBOXES)
        until(lambda: late.row.health == "ok" and late.ours())
        box.put(mail("b"))
        threading.Event().wait(0.5)
        assert len(box.ours()) == 1


def test_new_mail_comes_before_old(boxes, dovecot, monkeypatch):
    """While many old mails are fetched, one that arrives is here before all of them are."""
    from desk.services.inbox.sync import plan

    monkeypatch.setattr(plan, "PORTION", 10)
    monkeypatch.setattr(plan, "FIRST_PORTIONS", (5,))
    box = boxes(dovecot)
    box.put(*(mail(f"m{n}") for n in range(400)))
    box.other  # noqa: B018 - signed in before the work begins
    order, has_arrived = [], threading.Event()

    def file(session, arrivals, now):
        if len(order) > 100:
            assert has_arrived.wait(60)
        take_in(session, arrivals, now)
        order.extend(arrival.mail.header_id for arrival in arrivals)

    with Running(box, file) as running:
        until(lambda: box.row.total >= 400)
        box.put(mail("fresh"))
        for one in running.worker._running.values():
            one.account.wake()
        has_arrived.set()
        until(lambda: len(box.ours()) == 401, 60)
        until(lambda: (box.row.done, box.row.total) == (0, 0))
    assert order.index("fresh@client.example") < order.index("m0@client.example")


def test_sync_once(boxes, any_dovecot):
    box = boxes(any_dovecot)
    box.put(mail("a"))
    worker = SyncWorker(box.db, box.credentials, take_in)
    asyncio.run(worker.sync_once(box.id))
    assert box.count() == 1


class Rows:
    """A database in which only one thing is looked up: the mailboxes that are wanted."""

    def __init__(self):
        self.wanted = {}

    async def read(self, _work):
        return dict(self.wanted)


def test_a_mailbox_that_is_wanted_again_before_it_has_ended_is_never_synced_twice_at_once(monkeypatch):
    at_work, most = [], []
    may_end = threading.Event()

    class Slow:
        def __init__(self, _tools, _credentials, mailbox_id):
            self.mailbox_id = mailbox_id

        def run(self):
            at_work.append(self)
            most.append(len(at_work))
            may_end.wait(20)
            at_work.remove(self)

        def wake(self):
            pass

        def stop(self):
            pass

    monkeypatch.setattr(worker, "Account", Slow)
    rows = Rows()
    made = SyncWorker(rows, None, None)

    async def scene():
        for wanted in ({"a": (1,)}, {}, {"a": (2,)}):
            rows.wanted = wanted
            await made._tend(None)
        first = made._running["a"]
        may_end.set()
        await asyncio.to_thread(first.join)
        may_end.clear()
        await made._tend(None)
        assert made._running["a"] is not first
        until(lambda: len(most) == 2)
        may_end.set()

    asyncio.run(scene())
    made._end()
    assert most == [1, 1]
