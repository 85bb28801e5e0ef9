# SPDX-License-Identifier: LicenseRef-Desk
"""The connection that only listens."""

import threading
import time

import psutil

from desk.errors import Unavailable
from desk.services.inbox.sync import listening
from desk.services.inbox.sync.listening import Listener
from tests.dovecot import SLEEPY, Dovecot
from tests.services.inbox.sync.box import mail
from tests.services.inbox.sync.running import Running, until


def test_what_the_server_gets_is_here_without_being_asked_for(boxes, dovecot):
    box = boxes(dovecot)
    box.put(mail("a"))
    with Running(box) as running:
        until(lambda: box.count() == 1 and running.listens)
        box.put(mail("b"))
        until(lambda: box.count() == 2)


def test_a_server_that_puts_listeners_to_sleep_wakes_them_and_us(boxes, log_guard):
    server = Dovecot(more=SLEEPY)
    try:
        box = boxes(server)
        box.put(mail("a"))
        with Running(box) as running:
            until(lambda: box.count() == 1 and running.listens)
            for count in (2, 3):
                time.sleep(1.5)  # it sleeps after one second
                server.deliver(box.user, mail(f"m{count}"), f"1.M{count}.test")
                until(lambda count=count: box.count() == count)
    finally:
        server.remove()


def test_connections_that_are_cut_come_back(boxes, dovecot, log_guard):
    box = boxes(dovecot)
    box.put(mail("a"))
    with Running(box) as running:
        until(lambda: running.listens)
        box.hang_up()
        dovecot.kick(box.user)
        box.put(mail("b"))
        until(lambda: box.count() == 2)


def test_a_server_that_goes_is_noticed_and_found_again_when_it_comes_back(boxes, dovecot, log_guard):
    box = boxes(dovecot)
    box.put(mail("a"))
    with Running(box) as running:
        until(lambda: running.listens and box.row.health == "ok")
        box.hang_up()
        dovecot.stop()
        until(lambda: box.row.health == "failing")
        assert box.row.health_code in {"connection_lost", "connection_refused", "closing", "server_closing"}
        dovecot.start()
        box.put(mail("b"))
        until(lambda: box.count() == 2 and box.row.health == "ok")


class Line:
    """A connection that breaks as soon as it waits."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def interrupt(self):
        pass

    def select(self, _folder):
        pass

    def idle(self, _limit_s):
        raise Unavailable("connection_lost")


def test_the_end_of_listening_rings_once(monkeypatch):
    monkeypatch.setattr(listening, "PAUSES_S", (0.0,))
    told, lines, is_over = [], [Line()], threading.Event()

    def connect():
        if lines:
            return lines.pop()
        told.append("refused")
        if len(told) > 4:
            is_over.set()
        raise Unavailable("connection_refused")

    listener = Listener(connect, lambda: told.append("ring"))
    listener.start()
    assert is_over.wait(10)
    listener.close()
    assert told[:4] == ["ring", "ring", "refused", "refused"]
    assert told.count("ring") == 2


def test_what_cannot_listen_rings_once(monkeypatch):
    """The server went between the account's connection and this one; nobody else would notice for a minute."""
    monkeypatch.setattr(listening, "PAUSES_S", (0.0,))
    told, is_over = [], threading.Event()

    def connect():
        told.append("refused")
        if len(told) > 4:
            is_over.set()
        raise Unavailable("connection_refused")

    listener = Listener(connect, lambda: told.append("ring"))
    listener.start()
    assert is_over.wait(10)
    listener.close()
    assert told[:4] == ["refused", "ring", "refused", "refused"]
    assert told.count("ring") == 1


def test_a_server_that_dies_before_anybody_listens_is_noticed_at_once(boxes, log_guard, monkeypatch):
    """Killed with its whole family between the account's connection and the one that listens."""
    server = Dovecot()
    try:
        box = boxes(server)
        box.put(mail("a"))
        box.hang_up()
        start = Listener.start

        def die_first(listener):
            for process in psutil.Process(server.pid).children(recursive=True):
                process.kill()
            server.stop()
            start(listener)

        monkeypatch.setattr(Listener, "start", die_first)
        with Running(box):
            # Well under POLL_S: the account's own turn would come after a minute.
            until(lambda: box.row.health == "failing", 30)
    finally:
        server.remove()


def test_who_interrupts_it_as_its_line_ends_is_not_harmed():
    class Ending(Listener):
        """The listening thread lets go of its line between two looks at it."""

        looks = 0

        @property
        def _imap(self):
            self.looks += 1
            return Line() if self.looks == 1 else None

        @_imap.setter
        def _imap(self, line):
            pass

    class Line:
        def interrupt(self):
            ended.append(True)

    ended = []
    Ending(lambda: None, lambda: None).interrupt()
    assert ended == [True]


def test_a_mistake_of_ours_does_not_end_the_listening(monkeypatch, log_guard):
    log_guard.expect("listening failed")
    monkeypatch.setattr(listening, "PAUSES_S", (0.01,))
    tries = threading.Semaphore(0)

    def connect():
        tries.release()
        raise KeyError("ours")

    made = Listener(connect, lambda: None)
    made.start()
    assert all(tries.acquire(timeout=20) for _ in range(3))
    made.close()
