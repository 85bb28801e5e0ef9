# SPDX-License-Identifier: LicenseRef-Desk
"""What stands in the editor as HTML of few tags, as text, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from desk.ui.panes.messages.composer.clean_html import cleaned
from desk.ui.panes.messages.composer.document import html_of, is_rich, show, text_of

pytestmark = pytest.mark.usefixtures("qapp")


def document_of(text="", html=""):
    made = QTextDocument()
    show(made, text, html)
    return made


def test_plain_words_stay_plain():
    made = document_of("Bonjour,\n\nÀ demain 😀\nCamille")
    assert not is_rich(made)
    assert text_of(made) == "Bonjour,\n\nÀ demain 😀\nCamille"
    assert html_of(made) == "<p>Bonjour,</p><p>À demain 😀<br>Camille</p>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <b>b</b> <i>c</i></p>", "a b c"),
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ("<ul><li>x</li><li><b>y</b></li></ul>", "• x\n• y"),
        ("<p>a</p><ol><li>x</li><li>y</li></ol><p>b</p>", "a\n1. x\n2. y\nb"),
        ('<p><a href="https://a.example/">here</a></p>', "here <https://a.example/>"),
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', "a@b.example"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
    ],
)
def test_marks_are_kept_and_can_be_read_back(html, text):
    made = document_of(html=html)
    assert html_of(made) == html
    assert text_of(made) == text
    assert is_rich(made) == any(tag in html for tag in ("<b>", "<i>", "<li>", "<a "))


@given(
    st.text(
        alphabet=st.characters(
            codec="utf-8", exclude_categories=["C"], exclude_characters="\u2028\u2029\ufffc\xa0"
        ),
        max_size=40,
    )
)
def test_any_plain_text_comes_back(qapp, text):
    assert text_of(document_of(text)) == text


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "x", "<br>", "<i>y</i>", "<blockquote>"]
        ),
        max_size=12,
    )
)
def test_what_is_made_needs_no_cleaning(qapp, pieces):
    html = html_of(document_of(html="".join(pieces)))
    assert cleaned(html) == html
