# SPDX-License-Identifier: LicenseRef-Desk
"""What goes wrong on the way: lines cut at every command, servers that lie or lack; nothing lost, nothing doubled."""

import re

import pytest

from desk import clock
from desk.errors import DeskError
from desk.models.mailbox import SEEN
from desk.models.vocabulary import FolderRole
from desk.services.inbox import ServerJobs
from tests.services.inbox.sync.box import hours_later, mail


def attempt(box):
    try:
        box.sync(afresh=True)
    except DeskError as error:
        return error
    return None


def test_a_line_cut_at_every_command_loses_and_doubles_nothing(far, line, log_guard):
    far.put(*(mail(f"m{n}") for n in range(12)))
    cut = 0
    while True:
        cut += 1
        line.reset(cut, is_after=bool(cut % 2))
        far.put(mail(f"late{cut}"))
        error = attempt(far)
        if error is None:
            break
        assert error.code == "connection_lost"
        assert far.row.health == "failing"
        assert cut < 60
    line.reset()
    far.sync(afresh=True)
    assert far.ours() == far.theirs()
    assert far.count() == 12 + cut
    assert far.row.health == "ok"


@pytest.mark.parametrize("is_after", [False, True])
def test_deeds_cut_off_at_every_command_are_done_once(far, line, is_after):
    """An archive, a mark and a deletion, with the line cut at each command in turn."""
    for cut in range(1, 40):
        names = [f"{kind}{cut}{is_after}" for kind in ("archive", "read", "delete")]
        line.reset()
        far.put(*(mail(name) for name in names)).sync(afresh=True)
        ids = far.message_ids(*names)

        def work(session, ids=ids):
            jobs = ServerJobs(session)
            jobs.flags(ids[1:2], add=SEEN, at=clock.now())
            jobs.move(ids[:1], FolderRole.ARCHIVE, at=clock.now())
            jobs.delete(ids[2:], at=clock.now())

        far.db.write_now(work)
        line.reset(cut, is_after=is_after)
        is_cut = attempt(far) is not None
        line.reset()
        far.sync(afresh=True)
        for path in ("INBOX", "Archive"):
            assert far.ours(path) == far.theirs(path)
            listed = [name for name, _ in far.theirs(path).values()]
            assert len(listed) == len(set(listed))
        archived = [name for name, _ in far.theirs("Archive").values()]
        assert f"{names[0]}@client.example" in archived
        assert [flags for name, flags in far.theirs().values() if name.startswith(names[1])] == [SEEN]
        assert far.places(names[2]) == []
        if not is_cut:
            return
    pytest.fail("it never came through")


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.9])
def test_a_line_cut_inside_a_mail_costs_nothing(far, line, share):
    far.put(*(mail(f"m{n}", "x" * 20_000) for n in range(20)))
    line.reset(cut_bytes=int(20 * 20_000 * share))
    assert attempt(far).code == "connection_lost"
    line.reset()
    far.sync(afresh=True)
    assert far.ours() == far.theirs()
    assert far.count() == 20


def lie_about(pattern, answer):
    return lambda data: re.sub(pattern, answer, data)


LIES = {
    "too many": lie_about(rb"\* \d+ EXISTS", b"* 4711 EXISTS"),
    "none": lie_about(rb"\* \d+ EXISTS", b"* 0 EXISTS"),
    "no next uid": lie_about(rb"\* OK \[UIDNEXT \d+\]", b"* OK [X 1]"),
    "next uid too high": lie_about(rb"UIDNEXT \d+", b"UIDNEXT 99999"),
    "next uid too low": lie_about(rb"UIDNEXT \d+", b"UIDNEXT 1"),
    "status counts": lie_about(rb"MESSAGES \d+", b"MESSAGES 3"),
    "modseq stands still": lie_about(rb"HIGHESTMODSEQ \d+", b"HIGHESTMODSEQ 1"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_server_that_lies_about_numbers_is_read_whole_all_the_same(far, line, lie):
    line.alter = lie
    far.put(*(mail(f"m{n}") for n in range(10))).sync()
    assert {name for name, _ in far.ours().values()} == {f"m{n}@client.example" for n in range(10)}
    far.put(mail("late"))
    far.other.select()
    far.other.uid("store", "1", "+FLAGS", r"(\Deleted)")
    far.other.expunge()
    hours_later(far).sync()
    assert {uid: name for uid, (name, _) in far.ours().items()} == {
        uid: name for uid, (name, _) in far.theirs().items()
    }
    assert far.count() == 11


def test_expunging_while_it_is_fetched_leaves_what_the_server_has(far, line):
    done = []

    def expunge(data):
        if b"FETCH (UID" in data and not done:
            done.append(1)
            far.other.select()
            far.other.uid("store", "1:10", "+FLAGS", r"(\Deleted)")
            far.other.expunge()
        return data

    far.put(*(mail(f"m{n}", "x" * 5000) for n in range(60)))
    line.alter = expunge
    attempt(far)
    line.alter = None
    far.sync(afresh=True)
    assert far.ours() == far.theirs()
    assert len(far.ours()) == 50
