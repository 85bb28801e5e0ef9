# SPDX-License-Identifier: LicenseRef-Desk
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Channel
from desk.services.delivery.plan import LegPlan


@given(st.sampled_from(Channel), st.text(max_size=50), st.none() | st.text(min_size=1, max_size=32))
def test_a_leg_is_read_as_it_was_kept(channel, address, point_id):
    leg = LegPlan(channel=channel, address=address, point_id=point_id)
    assert LegPlan.from_json(leg.as_json()) == leg


def test_an_older_leg_without_a_point_is_read():
    assert LegPlan.from_json({"channel": "sms", "address": "+336"}).point_id is None
