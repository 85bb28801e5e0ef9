# SPDX-License-Identifier: LicenseRef-Desk
"""A new customer is welcomed once."""

import pytest

from desk.errors import Refused
from desk.models.vocabulary import PointKind
from desk.services.events import CustomerBook
from desk.services.shop import CustomerDraft, PointDraft


def test_a_new_customer_raises_its_creation(any_shop, now):
    draft = CustomerDraft(first_name="Zoé", location_id=any_shop.place)
    made = any_shop.db.write_now(
        lambda s: CustomerBook(s, source="import").create(draft, operator=any_shop.karim, at=now)
    )
    (event_id,) = made.event_ids
    event = any_shop.journal(lambda journal: journal.get(event_id))
    assert (event.kind, event.occurred_at, event.subject.source) == ("customer.created", now, "import")
    assert (event.subject.customer_id, event.subject.operator_id) == (made.customer_id, any_shop.karim)
    assert event.snapshot["customer.first_name"] == "Zoé"
    assert event.snapshot["location.name"] == "Atelier Lyon 2"
    assert event.snapshot["user.name"] == "Karim Haddad"


def test_a_refused_customer_raises_nothing(shop):
    draft = CustomerDraft(points=(PointDraft(kind=PointKind.EMAIL, address="no address"),))
    with pytest.raises(Refused):
        shop.db.write_now(lambda s: CustomerBook(s).create(draft))
    assert shop.journal(lambda journal: journal.unplanned()) == ()
