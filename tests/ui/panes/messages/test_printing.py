# SPDX-License-Identifier: LicenseRef-Desk
"""A thread on paper."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from desk.ui.panes.messages.printing import Printing
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
