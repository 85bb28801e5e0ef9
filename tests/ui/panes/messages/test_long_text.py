# SPDX-License-Identifier: LicenseRef-Desk
"""Texts that are too long for the window's own fields."""

from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.long_text import LONGEST_LINE, beginning, with_short_lines


@given(st.lists(st.sampled_from(["א" * 1500, "a " * 1200, "\n", "b"]), max_size=12).map("".join))
def test_lines_are_short_and_say_the_same(text):
    made = with_short_lines(text)
    assert max(map(len, made.split("\n"))) <= LONGEST_LINE
    assert made.replace("\n", "") == text.replace("\n", "")


def test_a_beginning_says_that_it_is_one():
    assert beginning("a\nb", 100, 2) == "a\nb"
    assert beginning("a\nb\nc", 100, 2) == "a\nb\n… shortened"
    assert beginning("abc", 2, 2) == "ab\n… shortened"
    assert beginning("", 2, 2) == ""
