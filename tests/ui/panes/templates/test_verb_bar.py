# SPDX-License-Identifier: LicenseRef-Desk
"""A bar with more than one way on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.ui.panes.templates.verb_bar import VerbBar


def test_it_says_does_and_is_silent(shown):
    holder = QWidget()
    QVBoxLayout(holder).addWidget(bar := VerbBar())
    shown(holder)
    done = []
    assert bar.text() == ""
    bar.say("Oh", [("A", lambda: done.append("a")), ("B", lambda: done.append("b"))], "danger")
    buttons = bar.verbs()
    bar.say("Oh", [("A", lambda: done.append("x")), ("B", lambda: done.append("y"))], "danger")
    assert bar.verbs() == buttons
    buttons[1].click()
    assert (bar.text(), done) == ("Oh", ["b"])
    assert not bar.grab().isNull()
    bar.say("Ah", role="info")
    assert bar.verbs() == ()
    bar.be_silent()
    assert not bar.isVisible()
