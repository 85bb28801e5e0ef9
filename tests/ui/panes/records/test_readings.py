# SPDX-License-Identifier: LicenseRef-Desk
"""What the page reads at once."""

from datetime import timedelta

from desk import clock
from desk.services.events import KINDS, RecordBook
from desk.services.shop import RecordFilter
from desk.ui.panes.records import readings
from tests.ui.panes.records.stage import NOW


def read(atelier, work, at=NOW):
    with clock.fixed(at):
        return atelier.db.read_now(work)


def test_the_shop_knows_names_and_its_default_site(atelier):
    shop = read(atelier, readings.read_shop)
    assert shop.place_name(atelier.villeurbanne) == "Villeurbanne"
    assert shop.operator_name(atelier.julien) == "Julien"
    assert (shop.place_name(None), shop.operator_name("nobody")) == ("", "")
    assert shop.place(None).id == atelier.lyon
    assert shop.place("gone") is None
    assert readings.Shop().place(None) is None


def test_figures_count_the_list_and_what_is_late(atelier):
    atelier.order(due_at=NOW - timedelta(hours=1))
    atelier.order(due_at=NOW - timedelta(hours=1), status="collected", closed_at=NOW)
    atelier.order(kind="lead", status="new", due_at=NOW - timedelta(days=1))
    asked = RecordFilter(kind="order", statuses=("collected",))
    figures = read(atelier, lambda session: readings.read_figures(session, asked, NOW))
    assert (figures.shown, figures.overdue, figures.overdue_everywhere) == (1, 1, 2)
    assert {kind.name for kind in KINDS} >= {"order", "lead"}


def test_a_record_that_is_gone_has_no_feed(atelier):
    assert read(atelier, lambda session: readings.read_feed(session, "0" * 32, 5)) is None


def test_what_was_decided_names_the_first_message(atelier):
    order = atelier.order()
    with clock.fixed(NOW):
        change = atelier.db.write_now(lambda session: RecordBook(session).change_status(order, "ready"))

    def decided(session):
        return readings.read_decided(session, change.event_ids, [order])

    waiting = read(atelier, decided)
    assert (waiting.is_planned, waiting.is_service_up, waiting.sends) == (False, False, ())
    atelier.start_service()
    with clock.fixed(NOW):
        atelier.plan()
    known = read(atelier, decided)
    assert (known.is_planned, known.is_service_up) == (True, True)
    [(meant, send)] = known.sends
    assert (meant.customer_name, send.address) == ("Sophie Bernard", "sophie.bernard@example.org")
