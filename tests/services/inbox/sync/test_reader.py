# SPDX-License-Identifier: LicenseRef-Desk
"""Mails are read here or in a process of their own; one that hurts it costs the others nothing."""

import hashlib
import os
import signal
import sys
import threading

import pytest

from desk.errors import Unavailable
from desk.services.inbox.sync import reader
from tests.services.inbox.mail.mails import TEXT, attached, multipart
from tests.services.inbox.sync.box import mail


@pytest.fixture
def reading():
    made = reader.MailReader()
    yield made
    made.close()


def raws(count):
    return [mail(f"m{n}", f"Nr {n}") for n in range(count)]


def answered_by(monkeypatch, reading, ask):
    """Have `ask` answer in the place of a process that stands ready."""
    monkeypatch.setattr(reading._process, "is_ready", lambda: True)
    monkeypatch.setattr(reading._process, "ask", ask)


def stand_ready(reading):
    """Wait until the process would begin to read at once."""
    reading._thread.submit(reading._process._started).result()


def ids(found):
    return [one.mail.header_id for one in found]


def test_a_few_are_read_here_and_many_in_a_process(reading):
    assert ids(reading.read(raws(3)).result()) == [f"m{n}@client.example" for n in range(3)]
    assert not reading._process.is_running
    stand_ready(reading)
    many = reading.read(raws(reader.MANY)).result()
    assert reading._process.is_running
    assert ids(many) == [f"m{n}@client.example" for n in range(reader.MANY)]
    assert [one.mail for one in many] == [one.mail for one in reader.read_all(raws(reader.MANY))]
    assert ids(reading.read(raws(2)).result()) == ["m0@client.example", "m1@client.example"]


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\r\n\r\n" + b"a " * reader.LARGE,
        b"From: a@b.example\r\nX: " + b"a" * reader.LONG_HEADER + b"\r\n\r\nhi",
    ],
    ids=["body", "header"],
)
def test_what_could_take_long_is_read_where_it_can_be_ended(reading, monkeypatch, raw):
    asked = []
    answered_by(monkeypatch, reading, lambda some, _limit_s: asked.append(some) or reader.read_all(some))
    assert len(reading.read([*raws(1), raw]).result()) == 2
    assert len(asked) == 1


def with_photograph(size):
    """Return a mail of a few words with a photograph of so many bytes."""
    return multipart(TEXT, attached("photo.jpg", bytes(size), "image/jpeg"))


