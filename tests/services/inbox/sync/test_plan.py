# SPDX-License-Identifier: LicenseRef-Desk
"""What to ask a server for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox import FolderRow
from desk.services.inbox.imap import Standing
from desk.services.inbox.sync import plan

ROW = FolderRow(
    id="f", mailbox_id="m", path="INBOX", role="inbox", is_synced=True,
    uid_validity=7, uid_next=101, uid_low=1, highest_modseq=50,
)  # fmt: skip
TOLD = Standing(uid_validity=7, uid_next=101, messages=90, modseq=50)


def test_only_a_server_that_numbers_changes_can_say_that_nothing_did():
    assert plan.is_unchanged(ROW, TOLD)
    for other in (
        replace(TOLD, modseq=51), replace(TOLD, uid_next=102), replace(TOLD, uid_validity=8), replace(TOLD, modseq=0),
    ):  # fmt: skip
        assert not plan.is_unchanged(ROW, other)
    assert not plan.is_unchanged(replace(ROW, highest_modseq=0), replace(TOLD, modseq=0))
    assert not plan.is_unchanged(replace(ROW, uid_validity=None), TOLD)


def test_a_new_numbering_begins_afresh():
    assert plan.must_restart(replace(ROW, uid_validity=None), TOLD)
    assert plan.must_restart(ROW, replace(TOLD, uid_validity=8))
    assert not plan.must_restart(ROW, TOLD)


@pytest.mark.parametrize(
    ("row", "told", "has_qresync", "expected"),
    [
        (ROW, TOLD, True, plan.Look.TOLD),
        (ROW, TOLD, False, plan.Look.CHANGES),
        (replace(ROW, highest_modseq=0), TOLD, True, plan.Look.ALL),
        (ROW, replace(TOLD, modseq=0), True, plan.Look.ALL),
        (ROW, replace(TOLD, modseq=49), True, plan.Look.ALL),
        (replace(ROW, uid_low=101), TOLD, True, plan.Look.NOTHING),
    ],
)
def test_how_changes_are_learnt(row, told, has_qresync, expected):
    assert plan.look(row, told, has_qresync=has_qresync) is expected


@given(st.sets(st.integers(1, 10_000), max_size=2000))
def test_the_newest_come_first_and_none_is_left_out(uids):
    cut = list(plan.portions(uids))
    assert [uid for portion in cut for uid in portion] == sorted(uids, reverse=True)
    assert all(len(portion) <= plan.PORTION for portion in cut)
    if uids:
        assert len(cut[0]) <= plan.FIRST_PORTIONS[0]


@given(st.sets(st.integers(1, 200)), st.sets(st.integers(1, 200)), st.sets(st.integers(1, 200)))
def test_a_comparison_finds_what_is_gone_and_what_is_missing(kept, there, passed_over):
    row = replace(ROW, uid_low=20)
    found = plan.gap(row, kept, there, passed_over)
    assert set(found.gone) == kept - there
    assert set(found.missing) == {uid for uid in there - kept - passed_over if 20 <= uid < 101}


def test_counts():
    assert not plan.has_miscounted(ROW, TOLD, 88, 2)
    assert plan.has_miscounted(ROW, TOLD, 88, 0)
    assert not plan.has_miscounted(replace(ROW, uid_low=40), TOLD, 10, 0)


def test_pairs():
    assert plan.listed(((3, 5), (1, 1), (4, 6))) == (1, 3, 4, 5, 6)
