# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest

from desk.models.vocabulary import Channel, PointKind, PointState, Reason
from desk.services.delivery.answerable import Answerable
from desk.services.preferences import SuppressionDraft, Suppressions
from desk.services.shop import CustomerDraft, Customers, PointDraft
from tests.services.delivery.letters import NOW, ZOE, Desk, suppress


@pytest.fixture
def desk(any_db):
    return Desk(any_db)


def refusals(desk, *addresses, at=NOW):
    places = [(Channel.EMAIL, address) for address in addresses or (ZOE,)]
    found = desk.db.read_now(lambda s: Answerable(s).refusals(places, at))
    return {address: why for (_, address), why in found.items()}


def test_nobody_is_refused_without_a_reason(desk):
    assert refusals(desk) == {}
    assert desk.db.read_now(lambda s: Answerable(s).refusals((), NOW)) == {}


def test_capitals_make_no_difference(desk):
    suppress(desk, "complaint")
    assert refusals(desk, "Zoe@kunde.example") == {"Zoe@kunde.example": (Reason.SUPPRESSED, False)}


def test_who_unsubscribed_and_complained_is_left_alone(desk):
    suppress(desk, "unsubscribed")
    assert refusals(desk) == {ZOE: (Reason.SUPPRESSED, True)}
    suppress(desk, "complaint")
    assert refusals(desk) == {ZOE: (Reason.SUPPRESSED, False)}


def test_who_complained_of_one_topic_is_not_written_to_at_all(desk):
    draft = SuppressionDraft(channel=Channel.EMAIL, address=ZOE, topic="commercial", reason="complaint")
    desk.db.write_now(lambda s: Suppressions(s).add(draft))
    assert refusals(desk) == {ZOE: (Reason.SUPPRESSED, False)}


def test_who_unsubscribed_from_one_topic_is_answered(desk):
    draft = SuppressionDraft(channel=Channel.EMAIL, address=ZOE, topic="commercial", reason="unsubscribed")
    desk.db.write_now(lambda s: Suppressions(s).add(draft))
    assert refusals(desk) == {}


def test_what_is_over_or_of_another_channel_counts_no_more(desk):
    over = SuppressionDraft(
        channel=Channel.EMAIL, address=ZOE, reason="complaint", expires_at=NOW + timedelta(hours=1)
    )
    other = SuppressionDraft(channel=Channel.SMS, address="+33612345678", reason="complaint")
    desk.db.write_now(lambda s: [Suppressions(s).add(one) for one in (over, other)])
    assert refusals(desk) != {}
    assert refusals(desk, at=NOW + timedelta(hours=2)) == {}


def test_an_address_is_dead_when_it_is_for_everybody(desk):
    desk.db.write_now(lambda s: Customers(s).mark_address(PointKind.EMAIL, ZOE, PointState.DEAD))
    assert refusals(desk) == {ZOE: (Reason.NO_ADDRESS, False)}
    point = PointDraft(kind=PointKind.EMAIL, address=ZOE)
    desk.db.write_now(lambda s: Customers(s).create(CustomerDraft(first_name="Marc", points=(point,))))
    assert refusals(desk) == {}
