# SPDX-License-Identifier: LicenseRef-Desk
"""What the event feed says, from what is kept."""

from datetime import timedelta

from desk import clock
from desk.services.events import RecordBook
from desk.services.reminders import Agenda
from desk.services.reminders.agenda import TimerDraft
from desk.ui.panes.records.readings import read_feed, read_shop
from desk.ui.panes.records.timeline import lines
from tests.ui.panes.records.stage import NOW


def feed_lines(atelier, record_id, limit=20):
    def work(session):
        return lines(read_feed(session, record_id, limit), read_shop(session), NOW)

    with clock.fixed(NOW):
        return atelier.db.read_now(work)


def titles(found):
    return [line.title for line in found]


def act(atelier, at, deed):
    with clock.fixed(at):
        return atelier.db.write_now(lambda session: deed(RecordBook(session)))


def test_a_record_to_which_nothing_happened_says_so(atelier):
    assert titles(feed_lines(atelier, atelier.order())) == ["Nothing has happened to this record yet."]


def test_one_change_is_one_line_newest_first_under_its_day(atelier):
    order = atelier.order()
    yesterday = NOW - timedelta(days=1)
    act(atelier, yesterday, lambda book: book.change_status(order, "waiting_parts", operator=atelier.camille))
    act(atelier, NOW, lambda book: book.move_due(order, NOW + timedelta(days=2)))
    act(atelier, NOW, lambda book: book.assign(order, atelier.julien))
    found = feed_lines(atelier, order)
    assert titles(found) == [
        "Today",
        "Assigned to Julien",
        "Due date: 26 Nov 09:30",
        "Yesterday",
        "In progress → Waiting for parts",
    ]
    assert found[-1].detail == "Camille\nWill be decided when the service runs."
    assert found[0].is_head
    assert not found[1].is_head


def test_decisions_and_messages_show_where_they_stand(atelier):
    order = atelier.order()
    atelier.start_service()
    act(atelier, NOW, lambda book: book.change_status(order, "ready"))
    assert feed_lines(atelier, order)[-1].detail == "Being decided…"
    with clock.fixed(NOW):
        atelier.plan()
    found = feed_lines(atelier, order)
    assert titles(found) == ["To come", "Email to Sophie Bernard", "Today", "In progress → Ready"]
    assert (found[1].detail, found[1].time) == ("Ready\nQueued", "09:35")
    assert found[1].link == atelier.sends(order)[0].id
    act(atelier, NOW, lambda book: book.change_status(order, "collected"))
    with clock.fixed(NOW + timedelta(minutes=1)):
        atelier.plan()
    found = feed_lines(atelier, order)
    assert titles(found)[:3] == ["Today", "Email to Sophie Bernard", "Ready → Collected"]
    assert "no longer true" in found[1].detail.lower()


def test_who_is_not_told_is_said_with_the_reason(atelier):
    order = atelier.order(atelier.nadia)
    atelier.start_service()
    act(atelier, NOW, lambda book: book.change_status(order, "ready"))
    with clock.fixed(NOW):
        atelier.plan()
    [_day, send, change] = feed_lines(atelier, order)
    assert send.title == "Email to Nadia Ferrand"
    assert "Not subscribed" in send.detail
    assert change.detail == "“Ready” sends nothing: not subscribed"


def test_what_was_taken_back_is_struck_out(atelier):
    order = atelier.order()
    change = act(atelier, NOW, lambda book: book.change_status(order, "ready"))
    act(atelier, NOW, lambda book: book.undo(change, NOW))
    [_day, line] = feed_lines(atelier, order)
    assert line.is_struck
    assert line.detail == "Taken back: nobody is told."
    assert "taken back" in line.sentence()


def test_reminders_wait_on_top(atelier):
    order = atelier.order()
    draft = TimerDraft(
        key="k",
        due_at=NOW + timedelta(days=1),
        event_kind="order.due_reminder",
        rule_id=atelier.rule,
        record_id=order,
    )
    atelier.db.write_now(lambda session: Agenda(session).put([draft]))
    found = feed_lines(atelier, order)
    assert found[0].title == "To come"
    assert (found[1].icon, found[1].time) == ("clock", "tomorrow 09:30")
