# SPDX-License-Identifier: LicenseRef-Desk
"""Makes the message of a claimed delivery: what to render, and the parcel that comes of it; pure."""

from dataclasses import replace
from datetime import datetime
from html import escape

from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.channels import Envelope, Parcel, compose
from desk.services.delivery.claiming import Claimed
from desk.services.delivery.history import pack_content
from desk.services.delivery.lanes import Load
from desk.services.delivery.plan import Departure
from desk.services.delivery.sending_fields import sending_fields
from desk.services.events import ALIASES, FORMATS, event_type
from desk.services.rules import Person
from desk.services.shop import LocationView, ShopSettings
from desk.services.templates import COLOUR, Brand, Names, Rendering, RenderJob

MASK = "•••"


def placeholder_names() -> Names:
    """Return every name that a text may use: the catalogue's paths, their French names, how each is written."""
    return Names(aliases=dict(ALIASES), formats=dict(FORMATS))


def brand_of(location: LocationView | None, shop: ShopSettings) -> Brand:
    """Return who speaks: the location, else the shop."""
    if location is None:
        return Brand(
            name=shop.shop_name,
            legal_name=shop.legal_name,
            website=shop.website,
            zone=shop.timezone,
            country=shop.country,
            currency=shop.currency,
        )
    brand = location.brand
    return Brand(
        name=location.name,
        legal_name=brand.legal_name or shop.legal_name,
        address=location.address,
        phone=location.phone,
        email=location.email,
        website=brand.website or shop.website,
        colour=brand.colour or COLOUR,
        logo=brand.logo,
        footer=brand.footer,
        zone=location.zone,
        country=location.country or shop.country,
        currency=shop.currency,
    )


def render_job(one: Claimed, now: datetime) -> RenderJob:
    """Return what has to be rendered."""
    late = sending_fields(one.due.notification_id, one.location, one.shop.timezone, one.language, now)
    return RenderJob(
        key=one.version.id,
        channel=one.due.channel,
        language=one.language,
        default_language=one.shop.default_language,
        texts=one.version.texts,
        policies=one.version.policies,
        fields={**one.event.snapshot, **late},
        brand=brand_of(one.location, one.shop),
    )


def load_of(one: Claimed, rendering: Rendering, now: datetime) -> Load:
    """Return the parcel of a rendered message; Refused when a header cannot be written safely."""
    envelope = Envelope(
        channel=one.due.channel,
        sender_address=one.account.sender_address,
        sender_name=one.account.sender_name or one.shop.shop_name,
        recipient_address=one.address,
        recipient_name=_name(one.person, one.due.channel),
        reference=one.reference,
        at=now,
    )
    parcel = Parcel(
        delivery_id=one.due.id,
        channel=one.due.channel,
        sender_address=one.account.sender_address,
        recipient_address=one.address,
        reference=one.reference,
        body=compose(envelope, rendering),
    )
    secrets = secrets_in(one.event.kind, one.event.snapshot)
    kept = masked(rendering, secrets) if secrets else rendering
    departure = Departure(
        delivery_id=one.due.id,
        provider_id=one.account.id,
        subject=kept.subject[:998],
        content=pack_content(kept.text, kept.html),
    )
    return Load(due=one.due, parcel=parcel, departure=departure, forgets=one.event.id if secrets else None)


def secrets_in(kind: str, snapshot: Json) -> tuple[str, ...]:
    """Return the codes and secret links that an event carries; longest first."""
    paths = (field.path for field in event_type(kind).fields if field.is_secret)
    found = (str(snapshot[path]) for path in paths if snapshot.get(path))
    return tuple(sorted(found, key=len, reverse=True))


def masked(rendering: Rendering, secrets: tuple[str, ...]) -> Rendering:
    """Return a rendering for the history, which must not keep codes."""
    subject, text, html = rendering.subject, rendering.text, rendering.html
    for secret in secrets:
        subject, text = subject.replace(secret, MASK), text.replace(secret, MASK)
        html = html.replace(escape(secret), MASK).replace(secret, MASK)
    return replace(rendering, subject=subject, text=text, html=html)


def _name(person: Person, channel: Channel) -> str:
    return person.name if channel is Channel.EMAIL else ""
