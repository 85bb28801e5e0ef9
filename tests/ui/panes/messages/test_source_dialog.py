# SPDX-License-Identifier: LicenseRef-Desk
"""A mail as it arrived."""

from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.source_dialog import SourceDialog, readable


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read(raw):
    assert all(one in "\n\t" or one.isprintable() or one == "\ufffd" for one in readable(raw))


def test_words_stay_words():
    assert readable("Sujet : été\r\n\r\nOui".encode()) == "Sujet : été\n\nOui"
    assert readable("été".encode("latin-1")) == "été"


def test_the_dialog_shows_and_saves(qtbot):
    dialog = SourceDialog(b"Subject: a\r\n\r\nb")
    qtbot.addWidget(dialog)
    assert dialog.text.toPlainText() == "Subject: a\n\nb"
    assert dialog.text.isReadOnly()


def test_long_lines_are_broken(qtbot):
    dialog = SourceDialog("אa".encode() * 50_000 + b"\r\n\r\nend")
    qtbot.addWidget(dialog)
    lines = dialog.text.toPlainText().split("\n")
    assert max(map(len, lines)) <= 2000
    assert "".join(lines) == "אa" * 50_000 + "end"
