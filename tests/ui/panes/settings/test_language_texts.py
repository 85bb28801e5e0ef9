# SPDX-License-Identifier: LicenseRef-Desk
"""One text in several languages."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QTest

from desk.ui.panes.settings.language_texts import LanguageTexts, packed, unpacked
from tests.ui.frame import spoken

WORDS = st.text(min_size=1, max_size=8).filter(str.strip)


def test_each_language_has_its_tab(qtbot):
    texts = LanguageTexts()
    qtbot.addWidget(texts)
    told = []
    texts.changed.connect(lambda: told.append(1))
    texts.offer(("fr", "en"))
    assert [texts.tabs.tabText(at) for at in range(2)] == ["French (empty)", "English (empty)"]
    QTest.keyClicks(texts.body, "Bonjour")
    assert texts.tabs.tabText(0) == "French"
    texts.tabs.setCurrentIndex(1)
    assert texts.body.toPlainText() == ""
    QTest.keyClicks(texts.subject, "Hi")
    QTest.keyClicks(texts.body, "Hello")
    assert told
    assert unpacked(texts.value()) == {"fr": ("", "Bonjour"), "en": ("Hi", "Hello")}
    with spoken("fr"):
        texts.retranslate()
        assert texts.tabs.tabText(0) == "français"


def test_a_text_in_a_language_the_shop_has_no_more_is_shown(qtbot):
    texts = LanguageTexts()
    qtbot.addWidget(texts)
    texts.offer(("fr",))
    texts.set_value(packed({"de": ("", "Hallo")}))
    assert [texts.tabs.tabData(at) for at in range(texts.tabs.count())] == ["fr", "de"]
    texts.tabs.setCurrentIndex(1)
    assert texts.body.toPlainText() == "Hallo"


@given(st.dictionaries(st.sampled_from(["fr", "en", "de"]), st.tuples(st.text(max_size=8), WORDS)))
def test_what_is_packed_is_unpacked(texts):
    assert unpacked(packed(texts)) == texts
