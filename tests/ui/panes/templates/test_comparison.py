# SPDX-License-Identifier: LicenseRef-Desk
"""What two wordings do not have in common."""

from desk.services.templates import Policy, PolicyKind, Text, Wording
from desk.ui.panes.templates.comparison import ComparisonView, place_title


def said(body, **more):
    return Wording(texts={"email": {"fr": Text(subject="s", body=body)}}, **more)


def test_lines_are_signed(qtbot):
    view = ComparisonView()
    qtbot.addWidget(view)
    view.show_difference(said("a\n\nb"), said("a\n\nc", policies={"x": Policy(kind=PolicyKind.DROP)}))
    text = view.toPlainText()
    assert "Email · French · blocks" in text
    assert " −   b" in text
    assert " +   c" in text
    assert "What happens without a value\n + x: drop" in text


def test_a_body_and_its_paragraphs_are_the_same(qtbot):
    view = ComparisonView()
    qtbot.addWidget(view)
    from desk.ui.panes.templates.edits import normal

    view.show_difference(said("a\n\nb"), normal(said("a\n\nb")))
    assert view.toPlainText() == "Both say the same."


def test_places_are_said():
    assert place_title("sms.en.body") == "SMS · English · text"
