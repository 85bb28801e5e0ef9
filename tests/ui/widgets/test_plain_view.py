# SPDX-License-Identifier: LicenseRef-Desk
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from desk.ui.widgets import LinkButton, PlainView


@pytest.fixture
def view(shown):
    return shown(PlainView(), 400, 300)


def test_the_words_are_shown(view):
    view.show_html("<h1>Prêt</h1><p>Bonjour</p>")
    assert view.text() == "Prêt\n\nBonjour"


def test_a_new_version_keeps_the_place(view):
    long = "<p>ligne</p>" * 200
    view.show_html(long)
    bar = view._text.verticalScrollBar()
    bar.setValue(50)
    view.show_html(long + "<p>fin</p>")
    assert bar.value() == 50


def test_the_browser_gets_a_page_that_can_do_nothing(view, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    view.show_html("<script>x()</script><p>Bonjour</p>")
    view.findChild(LinkButton).click()
    page = Path(opened[0].toLocalFile())
    assert page.read_text(encoding="utf-8").startswith(
        '<meta http-equiv="Content-Security-Policy" content="default-src'
    )
    view._folder.cleanup()


def test_it_speaks_the_language_of_the_moment(view):
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert view.findChild(LinkButton).text() == "Open in browser"
