# SPDX-License-Identifier: LicenseRef-Desk
"""Addresses: one kept form, and a clear no for the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import PointKind
from desk.services.shop import (
    address_key,
    can_receive_sms,
    normalise,
    normalise_email,
    normalise_phone,
    normalise_postal,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("camille@example.org", "camille@example.org"),
        ("  camille@Example.ORG\t", "camille@example.org"),
        ("Camille.Martin+velo@example.org", "Camille.Martin+velo@example.org"),
        ("joerg@müller.example", "joerg@xn--mller-kva.example"),
        ("yonghu@例子.example", "yonghu@xn--fsqu00a.example"),
        ("zoe@STRASSE.example", "zoe@strasse.example"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("a@b-c.d.example", "a@b-c.d.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed, kept):
    assert normalise_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "camille",
        "camille@",
        "@example.org",
        "camille@localhost",
        "camille@@example.org",
        "a@b@example.org",
        "Camille Martin <camille@example.org>",
        '"camille martin"@example.org',
        "camille martin@example.org",
        "camille@exam ple.org",
        "camille@example.org\r\nBcc: all@example.org",
        "camille\n@example.org",
        "camille@example.org\n",
        "camille@example..org",
        "camille..martin@example.org",
        ".camille@example.org",
        "camille.@example.org",
        "camille@.example.org",
        "camille@example.org.",
        "camille@-example.org",
        "camille@example-.org",
        "camille@exa_mple.org",
        "camille@127.0.0.1",
        "camille@[127.0.0.1]",
        "camille@example.org,zoe@example.org",
        "camille\u0000@example.org",
        "camille\u2028@example.org",
        "camille\u200b@example.org",
        "a" * 65 + "@example.org",
        "a@" + "b" * 64 + ".org",
        "a@" + ".".join(["b" * 60] * 5) + ".org",
        "mailto:camille@example.org",
        "rené@example.org",
        "e\u0301lodie@example.org",
        "用户@example.org",
    ],
)
def test_what_is_no_bare_address_is_refused(typed):
    assert normalise_email(typed) is None


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("@.-_ \r\n\t<>\"'aé"))))
def test_a_kept_address_is_safe_in_a_header_and_stays_as_it_is(typed):
    kept = normalise_email(typed)
    if kept is not None:
        assert normalise_email(kept) == kept
        local, domain = kept.rsplit("@", 1)
        assert local
        assert domain.isascii()
        assert domain == domain.lower()
        assert not any(letter.isspace() or not letter.isprintable() for letter in kept)
        assert not set('<>()[]:;,"\\') & set(kept)


@given(st.from_regex(r"[a-z0-9]{1,12}(\.[a-z0-9]{1,12}){0,2}@[a-z0-9]{1,12}\.[a-z]{2,6}", fullmatch=True))
def test_a_plain_address_is_always_taken(typed):
    assert normalise_email(typed) == typed
    assert normalise_email(typed.upper()) == typed.upper().rsplit("@", 1)[0] + "@" + typed.rsplit("@", 1)[1]


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("06.12.34.56.78", "fr", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "FR", "+33612345678"),
        ("0033612345678", "FR", "+33612345678"),
        ("+41 79 123 45 67", "FR", "+41791234567"),
        ("0470 12 34 56", "BE", "+32470123456"),
        ("\uff10\uff16 12 34 56 78", "FR", "+33612345678"),
        ("06\u00a012\u202f34 56 78", "FR", "+33612345678"),
        ("06 39 98 01 23", "FR", "+33639980123"),
        ("(0160) 1234567", "DE", "+491601234567"),
        ("+44 7700 900123", "", "+447700900123"),
    ],
)
def test_a_number_is_kept_as_e164(typed, country, kept):
    assert normalise_phone(typed, country) == kept


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("", "FR"),
        ("12", "FR"),
        ("06 12 34 56", "FR"),
        ("06 12 34 56 78 90 12", "FR"),
        ("06 12 34 56 78", ""),
        ("06 12 34 56 78", "ZZ"),
        ("0800 FLOWERS", "FR"),
        ("06 12 34 56 78 ext 5", "FR"),
        ("+999 123456789", "FR"),
        ("06 12 34 56 78\r\n06", "FR"),
    ],
)
def test_what_is_no_possible_number_is_refused(typed, country):
    assert normalise_phone(typed, country) is None


@given(st.text(alphabet=st.sampled_from("+0123456789 .-()/a")), st.sampled_from(["FR", "BE", "DE", "GB", ""]))
def test_a_kept_number_stays_as_it_is(typed, country):
    kept = normalise_phone(typed, country)
    if kept is not None:
        assert kept.startswith("+")
        assert kept[1:].isdigit()
        assert normalise_phone(kept, "") == kept
        assert normalise_phone(kept, "US") == kept


def test_a_fixed_line_receives_no_sms():
    assert not can_receive_sms("+33472000000")
    assert can_receive_sms("+33612345678")
    assert can_receive_sms("+33639980123")


def test_a_postal_address_is_its_lines():
    assert normalise_postal("  12  rue X \n\n 69002  Lyon \r\n") == "12 rue X\n69002 Lyon"
    assert normalise_postal(" \n ") is None
    assert normalise_postal("a\n" * 8) is None


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (PointKind.EMAIL, "A@Example.org", "A@example.org"),
        (PointKind.PHONE, "0612345678", "+33612345678"),
        (PointKind.POSTAL, "12 rue X", "12 rue X"),
        (PointKind.PUSH, " token ", "token"),
        (PointKind.PUSH, " ", None),
    ],
)
def test_each_kind_has_its_rule(kind, typed, kept):
    assert normalise(kind, typed, "FR") == kept


def test_capitals_make_no_second_address():
    assert address_key("Camille@example.org") == address_key("camille@example.org")
