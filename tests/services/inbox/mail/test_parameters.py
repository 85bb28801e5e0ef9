# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail.parameters import media_type, worded
from tests.examples import MANY


@pytest.mark.parametrize(
    ("written", "name", "meant"),
    [
        ("text/plain; charset=utf-8", "charset", "utf-8"),
        ('text/plain; charset="utf-8" ; x=y', "charset", "utf-8"),
        ('a/b; filename="a \\"b\\" ;c.pdf"', "filename", 'a "b" ;c.pdf'),
        ("a/b; filename*=utf-8''caf%C3%A9.pdf", "filename", "café.pdf"),
        ("a/b; filename*=iso-8859-1'fr'caf%E9.pdf", "filename", "café.pdf"),
        ('a/b; filename*0="one"; filename*1="two.pdf"', "filename", "onetwo.pdf"),
        ("a/b; filename*1=b; filename*0=a", "filename", "ab"),
        ("a/b; filename*0*=utf-8''%C3; filename*1*=%A9", "filename", "é"),
        ("a/b; filename*0*=utf-8''%C3%A9; filename*1=\"%41\"", "filename", "é%41"),
        ('a/b; filename="=?utf-8?b?w6k=?=.pdf"', "filename", "é.pdf"),
        ("a/b; filename=plain.pdf; filename*=utf-8''better.pdf", "filename", "better.pdf"),
        ("a/b; name=C:\\\\x.pdf", "name", "C:\\\\x.pdf"),
        ('a/b; name="open', "name", "open"),
        ("a/b;name=x;name=y", "name", "x"),
    ],
)
def test_parameters(written, name, meant):
    assert worded(written).parameters[name] == meant


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Text/HTML; x=y", "text/html"),
        ("", "text/plain"),
        ("text", "text/plain"),
        ("rubbish", "application/octet-stream"),
    ],
)
def test_media_types(written, kind):
    assert media_type(worded(written).word) == kind


@given(st.text())
@MANY
def test_nothing_raises(text):
    worded(text)
    worded(f"a/b; name*0*={text}")
