# SPDX-License-Identifier: LicenseRef-Desk
"""What is still to be filled in."""

from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.writing.holes import holes_in, own_words


def test_what_is_quoted_is_not_ours():
    assert own_words("Oui\n> non\n  > [[x]]").strip() == "Oui"
    assert holes_in("[[a]]\n> [[b]] {{c}}") == ("[[a]]",)


@given(st.text(alphabet="[]{}a\n> ", max_size=60))
def test_anything_can_be_looked_at(text):
    for hole in holes_in(text):
        assert hole in text
