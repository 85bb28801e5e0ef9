# SPDX-License-Identifier: LicenseRef-Desk
"""Customers as values, for tests that need no database."""

from datetime import UTC, date, datetime

from desk.models.vocabulary import Channel, DeliveryState, PointKind, PointState, Role, Standing
from desk.services.delivery import DeliveryRow
from desk.services.preferences import ConsentRow, SuppressionRow
from desk.services.shop import CustomerCard, CustomerRow, OperatorCard, Point, TagRow
from desk.ui.panes.customers.readings import CardView, Listed, Shop

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

SHOP = Shop(
    operators=(
        OperatorCard(
            id="o1",
            name="Camille Martin",
            email="",
            phone="",
            role=Role.OWNER,
            language="",
            signature="",
            location_ids=(),
            is_active=True,
        ),
    ),
    tags=(TagRow(tag="pro", count=2),),
    languages=("fr", "en"),
    default_language="fr",
    country="FR",
    timezone="Europe/Paris",
)


def point(address="s@example.org", kind=PointKind.EMAIL, state=PointState.OK, place=0):
    return Point(id=f"p{place}", kind=kind, address=address, label="home", state=state, position=place)


def card(**more):
    known = {
        "id": "c1",
        "version": 3,
        "created_at": NOW,
        "updated_at": NOW,
        "first_name": "Sophie",
        "last_name": "Bernard",
        "company": "",
        "salutation": "",
        "language": "fr",
        "timezone": "",
        "country": "FR",
        "birth_date": date(1984, 5, 12),
        "registered_at": date(2025, 1, 2),
        "location_id": None,
        "tags": ("pro", "vélo"),
        "fields": {"visits": 3, "vip": True, "size": 1.5, "note": "grand"},
        "points": (point(state=PointState.BOUNCING),),
        "archived_at": None,
    }
    return CustomerCard(**(known | more))


def listed(*granted, **more):
    known = {
        "id": "c1",
        "name": "Sophie Bernard",
        "company": "",
        "email": "s@example.org",
        "phone": "+33612345678",
        "language": "",
        "tags": ("pro",),
        "location_id": None,
        "last_contact_at": None,
        "is_archived": False,
        "name_key": "bernard sophie",
    }
    return Listed(row=CustomerRow(**(known | more)), granted=frozenset(granted))


def consent(topic="commercial", channel=Channel.EMAIL, *, granted=True, **more):
    known = {
        "id": f"{topic}{channel}",
        "customer_id": "c1",
        "topic": topic,
        "channel": channel,
        "granted": granted,
        "at": NOW,
        "source": "counter",
        "wording": "Oui, volontiers",
        "operator": "Camille Martin",
    }
    return ConsentRow(**(known | more))


def suppression(**more):
    known = {
        "id": "s1",
        "channel": Channel.EMAIL,
        "address": "s@example.org",
        "topic": "",
        "reason": "hard_bounce",
        "created_at": NOW,
        "expires_at": None,
        "released_at": None,
        "note": "550 5.1.1",
    }
    return SuppressionRow(**(known | more))


def send(**more):
    known = {
        "id": "d1",
        "created_at": NOW,
        "due_at": NOW,
        "settled_at": NOW,
        "customer_id": "c1",
        "customer_name": "Sophie Bernard",
        "rule_id": "r1",
        "rule_name": "Order ready",
        "channel": Channel.SMS,
        "address": "+33612345678",
        "state": DeliveryState.DELIVERED,
        "standing": Standing.SENT,
        "reason": None,
        "record_id": None,
        "record_reference": "1042",
        "attempts": 1,
        "error": "",
        "message_id": "",
        "resend_of": None,
    }
    return DeliveryRow(**(known | more))


def view(**more):
    return CardView(**({"card": card()} | more))
