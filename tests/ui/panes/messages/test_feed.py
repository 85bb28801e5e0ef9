# SPDX-License-Identifier: LicenseRef-Desk
"""Rows that move, come and go, however far one has scrolled."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.ui.panes.messages.card_look import Looks
from desk.ui.panes.messages.feed import STEP, ConversationFeed, look_again
from desk.ui.panes.messages.rows import ConversationRows
from tests.ui.panes.messages.rows import NOW, conversation


def row(number):
    return conversation(f"c{number}")


def pager(rows):
    def page(_session, after, limit):
        start = 0 if after is None else [one.id for one in rows].index(after.id) + 1
        return rows[start : start + limit]

    return page


def model_of(numbers):
    model = ConversationRows(Looks(now=NOW))
    model.set_rows([row(number) for number in numbers], is_complete=False)
    return model


def shown(model):
    return [int(one.id[1:]) for one in model.rows]


def test_one_from_far_below_goes_to_the_top():
    model = model_of(range(300))
    now = [250, *(n for n in range(300) if n != 250)]
    look = look_again(None, pager([row(n) for n in now]), STEP, None, 0)
    feed = _feed(model)
    feed._show(look, STEP, ())
    assert shown(model)[:STEP] == now[:STEP]
    assert sorted(shown(model)) == list(range(300))


def test_what_left_the_list_leaves_the_screen():
    model = model_of(range(300))
    now = [n for n in range(300) if n != 205]
    rows = [row(n) for n in now]
    look = look_again(None, pager(rows), STEP, rows[199], 10)
    feed = _feed(model)
    feed._show(look, STEP, [f"c{n}" for n in range(200, 210)])
    assert 205 not in shown(model)
    assert 204 in shown(model)


@settings(max_examples=60)
@given(st.permutations(range(90)), st.integers(0, 60))
def test_the_head_is_always_as_it_was_read(order, gone):
    model = model_of(range(90))
    now = [n for n in order if n != gone]
    look = look_again(None, pager([row(n) for n in now]), STEP, None, 0)
    _feed(model)._show(look, STEP, ())
    found = shown(model)
    assert found[:STEP] == now[:STEP]
    assert len(found) == len(set(found))


def _feed(model):
    feed = ConversationFeed.__new__(ConversationFeed)
    feed._model = model
    return feed
