# SPDX-License-Identifier: LicenseRef-Desk
"""Bodies that a server lists and does not hand over."""

import contextlib
import re

from desk.errors import DeskError
from tests.services.inbox.sync.box import hours_later, mail


def test_a_message_that_is_not_handed_over_is_asked_for_again(far, line):
    """The server answers a whole portion but for one message, twice; then it comes."""
    held = {"left": 2}

    def hide(data):
        if b"m3@client" in data and b"UID 4 " in data and held["left"]:
            held["left"] -= 1
            return re.sub(rb"\* 4 FETCH \(UID 4 .*?\r\n\)\r\n", b"", data, flags=re.DOTALL)
        return data

    line.alter = hide
    far.put(*(mail(f"m{n}") for n in range(6))).sync()
    assert held["left"] == 0
    assert far.ours() == far.theirs()


def test_a_message_that_is_never_handed_over_holds_up_no_other(far, line, log_guard):
    log_guard.expect("keeps back 1 messages")

    def hide(data):
        return re.sub(rb"\* 4 FETCH \(UID 4 .*?\r\n\)\r\n", b"", data, flags=re.DOTALL)

    line.alter = hide
    far.put(*(mail(f"m{n}") for n in range(6))).sync()
    assert sorted(far.ours()) == [1, 2, 3, 5, 6]
    line.alter = None
    hours_later(far)
    far.account._memory.folders[far.folder().id].passed_over.clear()  # as after a day
    far.sync()
    assert far.ours() == far.theirs()


def test_nothing_instead_of_a_body_is_no_empty_mail(far, line):
    """NIL is said of what cannot be handed over just now: it is asked for again."""
    held = {"left": 1}

    def lose(data):
        if b"m3@client" in data and b"UID 4 " in data and held["left"]:
            held["left"] -= 1
            return re.sub(
                rb"(\* 4 FETCH \(UID 4 [^{]*)\{\d+\}\r\n.*?\r\n\)\r\n", rb"\1NIL)\r\n", data, flags=re.DOTALL
            )
        return data

    line.alter = lose
    far.put(*(mail(f"m{n}") for n in range(6))).sync()
    assert held["left"] == 0
    assert far.ours() == far.theirs()


def test_what_came_before_a_line_broke_is_kept_so_that_a_poor_one_gets_there(far, line, log_guard):
    far.put(mail("first")).sync()
    far.put(*(mail(f"n{number}", "x" * 6_000) for number in range(40)))
    kept = [far.count()]
    for _turn in range(12):
        line.reset(cut_bytes=60_000)
        with contextlib.suppress(DeskError):
            far.sync(afresh=True)
        kept.append(far.count())
        assert kept[-1] > kept[-2]
        if kept[-1] == 41:
            break
    line.reset()
    far.sync(afresh=True)
    assert far.ours() == far.theirs()
