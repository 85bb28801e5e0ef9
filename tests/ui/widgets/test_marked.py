# SPDX-License-Identifier: LicenseRef-Desk
"""Words that were looked for stand out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from desk.ui.widgets.marked import marked_spans, paint_marked
from desk.ui.widgets.paint import Words


@pytest.mark.parametrize(
    ("text", "marks", "found"),
    [
        ("Le dérailleur est là", ("derail",), ["dérailleur"]),
        ("Cœur, œuf; STRASSE Straße", ("coeu", "strass"), ["Cœur", "STRASSE", "Straße"]),
        ("rien", ("x",), []),
        ("rien", ("",), []),
        ("", ("x",), []),
    ],
)
def test_words_that_begin_so(text, marks, found):
    assert [piece for piece, is_marked in marked_spans(text, marks) if is_marked] == found


@given(st.text(max_size=40), st.lists(st.text(max_size=3), max_size=3))
def test_nothing_of_the_text_is_lost(text, marks):
    assert "".join(piece for piece, _is_marked in marked_spans(text, marks)) == text


def test_they_are_painted_on_a_ground(qapp):
    def picture(marks):
        image = QImage(200, 30, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_marked(
            painter,
            QRect(0, 0, 200, 30),
            "Le dérailleur est cassé et bien plus que cela",
            marks,
            Words("meta"),
        )
        painter.end()
        return image

    assert picture(("derail",)) != picture(())
