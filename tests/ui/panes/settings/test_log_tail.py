# SPDX-License-Identifier: LicenseRef-Desk
"""The end of the log: read, filtered, masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.settings import log_tail
from desk.ui.panes.settings.log_tail import masked, read_tail, wanted

LINES = (
    "2026-11-22 10:00:00,001 INFO 12 desk.a: begins",
    "2026-11-22 10:00:01,001 ERROR 12 desk.b: the worker stopped",
    "Traceback (most recent call last):",
    "ValueError: x",
    "2026-11-22 10:00:02,001 INFO 12 desk.a: goes on",
    "2026-11-22 10:00:03,001 WARNING 12 desk.c: slow",
)


def test_trouble_comes_with_its_trace():
    assert wanted(LINES, "", only_trouble=True) == (*LINES[1:4], LINES[5])
    assert wanted(LINES, "desk.C slow", only_trouble=False) == (LINES[5],)
    assert wanted(LINES, "nobody", only_trouble=False) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("to sophie.bernard@mail.example now", "to s•••@mail.example now"),
        ("to +33639989001 now", "to +33•••01 now"),
        ("password=secret1 tail", "password=*** tail"),
        ("postgresql://desk:secret1@db/desk", "postgresql://desk:***@db/desk"),
        ("worker 12 at 10:00:01", "worker 12 at 10:00:01"),
    ],
)
def test_nobody_is_recognised(text, said):
    assert masked(text) == said


@given(st.emails())
def test_no_address_is_left_whole(address):
    assert address not in masked(f"to <{address}> it went")


def test_only_the_end_is_read(tmp_path, monkeypatch):
    file = tmp_path / "desk.log"
    assert read_tail(file) == ()
    file.write_text("\n".join(f"line {number}" for number in range(100)))
    assert len(read_tail(file)) == 100
    monkeypatch.setattr(log_tail, "TAIL_BYTES", 25)
    assert read_tail(file) == ("line 97", "line 98", "line 99")
