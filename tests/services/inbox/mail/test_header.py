# SPDX-License-Identifier: LicenseRef-Desk
import email.header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail.header import decoded_words, fields, first, free_text, shown
from tests.examples import MANY


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?q?caf=C3=A9_cr=C3=A8me?=", "café crème"),
        ("=?UTF-8?B?w6k=?= =?utf-8?b?w6g=?=", "éè"),
        ("=?utf-8?b?w6?= =?utf-8?b?qQ==?=", "é"),
        ("=?utf-8?b?ww==?= =?utf-8?b?qQ==?=", "é"),
        ("=?iso-8859-1?q?=E9?= =?utf-8?q?=C3=A9?=", "éé"),
        ("a =?utf-8?q?b?= c", "a b c"),
        ("=?utf-8?q?a b?=", "a b"),
        ("=?utf-8*fr?q?=C3=A9?=", "é"),
        ("=?windows-1252?q?=80?=", "€"),
        ("=?x-unknown?q?=E9?=", "é"),
        ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
        ("=?utf-8?q?a?=b", "ab"),
        ("=?iso-2022-jp?b?GyRCJDMbKEI=?=", "こ"),
        ("plain", "plain"),
    ],
)
def test_encoded_words(written, meant):
    assert decoded_words(written) == meant


def test_a_subject_in_one_line_and_nothing_unseen():
    assert free_text("one\n two\n\tthree") == "one two three"
    assert free_text("a\u202egpj.exe \u200fb\x07") == "agpj.exe b"
    assert free_text("=?utf-8?q?a=0Ab?=") == "a b"


def test_bytes_that_are_no_utf8():
    assert first(fields(b"Subject: caf\xe9"), "subject") == "café"
    assert first(fields("Subject: café".encode()), "subject") == "café"


def test_fields_with_every_kind_of_line():
    found = fields(b"A: 1\r\nno field\r\nb : 2\r\n\tmore\r\nA: 3\n: none\nc:\n")
    assert found == {"a": ["1", "3"], "b": ["2\n\tmore"], "c": [""]}


@given(st.text(max_size=60))
@MANY
def test_what_the_standard_library_encodes_comes_back(text):
    plain = "".join(one for one in text if one.isprintable() and not "\ud800" <= one <= "\udfff")
    plain = shown(plain)
    if plain and "=?" not in plain:
        written = email.header.Header(plain, "utf-8", maxlinelen=70).encode()
        assert free_text(written) == plain


@given(st.text())
@MANY
def test_nothing_raises(text):
    free_text(text)
    fields(text.encode("utf-8", "surrogatepass"))
