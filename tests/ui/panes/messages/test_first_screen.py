# SPDX-License-Identifier: LicenseRef-Desk
"""What of a thread is on screen first."""

from desk.ui.panes.messages.first_screen import SCREEN, by_sight, height_of
from tests.ui.panes.messages.rows import message


def ids(messages, place=""):
    return [one.id for one in by_sight(messages, place)]


def test_one_begins_at_what_is_new():
    messages = [message(f"m{n}", is_read=n not in {3, 4}) for n in range(6)]
    assert ids(messages) == ["m3", "m4", "m5", "m2", "m1", "m0"]


def test_or_where_one_wants_to_go():
    messages = [message(f"m{n}", is_read=n != 4) for n in range(6)]
    assert ids(messages, "m2") == ["m2", "m1", "m0", "m3", "m4", "m5"]
    assert ids(messages, "elsewhere") == ids(messages)


def test_else_at_the_end():
    assert ids([message(f"m{n}", is_read=True) for n in range(3)]) == ["m2", "m1", "m0"]
    assert ids([]) == []


def test_a_page_takes_more_than_a_word_and_never_a_whole_screen():
    word, page = height_of("<p>oui</p>"), height_of("<table>" + "<tr><td>x</td></tr>" * 20 + "</table>")
    assert 0 < word < page
    assert height_of("<p>x</p>" * 5_000) * 2 < SCREEN


def test_a_folded_quote_takes_no_room():
    quote = '<details class="desk-quote"><summary></summary>' + "<p>x</p>" * 30 + "</details>"
    assert height_of("<p>oui</p>" + quote) == height_of("<p>oui</p>")


def test_a_long_text_without_marks_takes_room():
    assert height_of("x" * 5_000) > height_of("x")
