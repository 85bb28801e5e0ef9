# SPDX-License-Identifier: LicenseRef-Desk
"""Rules are added, edited and removed; what is kept is what stands there."""

import json

from PySide6.QtTest import QTest

from desk.ui.panes.settings.bot_rules import RulesEditor, SpokenTexts

RULE = {"words": ["ouvert", "quelle heure"], "texts": {"fr": "Oui.", "en": "Yes."}, "hands_over": True}


def test_there_and_back(qtbot):
    editor = RulesEditor(("fr", "en"))
    qtbot.addWidget(editor)
    editor.set_value(json.dumps([RULE, {**RULE, "hands_over": False}]))
    assert json.loads(editor.value()) == [RULE, {**RULE, "hands_over": False}]
    editor.set_value("[]")
    assert editor.cards == []


def test_edited(qtbot):
    editor = RulesEditor(("fr", "en"))
    qtbot.addWidget(editor)
    told = []
    editor.changed.connect(lambda: told.append(1))
    editor.set_value(json.dumps([RULE]))
    assert told == []
    editor.add.click()
    card = editor.cards[1]
    QTest.keyClicks(card.words, "devis, ,prix ")
    card.texts.body.setPlainText("Gratuit.")
    card.hands_over.click()
    assert json.loads(editor.value())[1] == {
        "words": ["devis", "prix"],
        "texts": {"fr": "Gratuit."},
        "hands_over": True,
    }
    editor.cards[0].remove.click()
    assert len(editor.cards) == 1
    assert len(told) > 4


def test_a_text_has_no_subject(qtbot):
    texts = SpokenTexts()
    qtbot.addWidget(texts)
    texts.offer(("fr",))
    texts.show_texts({"fr": "Bonjour", "de": "Hallo"})
    assert texts.texts() == {"fr": "Bonjour", "de": "Hallo"}
    assert texts.subject.isHidden()
