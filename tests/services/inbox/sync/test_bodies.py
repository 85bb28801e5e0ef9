# SPDX-License-Identifier: LicenseRef-Desk
"""Bodies that a server lists and does not hand over."""

import re

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
