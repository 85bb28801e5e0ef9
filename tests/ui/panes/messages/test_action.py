# SPDX-License-Identifier: LicenseRef-Desk
"""A wish is ours only with the word of the view."""

from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.action import Action, link, new_word, read_link

names = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1)


@given(names, st.text(st.characters(codec="ascii", exclude_characters="\n"), max_size=40))
def test_what_is_linked_is_read_again(verb, key):
    word = new_word()
    assert read_link(word, link(word, verb, key)) == Action(verb=verb, key=key)


@given(st.text())
def test_nobody_else_can_wish(address):
    assert read_link(new_word(), address) is None
    assert read_link(new_word(), f"desk-action:{address}") is None
    assert read_link("", "desk-action:/menu/x") is None
