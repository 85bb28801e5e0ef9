# SPDX-License-Identifier: LicenseRef-Desk
"""What was offered is noted once and for all."""

from desk.services.shop import Offered


def test_what_was_offered_is_known(any_db):
    assert any_db.read_now(lambda s: Offered(s).kinds()) == frozenset()
    any_db.write_now(lambda s: Offered(s).keep({"order.ready", "order.created"}))
    any_db.write_now(lambda s: Offered(s).keep({"order.ready", "message.assigned"}))
    assert any_db.read_now(lambda s: Offered(s).kinds()) == {"order.ready", "message.assigned"}
