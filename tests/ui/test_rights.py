# SPDX-License-Identifier: LicenseRef-Desk
"""What may not be done is held back, with the reason, and let go when it may be done."""

import pytest
from PySide6.QtWidgets import QLabel, QListWidget, QMainWindow, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desk.services.shop import Deed
from desk.ui.commands import Command, Commands
from desk.ui.rights import COMMANDS, hold
from tests.ui.frame import spoken


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_command_of_the_table_names_a_deed():
    assert set(COMMANDS.values()) <= set(map(str, Deed))


def test_a_command_that_may_not_be_given_says_why(window):
    done = []
    commands = Commands(window)
    commands.add(
        Command(name="rules.save", label="Save", page="rules", run=lambda: done.append(1)),
        Command(name="rules.look", label="Look", page="rules", run=lambda: done.append(2)),
    )
    commands.enter("rules")
    commands.rights.take(frozenset({"edit_rules"}))
    action = commands.action("rules.save")
    assert not action.isEnabled()
    assert action.toolTip() == "Only a manager or the owner may change rules."
    for name in ("rules.save", "rules.look"):
        commands.trigger(name)
    assert done == [2]
    action.setEnabled(True)
    commands.enter("sends")
    commands.enter("rules")
    assert [one.name for one in commands.usable()] == ["rules.look"]
    with spoken("fr"):
        commands.retranslate()
        assert action.toolTip() == "Seul un responsable ou le propriétaire peut modifier des règles."
    commands.retranslate()
    commands.rights.take(frozenset())
    commands.trigger("rules.save")
    assert done == [2, 1]


def test_a_command_added_later_is_held_back_as_well(window):
    commands = Commands(window)
    commands.rights.take(frozenset({"export"}))
    commands.add(Command(name="sends.export", label="Export", run=lambda: None))
    assert not commands.action("sends.export").isEnabled()


def test_a_button_stays_held_back_whoever_enables_it(window):
    commands = Commands(window)
    button = QPushButton("Approve")
    button.setToolTip("Let it go")
    window.setCentralWidget(button)
    commands.rights.guard("approve", button)
    assert button.isEnabled()
    commands.rights.take(frozenset({"approve"}))
    button.setEnabled(True)
    assert not button.isEnabled()
    assert button.toolTip() == "Only a manager or the owner may approve messages."
    with spoken("fr"):
        assert button.toolTip() == "Seul un responsable ou le propriétaire peut approuver des messages."
    commands.rights.take(frozenset())
    assert (button.isEnabled(), button.toolTip()) == (True, "Let it go")


def test_rights_say_what_may_be_done(window):
    rights = Commands(window).rights
    told = []
    rights.changed.connect(lambda: told.append(1))
    rights.take(frozenset({"reply"}))
    rights.take(frozenset({"reply"}))
    assert told == [1]
    assert (rights.may("reply"), rights.may("note"), rights.may("")) == (False, True, True)
    assert rights.reason("note") == ""
    assert rights.reason("reply").startswith("You may read messages")


def test_a_part_that_is_held_can_still_be_looked_at(window):
    part, inner, inside = QWidget(), QWidget(), QPushButton("Change")
    button, listed, area = QPushButton("New"), QListWidget(), QScrollArea()
    area.setWidget(inside)
    QVBoxLayout(inner).addWidget(area)
    column = QVBoxLayout(part)
    for one in (button, listed, inner, QLabel("x")):
        column.addWidget(one)
    window.setCentralWidget(part)
    hold(part)
    assert (button.isEnabled(), inside.isEnabled()) == (False, False)
    assert (listed.isEnabled(), area.isEnabled(), inner.isEnabled()) == (True, True, True)


def test_what_it_says_of_itself_meanwhile_counts_later(window):
    commands, button = Commands(window), QPushButton("Assign", window)
    commands.rights.guard("assign", button)
    commands.rights.take(frozenset({"assign"}))
    button.setToolTip("Assigned to Camille")
    assert button.toolTip().startswith("Only an agent")
    commands.rights.take(frozenset())
    assert button.toolTip() == "Assigned to Camille"
