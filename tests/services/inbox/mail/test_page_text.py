# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail import words_of_page
from tests.examples import MANY


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br><br>three", "one\ntwo\nthree"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<h1>T</h1>text", "T\n\ntext"),
        ("a <b>b</b>\n  c", "a b c"),
        ("<blockquote>q</blockquote>own", "> q\n\nown"),
        ("<blockquote><p>a<blockquote>b</blockquote></blockquote>", "> a\n\n>> b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ('<a href="https://x.example/y">here</a>', "here <https://x.example/y>"),
        ('<a href="https://x.example/">x.example</a>', "x.example"),
        ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<img src=x alt="Our shop">', "[Our shop]"),
        ("<style>p{}</style><script>x</script><title>t</title><p>a", "a"),
        ("<!-- no --><p>a&amp;b &lt;c&gt; &eacute;", "a&b <c> é"),
        ("no tags at all", "no tags at all"),
        ("", ""),
        ("<div style='display:none'>hidden</div>seen", "hidden\nseen"),
        ("<div>" * 200 + "deep", "deep"),
        ("<div>" * 5000 + "too <b>deep</b>", "too deep"),
    ],
)
def test_pages(page, words):
    assert words_of_page(page) == words


@given(st.text(alphabet="<>/abp \"'=&;!-", max_size=300))
@MANY
def test_nothing_raises(text):
    assert "\x01" not in words_of_page(text)
