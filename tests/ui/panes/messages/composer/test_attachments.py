# SPDX-License-Identifier: LicenseRef-Desk
"""Which files may go with a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox import FileRef
from desk.ui.panes.messages.composer.attachments import (
    MOST,
    MOST_BYTES,
    Candidate,
    Refusal,
    free_name,
    icon_of,
    judge,
)


def kept(name, size=10):
    return FileRef(name=name, media_type="image/png", size=size, sha256=name)


def test_three_may_go_and_the_fourth_is_refused():
    verdict = judge([], [Candidate(name=f"{n}.pdf", size=9) for n in range(4)])
    assert verdict.accepted == (0, 1, 2)
    assert verdict.refused == ((Refusal.TOO_MANY, Candidate(name="3.pdf", size=9)),)


@pytest.mark.parametrize(
    ("size", "why"),
    [
        (None, Refusal.NO_FILE),
        (0, Refusal.EMPTY),
        (60_000_000, Refusal.TOO_LARGE),
        (MOST_BYTES - 9, Refusal.TOO_LARGE),
    ],
)
def test_what_cannot_go_is_refused(size, why):
    verdict = judge([kept("a")], [Candidate(name="x", size=size), Candidate(name="y", size=5)])
    assert verdict.accepted == (1,)
    assert [reason for reason, _one in verdict.refused] == [why]


@given(
    st.lists(st.integers(0, MOST_BYTES), max_size=6),
    st.lists(st.one_of(st.none(), st.integers(0, 30_000_000)), max_size=8),
)
def test_never_more_than_may_leave(there, wanted):
    kept_files = [kept(str(n), size) for n, size in enumerate(there)]
    candidates = [Candidate(name=str(n), size=size) for n, size in enumerate(wanted)]
    verdict = judge(kept_files, candidates)
    taken = [wanted[at] for at in verdict.accepted]
    assert len(verdict.accepted) + len(verdict.refused) == len(wanted)
    if taken:
        assert len(there) + len(taken) <= MOST
        assert sum(there) + sum(taken) <= MOST_BYTES


def test_two_files_of_one_name_are_told_apart():
    assert free_name("photo.jpg", []) == "photo.jpg"
    assert free_name("photo.jpg", ["photo.jpg", "photo (2).jpg"]) == "photo (3).jpg"


def test_a_file_shows_what_it_is():
    assert [icon_of(kind) for kind in ("image/png", "application/pdf", "x/y")] == [
        "image",
        "file-pdf",
        "file-text",
    ]
