# SPDX-License-Identifier: LicenseRef-Desk
"""A thread on paper."""

from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from desk.ui.panes.messages.printing import Printing
from desk.ui.panes.messages.thread import Body
from desk.ui.widgets import html_view
from tests.ui.panes.messages.rows import message, note, thread


@pytest.mark.parametrize("has_web", [True, False])
def test_a_pdf_is_written(qtbot, tmp_path, monkeypatch, has_web):
    if not has_web:
        monkeypatch.setattr(html_view, "is_available", lambda: False)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printing = Printing(window)
    target = tmp_path / "thread.pdf"
    with qtbot.waitSignal(printing.written, timeout=60_000) as told:
        printing.write_pdf(thread(message(), note()), target, with_notes=False)
    assert told.args == [str(target), True]
    assert Path(target).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("is_mail", [True, False])
def test_what_is_folded_on_screen_is_on_paper(qtbot, tmp_path, is_mail):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    fold = '<p>Merci</p><details class="desk-quote"><summary></summary><div>Le cadre est pret</div></details>'
    shown = thread(message(), bodies={"m1": Body(key="1", own=fold, is_mail=is_mail)})
    printing = Printing(window)
    with qtbot.waitSignal(printing.written, timeout=60_000):
        printing.write_pdf(shown, tmp_path / "thread.pdf", with_notes=False)
    paper = QPdfDocument()
    paper.load(str(tmp_path / "thread.pdf"))
    said = paper.getAllText(0).text()
    assert "Le cadre est pret" in said
    assert "earlier messages" not in said
