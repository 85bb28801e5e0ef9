# SPDX-License-Identifier: LicenseRef-Desk
"""What is still open is what its kind calls open."""

from desk.services.events import open_records


def test_open_records_are_of_every_kind_and_the_newest_come_first(any_shop, now):
    first = any_shop.order().record_id
    done = any_shop.order().record_id
    any_shop.book(lambda book: book.change_status(done, "collected", at=now))
    lead = any_shop.order(kind="lead").record_id
    last = any_shop.order().record_id

    def found(most):
        rows = any_shop.db.read_now(lambda session: open_records(session, any_shop.sophie, most))
        return [row.id for row in rows]

    assert found(10) == [last, lead, first]
    assert found(2) == [last, lead]
