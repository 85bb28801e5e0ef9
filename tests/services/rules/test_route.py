# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import Channel, PointKind, Reason
from desk.services.rules.route import is_suppressed, route_for
from desk.services.rules.views import Point
from tests.services.rules.cases import EMAIL, MAIL_POINT, SMS, legs, occasion, person, rule, spec, state


def routed(the_spec=None, *, who=None, at=None, view=None):
    return route_for(occasion(), view or rule(the_spec), who or person(), at or state(), [])


def test_a_landline_gets_no_sms():
    line = Point(PointKind.PHONE, "+33199000001", "p1")
    who = person(points=(line, MAIL_POINT))
    assert [leg.channel for leg in routed(spec(legs=legs(SMS, EMAIL)), who=who).legs] == [EMAIL]


def test_the_order_is_the_rules():
    assert [leg.channel for leg in routed(spec(legs=legs(SMS, EMAIL))).legs] == [SMS, EMAIL]


def test_a_sender_missing_on_one_channel_only_drops_that_leg():
    route = routed(at=state(channels_with_sender=frozenset({SMS})))
    assert [leg.channel for leg in route.legs] == [SMS]
    assert not route.waits


def test_waiting_for_a_sender_counts_before_what_the_person_lacks():
    who = person(consents=frozenset({("operational", SMS)}))
    route = routed(who=who, at=state(channels_with_sender=frozenset({EMAIL})))
    assert (route.legs, route.reason, route.waits) == ((), Reason.NO_SENDER, True)


def test_a_channel_that_writes_to_no_contact_point_has_no_address():
    who = person(consents=frozenset({("operational", Channel.WEBHOOK)}))
    assert routed(spec(legs=legs(Channel.WEBHOOK)), who=who).reason is Reason.NO_ADDRESS


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ((EMAIL, MAIL_POINT.address, ""), True),
        ((EMAIL, MAIL_POINT.address, "quality"), True),
        ((EMAIL, MAIL_POINT.address, "commercial"), False),
        ((SMS, MAIL_POINT.address, ""), False),
        ((EMAIL, "else@example.org", ""), False),
    ],
)
def test_suppression_is_by_channel_address_and_topic(listed, expected):
    who = person(suppressed=frozenset({listed}))
    assert is_suppressed(EMAIL, MAIL_POINT.address, "quality", who) is expected
