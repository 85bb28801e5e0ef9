# SPDX-License-Identifier: LicenseRef-Desk
"""Commands: one list for menus, keys and palette."""

import pytest
from PySide6.QtWidgets import QMainWindow

from desk.ui.commands import Command, Commands
from tests.ui.frame import spoken


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


def command(name, **more):
    return Command(name=name, label=more.pop("label", "Do it"), run=more.pop("run", lambda: None), **more)


def test_a_command_does_its_deed(window):
    done = []
    commands = Commands(window)
    commands.add(command("sends.resend", run=lambda: done.append(1)))
    commands.action("sends.resend").trigger()
    commands.trigger("sends.resend")
    commands.trigger("unknown")
    assert done == [1, 1]


def test_a_page_s_commands_are_there_while_it_is_shown(window):
    commands = Commands(window)
    commands.add(command("file.quit"), command("rules.save", page="rules", shortcut="Ctrl+S"))
    assert [one.name for one in commands.usable()] == ["file.quit"]
    commands.enter("rules")
    assert [one.name for one in commands.usable()] == ["file.quit", "rules.save"]
    commands.enter("sends")
    assert not commands.action("rules.save").isEnabled()


def test_a_disabled_command_is_not_usable(window):
    commands = Commands(window)
    commands.add(command("rules.save"))
    commands.action("rules.save").setEnabled(False)
    assert commands.usable() == ()
    commands.trigger("rules.save")


def test_the_person_s_keys_win(window):
    commands = Commands(window, {"edit.find": "Ctrl+G"})
    commands.add(command("edit.find", shortcut="Ctrl+F"))
    assert commands.shortcut("edit.find") == "Ctrl+G"
    commands.choose("edit.find", "")
    assert commands.shortcut("edit.find") == ""
    assert commands.shortcut("unknown") == ""


def test_names_are_replaced_and_taken_away(window):
    heard = []
    commands = Commands(window)
    commands.changed.connect(lambda: heard.append(1))
    commands.add(command("a"), command("a", label="Again"))
    assert [one.label for one in commands.all()] == ["Again"]
    commands.remove("a")
    commands.remove("a")
    assert commands.all() == ()
    assert window.actions() == []
    assert heard


def test_labels_follow_the_language(window):
    commands = Commands(window)
    commands.add(command("file.quit", label="&Quit", shortcut="Ctrl+Q"))
    with spoken("fr"):
        commands.retranslate()
        assert commands.action("file.quit").text() == "&Quitter"
    commands.retranslate()
    assert commands.action("file.quit").text() == "&Quit"
    assert commands.action("file.quit").toolTip() == "Quit (Ctrl+Q)"
