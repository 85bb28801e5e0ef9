# SPDX-License-Identifier: LicenseRef-Desk
"""The commands of a folder, against real servers."""

from datetime import date

import pytest

from desk.errors import Rejected
from desk.models.mailbox import DELETED, FLAGGED, SEEN
from desk.services.inbox.imap import Known, expanded
from tests.services.inbox.imap.letters import raw


def test_bodies_come_whole_portion_by_portion(imap):
    opened = imap.select("INBOX")
    came = list(opened.bodies([(5, 6), (1, 2, 99)]))
    assert [(message.uid, message.raw, message.flags) for message in came if message] == [
        (5, raw(5), SEEN),
        (6, raw(6), 0),
        (1, raw(1), SEEN),
        (2, raw(2), 0),
    ]
    assert came.count(None) == 2  # a server may end the first after it has begun the second
    assert came[-1] is None
    heads = [message for message in opened.heads([(3,)]) if message]
    assert heads[0].raw == raw(3).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert heads[0].size == len(raw(3))
    assert list(opened.bodies([])) == []


def test_lists_of_uids(imap):
    opened = imap.select("INBOX")
    assert expanded(opened.uids(), 1, 100) == {1, 2, 3, 4, 5, 6}
    assert expanded(opened.uids(3, 4), 1, 100) == {3, 4}
    assert opened.uids(7) == ()  # "7:*" is the last one for a server
    assert opened.uids(since=date(2100, 1, 1)) == ()
    assert expanded(opened.with_header_id("4@x.example"), 1, 100) == {4}
    assert opened.with_header_id("nix@x.example") == ()
    assert opened.with_header_id("é@x.example") == ()


def test_flags_are_set_taken_and_told(imap):
    opened = imap.select("INBOX")
    opened.store([1, 2], add=FLAGGED, remove=SEEN)
    told = {message.uid: message.flags for message in opened.flags().messages}
    assert told == {1: FLAGGED, 2: FLAGGED, 3: SEEN, 4: 0, 5: SEEN, 6: 0}
    assert opened.store([], add=SEEN) == ()
    if imap.counts_changes:
        since = opened.standing.modseq
        assert {m.uid for m in opened.flags(since_modseq=since).messages} == {1, 2}


def test_what_changed_comes_with_the_selection(modern_imap):
    imap = modern_imap
    before = imap.select("INBOX").standing
    opened = imap.select("INBOX")
    opened.store([3], add=FLAGGED)
    opened.expunge([5])
    changed = imap.select("INBOX", Known(uid_validity=before.uid_validity, modseq=before.modseq)).changed
    assert {message.uid for message in changed.messages} == {3}
    assert changed.gone == ((5, 5),)


def test_moving_and_expunging(imap):
    opened = imap.select("INBOX")
    moved = opened.move([1, 2], "Archive")
    assert moved in ({1: 1, 2: 2}, {})  # an old server does not say
    opened.expunge([3])
    assert expanded(opened.uids(), 1, 100) == {4, 5, 6}
    assert expanded(imap.select("Archive").uids(), 1, 100) == {1, 2}
    assert opened.move([], "Archive") == {}


def test_an_old_server_never_expunges_what_others_have_marked(imap):
    opened = imap.select("INBOX")
    opened.store([6], add=DELETED)
    if imap.can("UIDPLUS"):
        opened.expunge([5])
    else:
        with pytest.raises(Rejected, match="others_marked"):
            opened.expunge([5])
    assert 6 in expanded(opened.uids(), 1, 100)
    assert expanded(opened.marked_deleted(), 1, 100) >= {6}
