# SPDX-License-Identifier: LicenseRef-Desk
"""A small shop whose records raise events."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.models.vocabulary import PointKind
from desk.services.events import Journal, RecordBook, Subject
from desk.services.shop import (
    Brand,
    CustomerDraft,
    Customers,
    LocationDraft,
    Locations,
    OperatorDraft,
    Operators,
    PointDraft,
    RecordDraft,
    Settings,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class Shop:
    """`book(work)` runs `work(RecordBook)` in one block, `journal(work)` the same with a Journal."""

    def __init__(self, db):
        self.db = db
        db.write_now(lambda s: Settings(s).change(shop_name="Atelier Lyon"))
        self.place = db.write_now(
            lambda s: Locations(s).create(
                LocationDraft(
                    name="Atelier Lyon 2",
                    timezone="Europe/Paris",
                    brand=Brand(review_url="https://atelier.example/avis"),
                )
            )
        )
        self.karim = db.write_now(lambda s: Operators(s).create(OperatorDraft(name="Karim Haddad")))
        self.claire = db.write_now(lambda s: Operators(s).create(OperatorDraft(name="Claire Moreau")))
        points = (
            PointDraft(kind=PointKind.EMAIL, address="sophie@example.fr"),
            PointDraft(kind=PointKind.PHONE, address="06 12 34 56 78"),
            PointDraft(kind=PointKind.POSTAL, address="12 rue des Lilas\n69003 Lyon"),
        )
        sophie = CustomerDraft(first_name="Sophie", last_name="Bernard", language="fr", points=points)
        self.sophie = db.write_now(lambda s: Customers(s).create(sophie))

    def draft(self, **more):
        plain = {"kind": "order", "status": "", "customer_id": self.sophie, "title": "vélo électrique"}
        return RecordDraft(**plain | more)

    def book(self, work, source="window"):
        return self.db.write_now(lambda s: work(RecordBook(s, source=source)))

    def journal(self, work):
        return self.db.write_now(lambda s: work(Journal(s)))

    def order(self, **more):
        return self.book(lambda book: book.create(self.draft(**more), at=NOW))

    def feed(self, record_id):
        """Return the events of a record, oldest first."""
        return self.journal(lambda journal: journal.feed(record_id=record_id))[::-1]

    def kinds(self, record_id):
        return [event.kind for event in self.feed(record_id)]

    def subject(self, **more):
        return Subject(**{"customer_id": self.sophie} | more)


@pytest.fixture
def shop(db):
    """A shop on SQLite."""
    return Shop(db)


@pytest.fixture
def any_shop(any_db):
    """A shop on each database in turn."""
    return Shop(any_db)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def later():
    return NOW + timedelta(days=2)
