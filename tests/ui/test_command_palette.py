# SPDX-License-Identifier: LicenseRef-Desk
"""The palette: grouped, quick, and the keyboard comes back."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow

from desk.ui.command_palette import CommandPalette, Hit, parted
from desk.ui.jobs import Jobs
from tests.ui.frame import until


class Fixed:
    """Hits by name."""

    prefixes = frozenset({"", ">"})

    def __init__(self, label, *titles):
        self.label = label
        self.titles = titles
        self.opened = []

    def matching(self, text):
        return [self.hit(title) for title in self.titles if text in title]

    def hit(self, title):
        return Hit(
            icon="command",
            title=title,
            shortcut="Ctrl+K",
            context="somewhere",
            open=lambda: self.opened.append(title),
            act=lambda: self.opened.append(f"act {title}"),
        )


class Known(Fixed):
    """A source that knows at once."""

    def find(self, text):
        return self.matching(text)


class Stored(Fixed):
    """A source that answers when it is let."""

    prefixes = frozenset({"", "@"})

    def __init__(self, label, *titles):
        super().__init__(label, *titles)
        self.gate = asyncio.Event()
        self.asked = []

    async def ask(self, text):
        self.asked.append(text)
        await self.gate.wait()
        return self.matching(text)


class Stage:
    def __init__(self, qtbot):
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.field = QLineEdit()
        self.window.setCentralWidget(self.field)
        self.window.resize(900, 600)
        self.jobs = Jobs(self.window)
        self.palette = CommandPalette(self.window, self.jobs)
        self.actions = Known("Actions", *(f"save {number}" for number in range(9)))
        self.pages = Known("Pages", "rules", "sends")
        self.palette.look_into(self.pages, self.actions)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.field.setFocus()

    def titles(self):
        return [hit.title for hit in self.palette.hits()]

    def key(self, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(self.palette._field, key, modifier)


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


def test_prefixes_are_told_from_words():
    assert parted("  >save all") == (">", "save all")
    assert parted("sophie") == ("", "sophie")
    assert parted("") == ("", "")


def test_it_shows_a_few_of_every_group(stage):
    stage.palette.open()
    assert stage.titles() == ["rules", "sends", "save 0", "save 1", "save 2", "save 3", "save 4"]
    assert stage.palette.isVisible()


def test_words_narrow_and_prefixes_choose(stage):
    stage.palette.open("sen")
    assert stage.titles() == ["sends"]
    stage.palette.open("@")
    assert stage.titles() == []


def test_enter_opens_what_is_chosen(stage, qtbot):
    stage.palette.open()
    stage.key(qtbot, Qt.Key.Key_Down)
    stage.key(qtbot, Qt.Key.Key_Return)
    assert stage.pages.opened == ["sends"]
    assert stage.palette.isHidden()


def test_headings_are_stepped_over_both_ways(stage, qtbot):
    stage.palette.open()
    stage.key(qtbot, Qt.Key.Key_Up)
    stage.key(qtbot, Qt.Key.Key_Return)
    assert stage.actions.opened == ["save 4"]


def test_control_enter_does_the_other_thing(stage, qtbot):
    stage.palette.open("rules")
    stage.key(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stage.pages.opened == ["act rules"]


def test_escape_gives_the_keyboard_back(stage, qtbot):
    stage.palette.open()
    assert stage.window.focusWidget() is stage.palette._field
    stage.key(qtbot, Qt.Key.Key_Escape)
    assert stage.palette.isHidden()
    assert stage.window.focusWidget() is stage.field


def test_a_click_elsewhere_closes_it(stage):
    stage.palette.open()
    stage.field.setFocus(Qt.FocusReason.MouseFocusReason)
    assert stage.palette.isHidden()


def test_nothing_found_is_said(stage):
    stage.palette.open("zzz")
    assert stage.titles() == []
    assert stage.palette._nothing.isVisible()


def test_stored_hits_come_later_and_the_choice_stays(qt_run, qtbot):
    stage = Stage(qtbot)
    people = Stored("Customers", "rules fan")

    async def main():
        stage.palette.look_into(people, stage.pages)
        stage.palette.open("rules")
        await until(lambda: people.asked == ["rules"])
        assert stage.titles() == ["rules"]
        stage.key(qtbot, Qt.Key.Key_Down)
        people.gate.set()
        await until(lambda: stage.titles() == ["rules fan", "rules"])
        stage.key(qtbot, Qt.Key.Key_Return)
        assert stage.pages.opened == ["rules"]

    qt_run(main())


def test_what_comes_first_is_chosen_until_one_moves(qt_run, qtbot):
    stage = Stage(qtbot)
    people = Stored("Customers", "rules fan")

    async def main():
        stage.palette.look_into(people, stage.pages)
        stage.palette.open("rules")
        people.gate.set()
        await until(lambda: stage.titles() == ["rules fan", "rules"])
        stage.key(qtbot, Qt.Key.Key_Return)
        assert people.opened == ["rules fan"]

    qt_run(main())


def test_an_answer_to_an_older_question_is_dropped(qt_run, qtbot):
    stage = Stage(qtbot)
    people = Stored("Customers", "sophie", "soraya")

    async def main():
        stage.palette.look_into(people)
        stage.palette.open("so")
        await until(lambda: people.asked == ["so"])
        stage.palette.open("sophie")
        await until(lambda: people.asked == ["so", "sophie"])
        people.gate.set()
        await until(lambda: stage.titles() == ["sophie"])

    qt_run(main())


def test_rows_are_read_aloud_and_painted(stage):
    stage.palette.open()
    model = stage.palette._list.model()
    assert model.index(0, 0).data() == "Pages"
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "rules, somewhere, Ctrl+K"
    assert not stage.palette.grab().isNull()
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
