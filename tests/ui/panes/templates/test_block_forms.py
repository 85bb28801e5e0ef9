# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms in the cards of blocks."""

import pytest

from desk.services.templates import Block, BlockKind
from desk.ui.panes.templates.block_forms import DividerForm, PartsForm, WordsForm
from tests.ui.panes.templates.stage import type_at_end


@pytest.fixture
def listened():
    def listen(form):
        form.told = []
        form.edited.connect(lambda block, part: form.told.append((block, part)))
        return form

    return listen


def test_a_text_is_one_field(vocabulary, shown, listened):
    form = listened(shown(WordsForm(Block(kind=BlockKind.TEXT, text="a"), vocabulary)))
    type_at_end(form.fields()[0], "b")
    assert form.told == [(Block(kind=BlockKind.TEXT, text="ab"), "text")]


def test_a_heading_has_a_size(vocabulary, shown, listened):
    form = listened(shown(WordsForm(Block(kind=BlockKind.HEADING, text="a"), vocabulary)))
    assert form._size.text() == "Medium"
    form._size.chosen.emit("1")
    assert form.told == [(Block(kind=BlockKind.HEADING, text="a", level=1), "")]
    assert form._size.text() == "Large"


def test_a_button_has_a_label_and_a_link(vocabulary, shown, listened):
    form = listened(shown(PartsForm(Block(kind=BlockKind.BUTTON, text="Voir", url="https://"), vocabulary)))
    type_at_end(form.field_for("url"), "x.fr")
    assert form.block.url == "https://x.fr"
    assert {part for _block, part in form.told} == {"url"}
    assert form.field_for("text") is form.fields()[0]


def test_a_picture_is_described(vocabulary, shown, listened):
    form = listened(shown(PartsForm(Block(kind=BlockKind.IMAGE, url="https://x/a.png"), vocabulary)))
    type_at_end(form.field_for("alt"), "Un velo")
    assert form.block.alt == "Un velo"
    assert len(form.fields()) == 3


def test_a_line_has_nothing_to_say():
    assert DividerForm(Block(kind=BlockKind.DIVIDER)).fields() == ()


def test_undo_is_passed_on(vocabulary, shown):
    form = shown(WordsForm(Block(kind=BlockKind.TEXT), vocabulary))
    asked = []
    form.undo_wanted.connect(lambda: asked.append(1))
    form.fields()[0].undo()
    assert asked == [1]
