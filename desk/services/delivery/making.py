# SPDX-License-Identifier: LicenseRef-Desk
"""Makes the message of a claimed delivery: what to render, and the parcel that comes of it; pure."""

from datetime import datetime

from desk.models.vocabulary import Channel
from desk.services.channels import Envelope, Parcel, compose
from desk.services.delivery.claiming import Claimed
from desk.services.delivery.history import pack_content
from desk.services.delivery.lanes import Load
from desk.services.delivery.plan import Departure
from desk.services.events import ALIASES, FieldType, all_fields
from desk.services.rules import Person
from desk.services.shop import LocationView, ShopSettings
from desk.services.templates import COLOUR, Brand, Names, Rendering, RenderJob


_FILTERS = {
    FieldType.MONEY: "money",
    FieldType.DATE: "date",
    FieldType.INSTANT: "datetime",
    FieldType.TIME: "time",
    FieldType.PHONE: "phone",
}
"""How a placeholder of a type is written when the text names no filter."""


def placeholder_names() -> Names:
    """Return every name that a text may use: the catalogue's paths, their French names, how each is written."""
    formats = {one.path: _FILTERS[one.type] for one in all_fields() if one.type in _FILTERS}
    return Names(aliases=dict(ALIASES), formats=formats)


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


def render_job(one: Claimed) -> RenderJob:
    """Return what has to be rendered."""
    fields = dict(one.event.snapshot)
    fields["message.id"] = one.due.notification_id
    fields["message.reference"] = one.due.notification_id[-8:]
    return RenderJob(
        key=one.version.id,
        channel=one.due.channel,
        language=one.language,
        default_language=one.shop.default_language,
        texts=one.version.texts,
        policies=one.version.policies,
        fields=fields,
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
    departure = Departure(
        delivery_id=one.due.id,
        provider_id=one.account.id,
        subject=rendering.subject[:998],
        content=pack_content(rendering.text, rendering.html),
    )
    return Load(due=one.due, parcel=parcel, departure=departure)


def _name(person: Person, channel: Channel) -> str:
    return person.name if channel is Channel.EMAIL else ""
