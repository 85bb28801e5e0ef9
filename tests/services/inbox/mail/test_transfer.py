# SPDX-License-Identifier: LicenseRef-Desk
import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail.transfer import decoded, from_base64
from tests.examples import MANY


@pytest.mark.parametrize(
    ("written", "octets", "is_clean"),
    [
        (b"aGVsbG8=\r\n", b"hello", True),
        (b"aGVsbG8", b"hello", False),
        (b"aGVs bG8=", b"hello", True),
        (b"aGVsbG8=aGVsbG8=", b"hellohello", False),
        (b"aGVsbG8a", b"hello\x1a", True),
        (b"aGVsb", b"hel", False),
        (b"", b"", True),
        (b"====", b"", True),
    ],
)
def test_base64(written, octets, is_clean):
    assert from_base64(written) == (octets, is_clean)


@pytest.mark.parametrize(
    ("encoding", "written", "octets"),
    [
        ("7bit", b"a=41", b"a=41"),
        ("Quoted-Printable", b"a=41=\r\nb=4", b"aAb=4"),
        (" base64 ", b"YQ==", b"a"),
        ('"base64"', b"YQ==", b"a"),
        ("base64; x", b"YQ==", b"a"),
        ("x-uuencode", b"begin 644 x\n%:&5L;&\\\n`\nend\n", b"hello"),
        ("unheard-of", b"as it is", b"as it is"),
    ],
)
def test_encodings(encoding, written, octets):
    assert decoded(written, encoding)[0] == octets


@given(st.binary())
@MANY
def test_base64_comes_back(octets):
    assert from_base64(base64.encodebytes(octets)) == (octets, True)


@given(st.binary(), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "binary", "odd"]))
@MANY
def test_nothing_raises(octets, encoding):
    decoded(octets, encoding)
