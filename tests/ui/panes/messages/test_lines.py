# SPDX-License-Identifier: LicenseRef-Desk
"""Days, what is new, system lines folded together."""

from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import MessageKind
from desk.ui.panes.messages.lines import (
    Bubble,
    DayLine,
    NewLine,
    SystemLines,
    first_unread,
    is_system,
    lines_of,
)
from tests.ui.panes.messages.rows import at, event, message, note, reply


def kinds(*messages, new_from=""):
    return [type(line) for line in lines_of(messages, new_from)]


def test_each_day_has_a_head():
    made = kinds(message("a", at=at("09:00", 1)), reply("b", at=at("09:00")), note("c", at=at("10:00")))
    assert made == [DayLine, Bubble, DayLine, Bubble, Bubble]


def test_new_stands_before_the_first_unread():
    read, unread = message("a"), message("b", is_read=False)
    assert first_unread((read, unread)) == "b"
    assert kinds(read, unread, new_from="b") == [DayLine, Bubble, NewLine, Bubble]


def test_a_bounce_is_small_print_and_never_new():
    bounce = message("a", kind=MessageKind.BOUNCE, is_read=False)
    assert is_system(bounce)
    assert first_unread((bounce,)) == ""


def test_many_events_in_a_row_are_folded_but_for_the_last():
    events = [event(f"s{n}") for n in range(5)]
    [_day, folded] = lines_of(events)
    assert isinstance(folded, SystemLines)
    assert ([one.id for one in folded.shown], len(folded.folded)) == (["s4"], 4)
    [_day, few] = lines_of(events[:3])
    assert (len(few.shown), few.folded) == (3, ())


@given(st.lists(st.sampled_from("mens"), max_size=30), st.integers(0, 29))
def test_nothing_is_lost_and_nothing_told_twice(what, new):
    make = {"m": message, "e": event, "n": note, "s": reply}
    messages = [make[kind](f"i{place}", at=at("09:00", place // 7)) for place, kind in enumerate(what)]
    messages.reverse()
    seen = []
    for line in lines_of(messages, f"i{new}"):
        if isinstance(line, Bubble):
            seen.append(line.message.id)
        elif isinstance(line, SystemLines):
            seen += [one.id for one in (*line.folded, *line.shown)]
    assert seen == [one.id for one in messages]
