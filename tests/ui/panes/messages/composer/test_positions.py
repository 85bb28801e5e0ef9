# SPDX-License-Identifier: LicenseRef-Desk
"""Positions as Qt counts them."""

from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.composer.positions import index_of, units


@given(st.text(max_size=30), st.integers(0, 30))
def test_there_and_back(text, at):
    at = min(at, len(text))
    assert index_of(text, units(text[:at])) == at
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
