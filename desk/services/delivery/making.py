# SPDX-License-Identifier: LicenseRef-Desk
"""Makes the message of a claimed delivery: what to render, and the parcel that comes of it; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.channels import Envelope, Parcel
from desk.services.delivery.answering import ClaimedReply
from desk.services.delivery.claiming import Claimed
from desk.services.delivery.finishing import wish
from desk.services.delivery.lanes import Load
from desk.services.delivery.late_fields import message_fields, place_fields
from desk.services.delivery.plan import Departure
from desk.services.delivery.written import Post
from desk.services.events import ALIASES, FORMATS, event_type
from desk.services.rules import Person
from desk.services.shop import LocationView, ShopSettings
from desk.services.templates import COLOUR, Brand, Made, Names, RenderJob, VersionTexts

AUTO_REPLIED = "auto-replied"
"""What a machine answers by itself; what it only makes is "auto-generated", and its sender hears of failures."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What the words of a message come from."""

    notification_id: str
    channel: Channel
    language: str
    version: VersionTexts
    snapshot: Json
    location: LocationView | None
    shop: ShopSettings


Shared = dict[tuple[int, int, str], tuple[Brand, dict[str, str]]]
"""Who speaks, and what there is to say of place and moment: once for all messages of a batch."""


def job_for(
    matter: Matter, now: datetime, finish: Json | None = None, shared: Shared | None = None
) -> RenderJob:
    """Return what has to be rendered. finish: what is made of it; None: nothing, it is only looked at."""
    brand, late = _scene(matter, now, {} if shared is None else shared)
    return RenderJob(
        key=matter.version.id,
        channel=matter.channel,
        language=matter.language,
        default_language=matter.shop.default_language,
        texts=matter.version.texts,
        policies=matter.version.policies,
        fields={**matter.snapshot, **late, **message_fields(matter.notification_id)},
        brand=brand,
        finish=finish,
    )


def _scene(matter: Matter, now: datetime, shared: Shared) -> tuple[Brand, dict[str, str]]:
    location, shop = matter.location, matter.shop
    key = id(location), id(shop), matter.language  # they live as long as their batch
    found = shared.get(key)
    if found is None:
        late = place_fields(location, shop.timezone, matter.language, now)
        found = shared[key] = brand_of(location, shop), late
    return found


def render_jobs(claims: Sequence[Claimed], now: datetime) -> list[RenderJob]:
    """Return what has to be rendered for each claim, and made of it."""
    shared: Shared = {}
    return [render_job(one, now, shared) for one in claims]


def render_job(one: Claimed, now: datetime, shared: Shared | None = None) -> RenderJob:
    """Return what has to be rendered, and made of it."""
    matter = Matter(
        notification_id=one.due.notification_id,
        channel=one.due.channel,
        language=one.language,
        version=one.version,
        snapshot=one.event.snapshot,
        location=one.location,
        shop=one.shop,
    )
    wished = wish(_envelope(one, now), secrets_in(one.event.kind, one.event.snapshot))
    return job_for(matter, now, wished, shared)


def post_of(one: ClaimedReply, bodies: Mapping[str, bytes]) -> Post:
    """Return what a written message is made from; its Date is when it was to leave, so that it stays the same."""
    return Post(
        content=one.content,
        sender_address=one.account.sender_address,
        sender_name=one.account.sender_name or one.shop.shop_name,
        reference=one.reference,
        at=one.due.first_due,
        cc=one.cc,
        bodies=bodies,
    )


def load_of(one: Claimed | ClaimedReply, made: Made) -> Load:
    """Return the parcel of a message that was made."""
    parcel = Parcel(
        delivery_id=one.due.id,
        channel=one.due.channel,
        sender_address=one.account.sender_address,
        recipient_address=one.address,
        reference=one.reference,
        body=made.body,
        copies_to=tuple(address for _, address in one.cc) if isinstance(one, ClaimedReply) else (),
        is_reply_of_machine=isinstance(one, ClaimedReply) and one.content.automatic == AUTO_REPLIED,
    )
    departure = Departure(
        delivery_id=one.due.id,
        provider_id=one.account.id,
        subject=made.subject,
        content=made.content,
        grounds=one.grounds,
        expires_at=one.expires_at,
    )
    return Load(due=one.due, parcel=parcel, departure=departure, is_trial=one.account.is_sandbox)


def secrets_in(kind: str, snapshot: Json) -> dict[str, str]:
    """Return the codes and secret links that an event carries: field → value."""
    return {path: str(snapshot[path]) for path in _secret_paths(kind) if snapshot.get(path)}


@lru_cache(maxsize=512)
def _secret_paths(kind: str) -> tuple[str, ...]:
    return tuple(field.path for field in event_type(kind).fields if field.is_secret)


def _envelope(one: Claimed, now: datetime) -> Envelope:
    return Envelope(
        channel=one.due.channel,
        sender_address=one.account.sender_address,
        sender_name=one.account.sender_name or one.shop.shop_name,
        recipient_address=one.address,
        recipient_name=_name(one.person, one.due.channel),
        reference=one.reference,
        at=now,
        reply_to=one.reply_to,
    )


def _name(person: Person, channel: Channel) -> str:
    return person.name if channel is Channel.EMAIL else ""