def test_a_photograph_needs_no_process_of_its_own(reading):
    (read,) = reading.read([with_photograph(reader.HEAVY // 2)]).result()
    assert (read.mail.text, read.mail.parts[0].size) == ("plain words", reader.HEAVY // 2)
    assert not reading._process.is_running


def test_what_takes_much_room_is_read_elsewhere(reading):
    (read,) = reading.read([with_photograph(reader.HEAVY)]).result()
    assert read.mail.parts[0].size == reader.HEAVY
    assert reading._process.is_running


def test_the_one_that_takes_too_long_is_found_and_the_others_are_read(reading, monkeypatch, log_guard):
    log_guard.expect("could not be read in time")
    evil = mail("evil", "x")

    def ask(some, _limit_s):
        return None if evil in some else reader.read_all(some)

    answered_by(monkeypatch, reading, ask)
    mails = [*raws(reader.MANY), evil, *raws(5)]
    found = reading.read(mails).result()
    assert len(found) == len(mails)
    assert "evil@client.example" in found[reader.MANY].mail.text  # as it came
    assert found[reader.MANY].prepared.raw_sha256 == hashlib.sha256(evil).hexdigest()
    assert found[-1].mail.header_id == "m4@client.example"


def test_a_mail_that_ends_processes_waits_for_one(reading, monkeypatch):
    """Nothing of it is read here, where it would end the service, until a process can be had again."""
    evil, here, has_one = mail("evil", "x"), [], [True]

    def ask(some, _limit_s):
        if not has_one[0]:
            raise Unavailable("no_process")
        has_one[0] = False  # the first one is ended, and there is no other

    answered_by(monkeypatch, reading, ask)
    monkeypatch.setattr(reader, "read_all", lambda some: here.append(some) or [])
    for mails in ([*raws(reader.MANY), evil], [evil]):
        with pytest.raises(Unavailable, match="no_process"):
            reading.read(mails).result()
    assert here == []
    monkeypatch.undo()
    assert len(reading.read([*raws(reader.MANY), evil]).result()) == reader.MANY + 1
    assert not reading._is_hurt


def test_a_process_that_dies_is_replaced(reading):
    stand_ready(reading)
    before = reading._process._process.pid
    reading._process._process.kill()
    reading._process._process.join()
    assert len(reading.read(raws(reader.MANY)).result()) == reader.MANY
    stand_ready(reading)
    assert reading._process._process.pid != before


def test_a_single_mail_is_not_blamed_for_a_process_that_died_before(reading):
    large = mail("large", "word " * (reader.LARGE // 4))
    reading.read([large]).result()
    reading._process._process.kill()
    reading._process._process.join()
    (found,) = reading.read([large]).result()
    assert found.mail.text.startswith("word")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="processes are not stopped here")
def test_a_process_that_does_not_listen_is_replaced(reading, monkeypatch):
    monkeypatch.setattr(reader, "LIMIT_S", 2.0)
    large = mail("large", "word " * (reader.LARGE // 4))
    reading.read([large]).result()
    os.kill(reading._process._process.pid, signal.SIGSTOP)
    found = reading.read([large] * 3).result(timeout=40)
    assert [one.mail.text[:4] for one in found] == ["word"] * 3


def test_without_a_process_mail_is_read_here_and_one_is_tried_again_later(reading, monkeypatch, log_guard):
    log_guard.expect("without a process of its own")
    starts = []

    def start():
        starts.append(reader.monotonic())
        raise Unavailable("no_process")

    now = [1_000.0]
    monkeypatch.setattr(reader, "monotonic", lambda: now[0])
    with monkeypatch.context() as broken:
        broken.setattr(reading._process, "begin", start)
        for now[0] in (1_000.0, 1_004.0, 1_005.0, 1_034.0, 1_035.0, 1_036.0):
            assert len(reading.read(raws(reader.MANY)).result()) == reader.MANY
    assert starts == [1_000.0, 1_005.0, 1_035.0]
    reading.read(raws(reader.MANY)).result()
    assert not reading._process.is_running
    now[0] += 120
    reading.read(raws(reader.MANY)).result()
    assert reading._process.is_running
    assert reading._failures == 0


def test_a_process_that_rests_is_ended(reading, monkeypatch):

    monkeypatch.setattr(reader, "REST_S", 0.05)
    reading.read(raws(reader.MANY)).result()
    for _ in range(3_000):
        if not reading._process.is_running:
            break
        threading.Event().wait(0.02)
    assert not reading._process.is_running


def test_many_are_handed_over_in_pieces_and_come_back_in_order(reading, monkeypatch):
    asked = []
    answered_by(monkeypatch, reading, lambda some, _limit_s: asked.append(len(some)) or reader.read_all(some))
    count = reader.AT_ONCE * 2 + 20
    assert ids(reading.read(raws(count)).result()) == [f"m{n}@client.example" for n in range(count)]
    assert asked == [reader.AT_ONCE, reader.AT_ONCE, 20]


def starting_slowly(monkeypatch, reading, looks):
    """Let the process be ready after so many looks; return what it is asked for."""
    left, asked = [False] * looks, []
    monkeypatch.setattr(reading._process, "is_ready", lambda: not left or left.pop())
    monkeypatch.setattr(
        reading._process, "ask", lambda some, _limit_s: asked.append(len(some)) or reader.read_all(some)
    )
    return asked


def test_mail_does_not_wait_for_the_process_to_start(reading, monkeypatch):
    asked = starting_slowly(monkeypatch, reading, 2)
    found = reading.read(raws(reader.MANY)).result()
    assert ids(found) == [f"m{n}@client.example" for n in range(reader.MANY)]
    assert asked == [reader.MANY - 2 * reader.PIECE]


def test_after_a_mail_ended_the_process_none_is_read_meanwhile(reading, monkeypatch):
    asked = starting_slowly(monkeypatch, reading, 1_000)
    reading._is_hurt = True
    reading.read(raws(reader.MANY)).result()
    assert asked == [reader.MANY]


def test_a_process_that_dies_while_it_starts_is_not_begun_again_at_once(reading, monkeypatch, log_guard):
    log_guard.expect("without a process of its own")
    monkeypatch.setattr(reader, "serve", sys.exit)
    reading.expect(reader.MANY)
    reading._thread.submit(lambda: reading._process._process.join()).result()
    assert len(reading.read(raws(reader.MANY)).result()) == reader.MANY
    assert reading._failures == 1


def test_where_no_thread_can_be_started_mail_is_read_all_the_same(reading, monkeypatch, log_guard):
    log_guard.expect("no thread could be started")
    stand_ready(reading)

    def start(_timer):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(reader.Timer, "start", start)
    assert len(reading.read(raws(reader.MANY)).result()) == reader.MANY


def test_all_of_it_may_be_read_before_the_process_is_ready(reading, monkeypatch):
    asked = starting_slowly(monkeypatch, reading, 1_000)
    assert len(reading.read(raws(reader.MANY)).result()) == reader.MANY
    assert asked == []


def test_what_could_take_long_waits_for_the_process(reading, monkeypatch):
    asked = starting_slowly(monkeypatch, reading, 1_000)
    large = mail("large", "word " * (reader.LARGE // 4))
    mails = [*raws(reader.PIECE + 3), large, *raws(reader.MANY)]
    assert len(reading.read(mails).result()) == len(mails)
    assert sum(asked) == len(mails) - reader.PIECE


@pytest.mark.parametrize(("count", "is_running"), [(1, False), (reader.MANY, True)])
def test_the_process_is_started_before_many_come(reading, count, is_running):
    reading.expect(count)
    reading.read(raws(1)).result()
    assert reading._process.is_running is is_running


def test_a_process_that_nothing_came_for_is_ended(reading, monkeypatch):
    monkeypatch.setattr(reader, "REST_S", 0.05)
    ended = threading.Event()
    monkeypatch.setattr(reading._process, "kill", ended.set)
    reading.expect(reader.MANY)
    assert ended.wait(10)
    monkeypatch.undo()


def test_where_no_process_can_be_started_mail_is_read_here(reading, monkeypatch, log_guard):
    log_guard.expect("without a process of its own")

    def start(_self):
        raise OSError("no more processes")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", start)
    reading.expect(reader.MANY)
    assert len(reading.read(raws(reader.MANY)).result()) == reader.MANY
    assert not reading._process.is_running
    assert reading._failures == 1


def test_who_closes_it_while_it_reads_starts_no_other_process(monkeypatch):
    made = reader.MailReader()
    asked = []

    def ask(some, _limit_s):
        asked.append(len(some))
        made._is_closed = True  # as `close` says it before it ends the process

    answered_by(monkeypatch, made, ask)
    with pytest.raises(Unavailable, match="closing"):
        made.read(raws(reader.AT_ONCE)).result()
    assert asked == [reader.AT_ONCE]
    made.close()


def test_the_page_of_a_mail_stays_behind(reading):
    page = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<p>Bonjour <b>Anna</b>"
    plain = mail("plain", "words")
    stand_ready(reading)
    [with_page, without] = reading.read([page, plain]).result()
    assert (with_page.mail.html, with_page.mail.text.strip()) == ("", "Bonjour Anna")
    assert without.mail.html is None
