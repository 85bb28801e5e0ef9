# SPDX-License-Identifier: LicenseRef-Desk
"""Which links are opened without a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.links import is_sound, judged, place_of
from desk.ui.panes.messages.thread import Body


def body(*pages):
    warned, sound = judged(*pages)
    return Body(key="k", own="", warned=warned, sound=sound)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://Shop.example", "shop.example"), ("http://shop.example:80/a/../b?c#d", "shop.example"),
        ("https://shop.example./", "shop.example"), ("https:\\\\shop.example\\x", "shop.example"),
        ("https://u:p@shop.example/", "shop.example"), ("https://bücher.example/", "xn--bcher-kva.example"),
        ("mailto:A@b.example?subject=x", "mailto:a@b.example"), ("tel:+33612", "tel:+33612"), ("", ""), ("/x", ""),
    ],
)  # fmt: skip
def test_a_place_is_known_whatever_its_writing(address, place):
    assert place_of(address) == place


def test_a_place_that_one_link_misleads_to_is_doubtful_for_all():
    page = '<a href="http://e.example/a">Ici</a><a data-warn="1" href="http://e.example/b">https://bank.example</a>'
    assert not is_sound("http://e.example/a", [body(page)])
    assert not is_sound("http://e.example/a", [body('<a href="http://e.example/">x</a>'), body(page)])


def test_what_no_message_says_is_asked_about():
    assert is_sound("http://e.example/z", [body('<a href="http://e.example/a">Ici</a>')])
    assert not is_sound("http://other.example/", [body('<a href="http://e.example/a">Ici</a>')])
    assert not is_sound("", [body('<a href="">x</a>')])
    assert not is_sound("http://e.example/", [])


@given(
    st.sampled_from(["", "/", ":80", "/a/../b", "/?q", "#x", "/%2e%2e/"]), st.sampled_from(["", "/", "/x"])
)
def test_no_ending_makes_a_doubtful_place_sound(told, clicked):
    page = f'<a href="http://e.example{told}" data-warn="1">bank.example</a>'
    assert not is_sound(f"http://e.example{clicked}", [body(page)])
