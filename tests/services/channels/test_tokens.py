# SPDX-License-Identifier: LicenseRef-Desk
"""Our own mark in an address."""

from hypothesis import given
from hypothesis import strategies as st

from desk.models import new_id
from desk.services.channels import TokenKind, marked, takes_marks, token_in, unmarked


def test_what_is_marked_is_read_again():
    for kind in TokenKind:
        id_ = new_id()
        address = marked("contact+old@shop.test", kind, id_)
        assert token_in(["x@y.z", address.upper()]) == (kind, id_)
        assert unmarked(address) == unmarked("Contact@Shop.test") == "contact@shop.test"
        assert len(address.partition("@")[0]) <= 64


def test_an_address_that_has_no_room_for_a_mark_stays_as_it_is():
    fits, long = "x" * 35 + "@shop.test", "x" * 36 + "@shop.test"
    assert len(marked(fits, TokenKind.RECORD, new_id()).partition("@")[0]) == 64
    assert marked(long, TokenKind.RECORD, new_id()) == long
    far = "shop@" + "x" * 225 + ".test"
    assert marked(far, TokenKind.RECORD, new_id()) == far


def test_a_mailbox_takes_marks_when_its_settings_say_so():
    assert takes_marks({"plus_addressing": True})
    assert not takes_marks({"plus_addressing": False})
    assert not takes_marks({})


@given(st.text(max_size=80))
def test_any_address_may_be_asked(text):
    found = token_in([text, f"a+dc{text}@x"])
    assert found is None or len(found[1]) == 32


def test_letters_that_only_look_like_ours_are_no_mark():
    for strange in ("\u212a", "\u0130", "\u0131", "\u017f"):
        assert token_in([f"shop+dc{strange * 26}@any.example"]) is None
