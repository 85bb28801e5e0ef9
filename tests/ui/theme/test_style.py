# SPDX-License-Identifier: LicenseRef-Desk
"""The application is dressed, and dressed again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel, QPushButton

from desk.ui.theme import DARK, LIGHT, Look, Theme, apply, fonts
from desk.ui.theme import style as style_module
from desk.ui.theme.style import draw_marks, style_sheet


@pytest.fixture(autouse=True)
def restored(qapp):
    yield
    apply(qapp, "light")


@pytest.mark.parametrize(("look", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_a_look_is_worn(qapp, look, tokens):
    theme = apply(qapp, look)
    assert theme is Theme.current()
    assert theme.tokens is tokens
    assert theme.is_dark is (look == "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == tokens.window
    assert qapp.style().metaObject().className() == "QStyleSheetStyle"
    assert "$" not in qapp.styleSheet()


def test_the_change_is_told_after_the_fact(qapp, qtbot):
    theme = apply(qapp, "light")
    seen = []
    theme.changed.connect(lambda: seen.append(qapp.palette().color(QPalette.ColorRole.Window).name().upper()))
    apply(qapp, "dark")
    assert seen == [DARK.window]


def test_colours_follow_the_look(qapp):
    apply(qapp, "light")
    assert Theme.current().colour("primary").name().upper() == LIGHT.primary
    apply(qapp, "dark")
    assert Theme.current().colour("primary").name().upper() == DARK.primary


def test_an_unknown_colour_is_a_mistake(qapp):
    apply(qapp, "light")
    with pytest.raises(AttributeError):
        Theme.current().colour("mauve")


def test_an_unknown_token_in_the_sheet_is_a_mistake(qapp, tmp_path, monkeypatch):
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "desk.qss").write_text("QLabel { color: $mauve; }")
    with monkeypatch.context() as patch:
        patch.setattr(style_module, "path", lambda name: tmp_path / name)
        with pytest.raises(KeyError):
            style_sheet(LIGHT, tmp_path)


def test_the_system_decides_unless_told_otherwise(qapp, monkeypatch):
    apply(qapp, Look.SYSTEM)
    assert Theme.current().tokens is LIGHT  # offscreen knows of no scheme
    real = QGuiApplication.styleHints()

    class Dark:
        @staticmethod
        def colorScheme():  # noqa: N802 - Qt's spelling
            return Qt.ColorScheme.Dark

    with monkeypatch.context() as patch:
        patch.setattr(style_module.QGuiApplication, "styleHints", staticmethod(Dark))
        real.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert Theme.current().tokens is DARK


def test_a_chosen_look_stays(qapp):
    apply(qapp, Look.LIGHT)
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert Theme.current().tokens is LIGHT


def test_marks_are_drawn_in_both_colours(qapp, tmp_path):
    light, dark = draw_marks(LIGHT, tmp_path), draw_marks(DARK, tmp_path)
    assert light != dark
    assert LIGHT.text2 in (light / "down.svg").read_text()
    assert DARK.text2 in (dark / "down.svg").read_text()
    for mark in Path(light).iterdir():
        assert "currentColor" not in mark.read_text()


def test_roles_set_the_size_of_text(qapp, qtbot):
    apply(qapp, "light")
    label = QLabel("x")
    label.setProperty("role", "h1")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == 18


def test_text_grows_with_the_factor(qapp, qtbot):
    apply(qapp, "light", text_factor=1.5)
    assert fonts.font("body").pixelSize() == 20
    label = QLabel("x")
    label.setProperty("role", "h1")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == 27
    assert qapp.font().pixelSize() == 20


def test_a_plain_button_is_as_high_as_the_others(qapp, qtbot):
    apply(qapp, "light")
    button = QPushButton("x")
    qtbot.addWidget(button)
    assert button.sizeHint().height() == 30
