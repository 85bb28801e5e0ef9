# SPDX-License-Identifier: LicenseRef-Desk
"""The few marks of a letter."""

import pytest
from PySide6.QtWidgets import QTextEdit

from desk.ui.panes.messages.composer.document import html_of
from desk.ui.panes.messages.composer.marking import has, link, proper_link, toggle


@pytest.fixture
def field(qtbot):
    made = QTextEdit()
    qtbot.addWidget(made)
    made.setPlainText("ici")
    made.selectAll()
    return made


@pytest.mark.parametrize("mark", ["bold", "italic", "list"])
def test_a_mark_is_set_and_taken_away(field, mark):
    plain = html_of(field.document())
    assert not has(field, mark)
    toggle(field, mark)
    assert has(field, mark)
    assert html_of(field.document()) != plain
    toggle(field, mark)
    assert html_of(field.document()) == plain


def test_a_link_is_set_and_taken_away(field):
    link(field, "https://x.example")
    assert html_of(field.document()) == '<p><a href="https://x.example">ici</a></p>'
    link(field, "")
    assert html_of(field.document()) == "<p>ici</p>"


@pytest.mark.parametrize(
    ("typed_text", "address"),
    [
        ("atelier.example", "https://atelier.example"),
        ("http://x.example", "http://x.example"),
        ("a@b.example", "mailto:a@b.example"),
        ("tel:+331", "tel:+331"),
        ("javascript:alert(1)", ""),
        ("two words", ""),
        ("word", ""),
        ("", ""),
    ],
)
def test_a_link_is_what_a_person_means(typed_text, address):
    assert proper_link(typed_text) == address
