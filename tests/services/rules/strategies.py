# SPDX-License-Identifier: LicenseRef-Desk
"""Rules, people, states and instants of every sort, for tests of what always holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from desk.models.vocabulary import Dispatch, PointState, RuleState, Topic, Urgency
from desk.services.rules import Audience, HoursMode, QuietHours, Timing
from tests.services.rules.cases import EMAIL, MAIL_POINT, PHONE_POINT, SMS, legs, person, spec, state

MINUTE = timedelta(minutes=1)

moments = st.builds(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE, st.integers(0, 1_000_000)
)
channels = st.sampled_from([EMAIL, SMS])
specs = st.builds(
    lambda topic, urgency, dispatch, quiet, hours, delay, only, order, age: spec(
        topic=topic,
        urgency=urgency,
        dispatch=dispatch,
        timing=Timing(delay_minutes=delay, hours=hours, quiet=quiet),
        audience=Audience(subscribers_only=only),
        legs=legs(*order),
        max_age_minutes=age,
    ),
    st.sampled_from(Topic),
    st.sampled_from(Urgency),
    st.sampled_from(Dispatch),
    st.sampled_from(
        [None, QuietHours(), QuietHours(start="12:00", end="14:00", weekdays=(0, 6), holidays=True)]
    ),
    st.sampled_from(HoursMode),
    st.integers(0, 3000),
    st.booleans(),
    st.permutations([EMAIL, SMS]),
    st.none() | st.integers(0, 5000),
)
people = st.builds(
    lambda consents, listed, points, zone: person(
        consents=consents, suppressed=listed, points=tuple(points), timezone=zone
    ),
    st.frozensets(st.tuples(st.sampled_from(["operational", "commercial", "quality"]), channels)),
    st.frozensets(
        st.tuples(
            channels,
            st.sampled_from([MAIL_POINT.address, PHONE_POINT.address]),
            st.sampled_from(["", "quality"]),
        ),
        max_size=2,
    ),
    st.lists(
        st.sampled_from([MAIL_POINT, PHONE_POINT, replace(MAIL_POINT, state=PointState.DEAD)]), max_size=3
    ),
    st.sampled_from(["", "Europe/Paris", "America/New_York", "Nowhere/Land"]),
)
states = st.builds(
    lambda senders, approved, stopped, valid: state(
        channels_with_sender=senders, approved=approved, stopped=stopped, subject_valid=valid
    ),
    st.frozensets(channels),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
rule_states = st.sampled_from(RuleState)
