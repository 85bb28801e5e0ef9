# SPDX-License-Identifier: LicenseRef-Desk
"""The strip under one's own words."""

from PySide6.QtTest import QTest

from desk.ui.panes.messages.composer.translation_strip import Look, TranslationStrip
from tests.ui.frame import spoken


def test_it_says_how_far_the_translation_is(qtbot):
    strip = TranslationStrip()
    qtbot.addWidget(strip)
    strip.show_look(Look())
    assert strip.isHidden()
    strip.show_look(Look(language="ja"))
    assert strip._label.text() == "Reply in Japanese (automatic translation)"
    assert not strip.switch.isChecked()
    with qtbot.waitSignal(strip.switched) as told:
        strip.switch.click()
    assert told.args == [True]
    strip.show_look(Look(language="ja", is_on=True, is_busy=True))
    assert strip._state.text() == "Translating…"
    strip.show_look(Look(language="ja", is_on=True, text="こんにちは"))
    assert strip.words.toPlainText() == "こんにちは"
    assert strip._state.text().startswith("This is what is sent")
    strip.show_look(Look(language="ja", is_on=True, text="こんにちは", is_stale=True))
    assert not strip.renew.isHidden()
    with qtbot.waitSignal(strip.renewal_wanted):
        strip.renew.click()
    strip.show_look(Look(language="ja", is_on=True, trouble="Away."))
    assert strip._trouble.text() == "Away."


def test_the_translation_can_be_corrected(qtbot):
    strip = TranslationStrip()
    qtbot.addWidget(strip)
    said = []
    strip.corrected.connect(said.append)
    strip.show_look(Look(language="ja", is_on=True, text="a"))
    assert said == []
    QTest.keyClicks(strip.words, "b")
    assert said == ["ba"]
    with spoken("fr"):
        strip.retranslate()
        assert "japonais" in strip._label.text()


def test_a_long_name_takes_no_room_from_others(qtbot):
    strip = TranslationStrip()
    qtbot.addWidget(strip)
    strip.show_look(Look(language="ja", is_on=True, text="a"))
    strip.resize(200, strip.height())
    assert strip._label.minimumSizeHint().width() == strip._state.minimumSizeHint().width() == 1
    assert strip.minimumSizeHint().width() <= 200


def test_where_nothing_was_translated_yet_nothing_has_changed_since(qtbot):
    strip = TranslationStrip()
    qtbot.addWidget(strip)
    strip.show_look(Look(language="ja", is_on=True, is_stale=True, trouble="Away."))
    assert strip._state.text() == ""
    assert not strip.renew.isHidden()
