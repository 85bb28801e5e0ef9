# SPDX-License-Identifier: LicenseRef-Desk
"""A block that is said only if, and what is said otherwise."""

import pytest

from desk.services.templates import Block, BlockKind
from desk.ui.panes.templates.block_forms import DividerForm, PartsForm, WordsForm
from desk.ui.panes.templates.conditional_form import ConditionalForm, Forms
from desk.ui.panes.templates.lines_form import LinesForm
from tests.ui.panes.templates.stage import type_at_end

BLOCK = Block(
    kind=BlockKind.CONDITIONAL,
    condition="order.balance_due > 0",
    blocks=(Block(kind=BlockKind.TEXT, text="a"),),
)


@pytest.fixture
def form(vocabulary, shown):
    made = shown(Forms(vocabulary).form(BLOCK))
    made.told = []
    made.edited.connect(lambda block, part: made.told.append((block, part)))
    return made


def test_what_is_typed_inside_is_part_of_the_block(form):
    type_at_end(form.fields()[0], "b")
    assert form.told == [(form.block, "blocks.0.text")]
    assert form.block.blocks[0].text == "ab"


def test_more_blocks_inside(form):
    form.inside.insert_kind(BlockKind.DIVIDER)
    assert [block.kind for block in form.block.blocks] == [BlockKind.TEXT, BlockKind.DIVIDER]
    assert len(form.inside.cards()) == 2


def test_otherwise(form):
    assert not form.otherwise.isVisible()
    form._add_else.click()
    assert form.otherwise.isVisible()
    type_at_end(form.fields()[1], "sinon")
    assert form.block.otherwise[0].text == "sinon"
    assert form.told[-1][1] == "otherwise.blocks.0.text"


def test_the_condition(form):
    form.condition.field.chosen.emit("order.item")
    assert form.block.condition == "order.item > 0"
    assert form.field_for("condition") is form.condition.field


@pytest.mark.parametrize(
    ("kind", "form_class"),
    [
        (BlockKind.HEADING, WordsForm),
        (BlockKind.TEXT, WordsForm),
        (BlockKind.BUTTON, PartsForm),
        (BlockKind.IMAGE, PartsForm),
        (BlockKind.DIVIDER, DividerForm),
        (BlockKind.LINES, LinesForm),
        (BlockKind.CONDITIONAL, ConditionalForm),
    ],
)
def test_every_kind_has_a_form(vocabulary, kind, form_class):
    assert isinstance(Forms(vocabulary).form(Block(kind=kind)), form_class)
