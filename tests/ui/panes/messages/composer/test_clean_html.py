# SPDX-License-Identifier: LicenseRef-Desk
"""Only few tags are left of any HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.composer.clean_html import cleaned, is_link

TAG = re.compile(r"<(/?)([a-z]+)((?:\s[^<>]*)?)>")
ALLOWED = {"p", "br", "b", "i", "ul", "ol", "li", "a", "blockquote"}


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("<div style='x'>a <strong>b</strong></div>", "<p>a <b>b</b></p>"),
        ("a<script>alert(1)</script>b", "ab"),
        ("<style>p{}</style><em>x</em>", "<i>x</i>"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        (
            '<a href="https://a.example/?x=1&amp;y=2" onclick="z">x</a>',
            '<a href="https://a.example/?x=1&amp;y=2">x</a>',
        ),
        ("<img src=x onerror=alert(1)>after", "after"),
        ("<ul><li>1<li>2</ul>", "<ul><li>1<li>2</li></li></ul>"),
        ("<b>open", "<b>open</b>"),
        ("a &lt;b&gt; c", "a &lt;b&gt; c"),
        ("</b>x</p>", "x"),
        ("<br/>", "<br>"),
    ],
)
def test_what_is_left(given, left):
    assert cleaned(given) == left


@pytest.mark.parametrize(
    "address",
    ["javascript:x", " JAVASCRIPT:x", "data:text/html,x", "file:///etc", "https://a\nb", "//a.example", ""],
)
def test_what_is_no_link(address):
    assert not is_link(address)


@given(st.text(alphabet="<>/abiulp \"'=&;scriptonhref:", max_size=120))
def test_whatever_comes_only_few_tags_leave(html):
    left = cleaned(html)
    assert {found[2] for found in TAG.finditer(left)} <= ALLOWED
    rest = TAG.sub("", left)
    assert "<" not in rest.replace("&lt;", "")
    opened = [found[2] for found in TAG.finditer(left) if not found[1] and found[2] != "br"]
    closed = [found[2] for found in TAG.finditer(left) if found[1]]
    assert sorted(opened) == sorted(closed)
