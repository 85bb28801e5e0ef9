# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.widgets.html_text import text_of

CASES = [
    ("<p>Bonjour <b>Sophie</b>,</p><p>à demain</p>", "Bonjour Sophie,\n\nà demain"),
    ("<ul><li>un<li>deux</ul>", "• un\n• deux"),
    ('<a href="https://x.fr/">Voir</a>', "Voir <https://x.fr/>"),
    ('<a href="javascript:x">Voir</a>', "Voir"),
    ("<style>p{}</style><script>x()</script><title>t</title>Mot", "Mot"),
    ('<img src="x" alt="Logo">', "[Logo]"),
    ("a&nbsp;&amp;&nbsp;b<br>c", "a & b\nc"),
    ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n\n3"),
]


@pytest.mark.parametrize(("html", "text"), CASES)
def test_words_of(html, text):
    assert text_of(html) == text


def test_deep_tables_are_no_trap():
    assert text_of("<table><tr><td>" * 5_000 + "x") == "x"


@given(st.text())
def test_anything_can_be_read(html):
    assert text_of(html) == text_of(html).strip()
