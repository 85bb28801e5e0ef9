# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from desk.ui.widgets import InfoBar, LinkButton


@pytest.fixture
def bar(shown):
    ground = QWidget()
    made = InfoBar("warn", closable=True)
    QVBoxLayout(ground).addWidget(made)
    shown(ground, 600, 200)
    return made


def button(bar, text):
    return next(one for one in bar.findChildren(LinkButton) if one.text() == text)


def test_it_is_hidden_until_something_happened(bar, inked):
    assert bar.isHidden()
    bar.show_message("Hors connexion.", verb="Réessayer")
    assert bar.isVisible()
    assert inked(bar, "warn_bg") > 1000


def test_its_verb(bar, qtbot):
    bar.show_message("Hors connexion.", verb="Réessayer")
    with qtbot.waitSignal(bar.verb_requested):
        button(bar, "Réessayer").click()
    bar.show_message("Hors connexion.")
    assert not button(bar, "").isVisible()


def test_details_are_folded_and_can_be_copied(bar):
    bar.show_message("Refusé.", details="535 5.7.8")
    details = bar.findChild(QPlainTextEdit)
    assert not details.isVisible()
    button(bar, "Details").click()
    assert details.isVisible()
    button(bar, "Copy").click()
    assert QGuiApplication.clipboard().text() == "Refusé.\n\n535 5.7.8"
    button(bar, "Details").click()
    assert not details.isVisible()


def test_another_role(bar, inked):
    bar.show_message("Cassé.", role="danger")
    assert inked(bar, "danger_bg") > 1000


def test_it_can_be_closed(bar, qtbot):
    bar.show_message("Hors connexion.")
    with qtbot.waitSignal(bar.closed):
        next(one for one in bar.children() if getattr(one, "accessibleName", str)() == "Close").click()
    assert bar.isHidden()


def test_a_change_of_language_keeps_the_message(bar):
    bar.show_message("Hors connexion.", details="x")
    QApplication.sendEvent(bar, QEvent(QEvent.Type.LanguageChange))
    assert button(bar, "Details").isVisible()
