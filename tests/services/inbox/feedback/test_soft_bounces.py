# SPDX-License-Identifier: LicenseRef-Desk
"""Failures that may pass count in a row only, and an address that writes is there."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from desk import clock
from desk.models import (
    ContactPoint,
    Suppression,
)
from desk.models.vocabulary import (
    MessageKind,
    PointState,
)
from desk.services.inbox.feedback import (
    Applicable,
    FailureClass,
    Feedback,
    FeedbackDesk,
)
from tests.services.inbox.feedback.returns import (
    ADDRESS,
    LATER,
    NOON,
    all_of,
    bounce,
    person,
    point,
    sent,
)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def write(any_db):
    return any_db.write_now


def test_three_soft_ones_in_a_row_and_the_address_rests(write):
    def work(session):
        about = person(session)
        for day in range(3):
            at = NOON + timedelta(days=day)
            row = sent(session, about, at=at)
            FeedbackDesk(session).apply([bounce(row, FailureClass.SOFT)], at)
            assert point(session).soft_bounces == day + 1
        assert point(session).state is PointState.BOUNCING
        [listed] = all_of(session, Suppression)
        assert (listed.reason, listed.expires_at) == ("soft_bounce", NOON + timedelta(days=9))

    write(work)


def test_what_arrived_in_between_breaks_the_row(write):
    def work(session):
        about = person(session)
        for day in (0, 1):
            at = NOON + timedelta(days=day)
            FeedbackDesk(session).apply([bounce(sent(session, about, at=at), FailureClass.SOFT)], at)
        sent(session, about, at=NOON + timedelta(days=2))
        at = NOON + timedelta(days=6)
        FeedbackDesk(session).apply([bounce(sent(session, about, at=at), FailureClass.SOFT)], at)
        assert (point(session).soft_bounces, point(session).state) == (1, PointState.UNKNOWN)

    write(work)


def test_who_writes_is_there(write):
    def work(session):
        person(session)
        values = {"state": PointState.BOUNCING, "soft_bounces": 3}
        session.execute(update(ContactPoint).where(ContactPoint.address == ADDRESS).values(values))
        words = Applicable(feedback=Feedback(kind=MessageKind.MESSAGE), sender=ADDRESS)
        assert FeedbackDesk(session).apply([words], LATER) == ()
        assert (point(session).state, point(session).soft_bounces) == (PointState.OK, 0)

    write(work)
