# SPDX-License-Identifier: LicenseRef-Desk
"""Positions as Qt counts them."""

from hypothesis import given
from hypothesis import strategies as st

from desk.ui.widgets.utf16 import index_of, units


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.integers(0, 30))
def test_there_and_back(text, at):
    at = min(at, len(text))
    assert units(text) == len(text.encode("utf-16-le")) // 2
    assert index_of(text, units(text[:at])) == at


def test_beyond_the_end_is_the_end():
    assert index_of("né", 9) == 2
    assert index_of("ab", 9) == 2
