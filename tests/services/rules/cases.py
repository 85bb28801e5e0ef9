# SPDX-License-Identifier: LicenseRef-Desk
"""Rules, people and occasions for tests: everything allows a send until a test says otherwise."""

from dataclasses import replace
from datetime import UTC, datetime

from desk.models.vocabulary import Channel, PointKind, RuleState
from desk.services.rules import (
    Comparison,
    Condition,
    Group,
    GroupMode,
    Leg,
    Occasion,
    Person,
    Point,
    RuleSpec,
    RuleView,
    State,
    Timing,
    Trigger,
    decide,
)
from desk.services.shop import LocationView, Span

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""A Tuesday, 12:00 in Paris."""
EMAIL, SMS = Channel.EMAIL, Channel.SMS
MAIL_POINT = Point(PointKind.EMAIL, "sophie@example.org", "p1")
PHONE_POINT = Point(PointKind.PHONE, "+33639980001", "p2")
LANGUAGES = {EMAIL: frozenset({"fr", "en"}), SMS: frozenset({"fr", "en"})}
NO_HOURS = Timing(quiet=None)
PLACE = LocationView(
    id="loc",
    name="Lyon",
    zone="Europe/Paris",
    country="FR",
    calendar="FR",
    opening=(*((Span(540, 720), Span(840, 1080)),) * 5, (Span(540, 720),), ()),
)


def spec(**changes):
    trigger = Trigger(event_kind="order.ready")
    return replace(RuleSpec(trigger=trigger, timing=NO_HOURS, grace_minutes=0), **changes)


def rule(the_spec=None, **changes):
    given = {
        "id": "r1",
        "version": 2,
        "name": "Order ready",
        "state": RuleState.ACTIVE,
        "spec": the_spec or spec(),
        "template_version_id": "v1",
        "template_languages": LANGUAGES,
    }
    return RuleView(**(given | changes))


def legs(*channels):
    return tuple(Leg(channel=channel) for channel in channels)


def occasion(**changes):
    given = {
        "event_id": "e1",
        "kind": "order.ready",
        "occurred_at": NOON,
        "customer_id": "c1",
        "record_id": "o1",
        "location": PLACE,
        "status": "ready",
    }
    return Occasion(**(given | changes))


def person(**changes):
    given = {
        "customer_id": "c1",
        "name": "Sophie Bernard",
        "language": "fr",
        "points": (MAIL_POINT, PHONE_POINT),
        "consents": frozenset(
            (topic, channel) for topic in ("operational", "commercial", "quality") for channel in (EMAIL, SMS)
        ),
    }
    return Person(**(given | changes))


def state(**changes):
    return State(**({"channels_with_sender": frozenset({EMAIL, SMS})} | changes))


def decided(the_spec=None, *, who="default", now=NOON, of=None, at=None, view=None):
    """Decide with what is given, and with what allows a send for the rest."""
    recipient = person() if who == "default" else who
    return decide(of or occasion(), view or rule(the_spec), recipient, at or state(), now)


def all_of(*items):
    return Group(mode=GroupMode.ALL, items=items)


def any_of(*items):
    return Group(mode=GroupMode.ANY, items=items)


def cond(path, comparison, value=None):
    return Condition(path=path, comparison=Comparison(comparison), value=value)


def outcome(decision):
    """What a decision comes to, in short."""
    return decision.outcome, decision.reason


def steps(decision, code):
    """The steps of one kind."""
    return [step for step in decision.steps if step.code is code]
