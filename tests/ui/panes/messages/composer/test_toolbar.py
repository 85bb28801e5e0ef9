# SPDX-License-Identifier: LicenseRef-Desk
"""The foot of the composer."""

from dataclasses import replace

import pytest

from desk import clock
from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import DraftContent, FileRef
from desk.ui.panes.messages.composer.state import Kept, Letter, State
from desk.ui.panes.messages.composer.toolbar import Toolbar
from tests.ui.panes.messages import rows


@pytest.fixture
def bar(qtbot):
    made = Toolbar()
    qtbot.addWidget(made)
    made.show()
    return made


def state(kind=DraftKind.REPLY, *, is_kept=True, kept=None, **content):
    letter = Letter(kind=kind, content=DraftContent(**content), kept=kept)
    return State(card=rows.card(), letter=letter, is_kept=is_kept)


def shown(bar):
    return {name for name, button in bar.buttons.items() if not button.isHidden()}


def test_each_channel_has_its_tools(bar):
    bar.show_state(state())
    assert shown(bar) == {"bold", "italic", "list", "link", "emoji", "file", "snippet", "placeholder"}
    bar.show_state(state(channel=Channel.SMS))
    assert shown(bar) == {"emoji", "snippet", "placeholder"}
    bar.show_state(state(DraftKind.NOTE))
    assert shown(bar) == {"emoji", "snippet", "mention"}


def test_the_draft_says_since_when_it_is_kept(bar):
    kept = Kept(id="d", version=1, at=rows.NOW)
    with clock.fixed(rows.NOW):
        bar.show_state(state(text="a", kept=kept))
        assert bar.draft.text() == "Draft 14:33"
        bar.show_state(state(text="a", kept=kept, is_kept=False))
        assert bar.draft.text() == "Draft…"
        bar.show_state(state())
        assert bar.draft.text() == ""


def test_the_button_says_what_it_does(bar):
    bar.show_state(state())
    assert bar.send.accessibleName() == "Send"
    bar.show_state(state(), is_warned=True)
    assert bar.send.accessibleName() == "Send anyway"
    bar.show_state(state(DraftKind.NOTE))
    assert bar.send.accessibleName() == "Add the note"
    assert bar.clock.isHidden()


def test_files_are_counted(bar):
    one = FileRef(name="a", media_type="b", size=1, sha256="c")
    bar.show_state(state(files=(one, replace(one, sha256="d"))))
    assert bar.buttons["file"].accessibleName() == "Attach a file (2/3)"


def test_presses_are_told(bar, qtbot):
    with qtbot.waitSignal(bar.mark_toggled) as mark:
        bar.buttons["bold"].click()
    with qtbot.waitSignal(bar.insert_wanted) as insert:
        bar.buttons["emoji"].click()
    with qtbot.waitSignal(bar.send_wanted):
        bar.send.click()
    assert (mark.args, insert.args) == (["bold"], ["emoji"])


def test_marks_that_hold_are_pressed(bar):
    bar.show_marks(frozenset({"bold"}))
    assert [name for name in ("bold", "italic", "list") if bar.buttons[name].isChecked()] == ["bold"]
    bar.show_marks(frozenset())
    assert not bar.buttons["bold"].isChecked()
