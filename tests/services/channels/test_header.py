# SPDX-License-Identifier: LicenseRef-Desk
"""One header at a time."""

from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.channels import header
from desk.services.shop import normalise_email

words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200)


@given(words)
def test_encoded_words_decode_to_what_they_were(text):
    assert str(make_header(decode_header(header.encoded_words(text)))) == text


@given(words)
def test_a_line_is_never_too_long(text):
    assert all(len(line) <= 76 for line in header.encoded_words(text).split("\r\n"))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Zoe", "Zoe <a@b.example>"),
        ("", "a@b.example"),
        ("Martin, Zoe", '"Martin, Zoe" <a@b.example>'),
        ('a"b\\c', '"a\\"b\\\\c" <a@b.example>'),
        ("Zoë", "=?utf-8?q?Zo=C3=AB?= <a@b.example>"),
        ("日本語", "=?utf-8?b?5pel5pys6Kqe?= <a@b.example>"),
        ("=?x", "=?utf-8?q?=3D=3Fx?= <a@b.example>"),
    ],
)
def test_a_mailbox(name, written):
    assert (
        header.mailbox(name, "a@b.example", "to").replace(
            "=?utf-8?q?=E6=97=A5=E6=9C=AC=E8=AA=9E?=", "=?utf-8?b?5pel5pys6Kqe?="
        )
        == written
    )


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_name_cannot_turn_the_reading_of_its_address(sign):
    assert header.mailbox(f"Zoe{sign}moc.knab", "a@b.example", "to") == header.mailbox(
        "Zoemoc.knab", "a@b.example", "to"
    )
    assert header.mailbox(sign, "a@b.example", "to") == "a@b.example"


def test_a_name_from_right_to_left_stays_as_it_is():
    name = "\u200fמשה\u200f"
    written = header.mailbox(name, "a@b.example", "to")
    assert str(make_header(decode_header(written))) == f"{name} <a@b.example>"


@given(st.from_regex(r"[a-zé.+'=-]{1,12}@[a-zü-]{1,9}\.[a-z]{2,4}", fullmatch=True) | st.text(max_size=30))
def test_whatever_a_shop_keeps_can_be_written(typed):
    kept = normalise_email(typed)
    assert kept is None or header.is_address(kept)


@pytest.mark.parametrize(
    ("subject", "is_encoded"),
    [("Hello", False), ("a  b", False), ("prête", True), ("x" * 90, True), (" a", True), ("=?a?=", True)],
)
def test_a_subject(subject, is_encoded):
    assert header.unstructured(subject, "subject").startswith("=?") is is_encoded


def test_a_guarded_value_names_its_place():
    with pytest.raises(Refused) as refused:
        header.guarded("a\nb", "subject")
    assert [(one.code, one.place) for one in refused.value.problems] == [("header_injection", "subject")]


@given(st.text(max_size=80))
def test_an_address_never_holds_a_separator(text):
    if header.is_address(text):
        assert text.isascii()
        assert not set(' \t\r\n<>,;:()"\\[]') & set(text)
        assert text.count("@") == 1
