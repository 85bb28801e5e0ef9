# SPDX-License-Identifier: LicenseRef-Desk
"""Settings of this window."""

from PySide6.QtWidgets import QApplication

from desk.ui.text_size import kept_factor, use_text_size
from desk.ui.theme import Look, apply, factor


def test_language_and_look_are_the_windows_own_commands(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("general")
            sheet.language.choose("fr")
            sheet.language.activated.emit(0)
            sheet.look.setCurrentIndex(2)
            assert stage.triggered == ["view.language.fr", "view.look.dark"]

    qt_run(main())


def test_the_size_of_the_text_holds_at_once_and_is_remembered(qt_run, stage, qapp):
    async def main():
        async with stage.open():
            sheet = stage.sheet("general")
            sheet.text_size.choose("125")
            sheet.text_size.activated.emit(0)
            assert factor() == 1.25
            assert kept_factor(stage.context.places) == 1.25

    try:
        qt_run(main())
        stage.context.places.keep_text("text_size", "9000")
        assert kept_factor(stage.context.places) == 1.0
        use_text_size(qapp, stage.context.places, 100)
        assert factor() == 1.0
    finally:
        apply(QApplication.instance(), Look.SYSTEM)
