# SPDX-License-Identifier: LicenseRef-Desk
import encodings.aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail.charsets import codec_of, label_in_html, text_of
from tests.examples import MANY

EVERY = sorted(
    set(encodings.aliases.aliases) | set(encodings.aliases.aliases.values()) | {"utf-8-sig", "unknown", ""}
)


@pytest.mark.parametrize(
    ("octets", "label", "text", "is_right"),
    [
        (b"caf\xe9", "iso-8859-1", "café", True),
        (b"\x80", "iso-8859-1", "€", True),
        (b"\x81", "iso-8859-1", "\x81", True),
        (b"caf\xe9", "utf-8", "café", False),
        ("é€".encode(), "us-ascii", "é€", False),
        (b"caf\xe9", "", "café", False),
        (b"abc", "x-nonsense", "abc", False),
        ("注文".encode("cp932"), "shift_jis", "注文", True),
        ("订单".encode("gb18030"), "gb2312", "订单", True),
        ("€".encode("utf-16-le"), "utf-16", "€", True),
        ("abc".encode("utf-16-be"), "utf-16", "abc", True),
        (b"a\x00b", "utf-8", "ab", True),
        (b"x", "idna", "x", False),
        (b"x", "zlib", "x", False),
        ("é".encode(), '"UTF8"', "é", True),
    ],
)
def test_readings(octets, label, text, is_right):
    assert text_of(octets, label) == (text, is_right)


@pytest.mark.parametrize("label", EVERY)
def test_every_charset_python_knows(label):
    for octets in (b"", b"hello", bytes(range(256)), b"\xff\xfe\x00", b"+2AA-", b"\\ud800"):
        text, _ = text_of(octets, label)
        text.encode()
        assert "\x00" not in text


@given(st.binary(max_size=200), st.sampled_from(EVERY))
@MANY
def test_any_bytes_in_any_charset(octets, label):
    text_of(octets, label)[0].encode()


def test_a_page_names_its_charset():
    assert label_in_html(b'<html><meta http-equiv=x content="text/html; charset=koi8-r">') == "koi8-r"
    assert label_in_html(b"<p>none") == ""


def test_names_that_are_no_charset():
    assert codec_of("../../etc") is None
    assert codec_of("rot13") is None
