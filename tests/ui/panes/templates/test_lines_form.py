# SPDX-License-Identifier: LicenseRef-Desk
"""The form of a table of lines."""

import pytest

from desk.services.templates import Block, BlockKind, Column
from desk.ui.panes.templates.lines_form import LinesForm, usual_columns
from desk.ui.panes.templates.variables import lists
from tests.ui.panes.templates.stage import type_at_end


@pytest.fixture
def form(vocabulary, shown):
    block = Block(
        kind=BlockKind.LINES, source="order.parts", columns=(Column(title="T", cell="{{ line.name }}"),)
    )
    made = shown(LinesForm(block, vocabulary))
    made.told = []
    made.edited.connect(lambda block, part: made.told.append((block, part)))
    return made


def test_columns_are_typed(form):
    title, cell = form.fields()
    type_at_end(title, "itre")
    type_at_end(cell, "!")
    assert form.block.columns == (Column(title="Titre", cell="{{ line.name }}!"),)
    assert [part for _block, part in form.told][-1] == "columns.cell"


def test_columns_are_added_aligned_and_taken_away(form):
    form._add.click()
    assert len(form.fields()) == 4
    form._rows[1]._align.chosen.emit("right")
    assert form.block.columns[1].align == "right"
    form._rows[0]._remove.click()
    assert form.block.columns == (Column(cell="", align="right"),)
    assert len(form.fields()) == 2


def test_another_list_brings_its_columns_only_to_an_empty_table(form, vocabulary):
    form._source.chosen.emit("order.services")
    assert form.block.source == "order.services"
    assert form.block.columns[0].title == "T"
    form.show_block(Block(kind=BlockKind.LINES, columns=(Column(cell=""),)))
    form._source.chosen.emit("order.parts")
    assert [column.cell for column in form.block.columns] == [
        "{{ line.name }}",
        "{{ line.qty }}",
        "{{ line.price|money }}",
        "{{ line.eta|date }}",
    ]


def test_amounts_stand_at_the_right():
    parts = next(one for one in lists("order.ready") if one.path == "order.parts")
    assert [column.align for column in usual_columns(parts)] == ["left", "right", "right", "left"]


def test_a_list_that_is_no_field_is_still_shown(form):
    form.show_block(Block(kind=BlockKind.LINES, source="gone.list", columns=(Column(cell="x"),)))
    assert form._source.text() == "gone.list"
