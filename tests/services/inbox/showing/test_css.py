# SPDX-License-Identifier: LicenseRef-Desk
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.showing.css import hides, safe_style
from tests.examples import MANY


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("color: red; Padding:4px", "color:red;padding:4px"),
        (
            "font-family:Arial, 'Helvetica Neue', sans-serif",
            "font-family:Arial, 'Helvetica Neue', sans-serif",
        ),
        ("color:rgb(1,2,3);background:hsl(1 2% 3%)", "color:rgb(1,2,3);background:hsl(1 2% 3%)"),
        ("color:red !important", "color:red !important"),
        ("position:absolute;color:red", "color:red"),
        ("background:url(x)", ""),
        ("color:/* x */red", "color:red"),
        ("color:r\\65d", ""),
        ("display:flex", ""),
        ("display:none", "display:none"),
        ("font-size:0", ""),
        ("font-size:12px", "font-size:12px"),
        ("font-size:+0px", ""),
        ("font-size:1e-9em", ""),
        ("font-size:.5px", ""),
        ("font-size:1.25em", "font-size:1.25em"),
        ("font-size:0" + "0" * 60 + "px", ""),
        ("font-size:" + "9" * 60 + "px", ""),
        ("font:0" + "0" * 60 + "px Arial", ""),
        ("color:RGB (1,2,3)", "color:RGB (1,2,3)"),
        ("color:xrgb(1,2,3)", ""),
        ("color:x-rgb(1,2,3)", ""),
        ("color:rgb(1,2,calc(3))", ""),
        ("color:(1,2,3)", ""),
        ("font:1px Arial", ""),
        ("font:bold 12px Arial", "font:bold 12px Arial"),
        ("max-height:0", ""),
        ("height:1px", "height:1px"),
        ("width:100%", "width:100%"),
        ("margin:0 auto", "margin:0 auto"),
        ("margin-left:-10px", ""),
        ("line-height:1.4", "line-height:1.4"),
        ("line-height:0", ""),
        ("color:#0000", ""),
        ("color:rgba(0,0,0,.5)", "color:rgba(0,0,0,.5)"),
        ("color", ""),
        ("", ""),
    ],
)
def test_styles(style, kept):
    assert safe_style(style) == kept


def test_what_hides():
    assert hides("color:red;display: NONE")
    assert not hides("display:block")


@given(st.text(max_size=200))
@MANY
def test_no_function_and_no_escape_is_left(text):
    for style in (text, f"color:{text}", f"background:{text};width:{text}"):
        kept = safe_style(style).lower()
        assert set(re.findall(r"([\w-]*)\(", kept)) <= {"rgb", "rgba", "hsl", "hsla"}
        assert "\\" not in kept
        assert "<" not in kept
        assert "/*" not in kept
