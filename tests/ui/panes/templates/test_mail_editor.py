# SPDX-License-Identifier: LicenseRef-Desk
"""The editor of an e-mail."""

import pytest

from desk.services.templates import Block, BlockKind, Text
from desk.ui.panes.templates.mail_editor import MailEditor
from tests.ui.frame import spoken
from tests.ui.panes.templates.stage import type_at_end


def text(said):
    return Block(kind=BlockKind.TEXT, text=said)


@pytest.fixture
def editor(vocabulary, shown):
    made = shown(MailEditor(vocabulary), 560, 600)
    made.told = []

    def keep(said, what, key):
        made.told.append((said, what, key))
        made.show_text(said)

    made.edited.connect(keep)
    made.show_text(Text(subject="Commande {{ order.number }}", blocks=(text("a"), text("b"))))
    return made


def test_subject_and_preview_line_are_measured_as_they_will_be_read(editor):
    assert editor._meters[0].text() == "13 / 60"
    type_at_end(editor.subject, " " + "x" * 50)
    said, what, key = editor.told[-1]
    assert said.subject.endswith("x" * 50)
    assert (what, key) == ("Change the subject", "subject")
    assert editor._meters[0].text() == "64 / 60"
    assert editor._meters[0].property("role") == "warning"
    type_at_end(editor.preheader, "vite")
    assert editor.told[-1][0].preheader == "vite"
    assert editor._meters[1].text() == "4 / 90"


def test_blocks_are_part_of_the_text(editor):
    type_at_end(list(editor.blocks.fields())[1], "!")
    said, _what, key = editor.told[-1]
    assert [block.text for block in said.blocks] == ["a", "b!"]
    assert said.subject.startswith("Commande")
    assert key == "blocks.1.text"


def test_a_block_goes_where_the_keyboard_is_inside_a_conditional_too(editor):
    inner = Block(kind=BlockKind.CONDITIONAL, condition="order.item is filled", blocks=(text("in"),))
    editor.show_text(Text(subject="s", blocks=(text("a"), inner, text("z"))))
    editor.focus((1, "blocks", 0), "text")
    editor.insert_kind(BlockKind.BUTTON)
    said = editor.told[-1][0]
    assert [block.kind for block in said.blocks[1].blocks] == [BlockKind.TEXT, BlockKind.BUTTON]
    editor.insert_kind(BlockKind.CONDITIONAL)
    assert [block.kind for block in editor.told[-1][0].blocks][2] is BlockKind.CONDITIONAL


def test_places_are_reached(editor):
    editor.focus((), "preheader")
    assert editor.preheader.hasFocus()
    editor.focus((1,), "text")
    assert list(editor.blocks.fields())[1].hasFocus()
    editor.focus((), "body")
    assert next(iter(editor.blocks.fields())).hasFocus()


def test_undo_is_asked_for_from_every_field(editor):
    asked = []
    editor.undo_wanted.connect(lambda: asked.append(1))
    for field in (editor.subject, editor.preheader, *editor.blocks.fields()):
        field.undo()
    assert len(asked) == 4


def test_the_footer_is_locked_and_it_speaks_french(editor):
    assert editor._lock.text() == "mandatory"
    with spoken("fr"):
        assert editor._labels[0].text() == "Objet"
