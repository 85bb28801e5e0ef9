# SPDX-License-Identifier: LicenseRef-Desk
"""Segments as telephones count them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.models.vocabulary import Channel
from desk.services.channels import Encoding, Envelope, Rendering, compose, segments
from desk.services.channels.sms import BASIC, EXTENSION, is_address, takes_sms

gsm = st.text(st.sampled_from(sorted(BASIC | EXTENSION)), max_size=700)
anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)
emoji = st.text(st.sampled_from(["a", "é", "ê", "😀", "👩"]), max_size=300)


@pytest.mark.parametrize(
    ("text", "count", "encoding", "units"),
    [
        ("", 0, "gsm_7", 0),
        ("a", 1, "gsm_7", 1),
        ("a" * 160, 1, "gsm_7", 160),
        ("a" * 161, 2, "gsm_7", 161),
        ("a" * 306, 2, "gsm_7", 306),
        ("a" * 307, 3, "gsm_7", 307),
        ("€" * 80, 1, "gsm_7", 160),
        ("€" * 81, 2, "gsm_7", 162),
        ("a" * 152 + "€" + "a" * 152, 3, "gsm_7", 306),
        ("a" * 151 + "€" + "a" * 153, 2, "gsm_7", 306),
        ("é" * 160, 1, "gsm_7", 160),
        ("ê", 1, "ucs_2", 1),
        ("ê" * 70, 1, "ucs_2", 70),
        ("ê" * 71, 2, "ucs_2", 71),
        ("ê" * 134, 2, "ucs_2", 134),
        ("😀" * 35, 1, "ucs_2", 70),
        ("😀" * 36, 2, "ucs_2", 72),
        ("a" * 66 + "😀" + "a" * 66, 3, "ucs_2", 134),
        ("ç", 1, "ucs_2", 1),
        ("Ç", 1, "gsm_7", 1),
        ("’", 1, "ucs_2", 1),
        ("{}[]~|^\\", 1, "gsm_7", 16),
    ],
)
def test_known_counts(text, count, encoding, units):
    found = segments(text)
    assert (found.count, found.encoding, found.units) == (count, encoding, units)


def test_what_forces_the_dear_alphabet_is_named():
    assert segments("prête, reçu, prête’").because == ("ê", "ç", "’")
    assert segments("prete").because == ()


@given(st.one_of(gsm, anything, emoji))
def test_counts_agree_with_cutting_the_text(text):
    found = segments(text)
    pieces = cut(text, found)
    assert "".join(pieces) == text
    assert found.count == len(pieces)
    assert all(weight(piece, found.encoding) <= found.per_segment for piece in pieces)
    assert found.units == sum(weight(piece, found.encoding) for piece in pieces)
    if pieces:
        assert found.left == found.per_segment - weight(pieces[-1], found.encoding)


@given(gsm)
def test_the_plain_alphabet_is_never_ucs_2(text):
    assert segments(text).encoding is Encoding.GSM_7


@given(emoji)
def test_units_are_utf_16(text):
    found = segments(text)
    if found.encoding is Encoding.UCS_2:
        assert found.units == len(text.encode("utf-16-le")) // 2


@given(st.one_of(gsm, emoji), st.one_of(gsm, emoji))
def test_more_text_never_costs_less(one, other):
    assert segments(one + other).count >= max(segments(one).count, segments(other).count)


def weight(piece, encoding):
    if encoding is Encoding.UCS_2:
        return len(piece.encode("utf-16-le")) // 2
    return sum(2 if one in EXTENSION else 1 for one in piece)


def cut(text, found):
    pieces, current = [], ""
    for character in text:
        if weight(current + character, found.encoding) > found.per_segment:
            pieces.append(current)
            current = ""
        current += character
    return [*pieces, current] if current else pieces


ENVELOPE = Envelope(
    channel=Channel.SMS,
    sender_address="Atelier",
    sender_name="",
    recipient_address="+33612345678",
    recipient_name="",
    reference="r1",
    at=datetime(2026, 11, 22, tzinfo=UTC),
)


def test_a_text_goes_out_in_utf_8():
    assert compose(ENVELOPE, Rendering(text="Prêt 😀\n€")) == "Prêt 😀\n€".encode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_text"),
        (" \n", "empty_text"),
        ("a\0b", "forbidden_character"),
        ("a\x1bb", "forbidden_character"),
        ("a\ud800", "forbidden_character"),
        ("a" * 2000, "too_long"),
    ],
)
def test_what_must_not_leave(text, code):
    with pytest.raises(Refused) as refused:
        compose(ENVELOPE, Rendering(text=text))
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    "number", ["", "0612345678", "+0612345678", "33612345678", "+336 12", "+33612345678\n", "+" + "1" * 16]
)
def test_what_is_no_number(number):
    assert not is_address(number)
    with pytest.raises(Refused):
        compose(replace(ENVELOPE, recipient_address=number), Rendering(text="a"))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+33639980001", True),
        ("+33199000001", False),
        ("+493012345678", False),
        ("+4915112345678", True),
        ("+14155550100", True),
        ("not a number", True),
    ],
)
def test_only_a_known_landline_is_refused(number, expected):
    assert takes_sms(number) is expected
