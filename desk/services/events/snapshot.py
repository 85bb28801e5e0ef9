# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: writes a customer, a place, the staff and a record down as dotted paths and JSON values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from desk.models.vocabulary import PointKind
from desk.services.events.catalogue import event_type, record_kind
from desk.services.events.writing import Json, filled
from desk.services.shop import CustomerCard, LocationView, OperatorCard, RecordState, ShopSettings

_TOWN = re.compile(r"^(?:[A-Z]{1,2}-)?(\d{4,5})\s+(\S.*)$")
_LINES = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a snapshot is written from. operator: the assignee, else who acts."""

    settings: ShopSettings
    customer: CustomerCard | None = None
    location: LocationView | None = None
    operator: OperatorCard | None = None
    record: RecordState | None = None
    public_status: str = ""
    """The record's status in words for the customer, in the customer's language."""


def snapshot_of(scene: Scene) -> dict[str, Json]:
    """Return path → value of all that is known; what is empty is left out."""
    values: dict[str, Json] = company_fields(scene.settings, scene.location)
    if scene.location:
        values |= location_fields(scene.location)
    if scene.customer:
        values |= customer_fields(scene.customer)
    if scene.operator:
        values |= operator_fields(scene.operator)
    if scene.record:
        values |= record_fields(scene.record, scene)
    return values


def customer_fields(card: CustomerCard) -> dict[str, Json]:
    """Return the fields under `customer.`; the shop's own fields appear there too."""
    lines = [line.strip() for line in card.first_address(PointKind.POSTAL).splitlines() if line.strip()]
    town = next((found for line in reversed(lines) if (found := _TOWN.match(line))), None)
    own = {f"customer.{name}": value for name, value in card.fields.items()}
    address = {f"customer.address.line{number}": line for number, line in enumerate(lines[:_LINES], start=1)}
    return filled(
        own
        | address
        | {
            "customer.id": card.id,
            "customer.first_name": card.first_name,
            "customer.last_name": card.last_name,
            "customer.full_name": card.full_name,
            "customer.salutation": card.salutation,
            "customer.company": card.company,
            "customer.email": card.first_address(PointKind.EMAIL),
            "customer.phone": card.first_address(PointKind.PHONE),
            "customer.postcode": town.group(1) if town else "",
            "customer.city": town.group(2) if town else "",
            "customer.country": card.country,
            "customer.language": card.language,
            "customer.registered_at": card.registered_at,
            "customer.birth_date": card.birth_date,
        }
    )


def company_fields(settings: ShopSettings, location: LocationView | None) -> dict[str, Json]:
    """Return the fields under `company.`: the shop's settings, and the place's brand and address."""
    brand = location.brand if location else None
    return filled(
        {
            "company.name": settings.shop_name or (location.name if location else ""),
            "company.legal_name": (brand.legal_name if brand else "") or settings.legal_name,
            "company.website": (brand.website if brand else "") or settings.website,
            "company.address": location.address if location else "",
            "company.email": location.email if location else "",
            "company.phone": location.phone if location else "",
            "company.logo": brand.logo if brand else "",
            "company.vat_no": brand.vat_no if brand else "",
            "company.details": brand.footer if brand else "",
        }
    )


def location_fields(location: LocationView) -> dict[str, Json]:
    """Return the fields under `location.` that do not depend on when a message is made."""
    return filled(
        {
            "location.name": location.name,
            "location.address": location.address,
            "location.phone": location.phone,
            "location.email": location.email,
            "location.review_url": location.brand.review_url,
        }
    )


def operator_fields(operator: OperatorCard) -> dict[str, Json]:
    """Return the fields under `user.`."""
    return filled(
        {
            "user.name": operator.name,
            "user.role": operator.role.value,
            "user.phone": operator.phone,
            "user.email": operator.email,
            "user.signature": operator.signature,
        }
    )


def record_fields(record: RecordState, scene: Scene) -> dict[str, Json]:
    """Return the record's own fields under its kind's name; what is still to pay is worked out."""
    kind = record_kind(record.kind)
    own: dict[str, object] = {f"{kind.name}.{name}": value for name, value in record.fields.items()}
    has_assignee = scene.operator is not None and scene.operator.id == record.assignee_id
    columns: dict[str, object] = {
        kind.reference_field: record.reference,
        kind.title_field: own.get(kind.title_field) or record.title,
        kind.due_field: record.due_at,
        kind.assignee_field: scene.operator.name if has_assignee and scene.operator else "",
        f"{kind.name}.status": record.status,
        f"{kind.name}.status_public_text": own.get(f"{kind.name}.status_public_text") or scene.public_status,
        f"{kind.name}.created_at": record.created_at,
        f"{kind.name}.updated_at": record.updated_at,
        f"{kind.name}.closed_at": record.closed_at,
        f"{kind.name}.location": scene.location.name if scene.location else "",
        f"{kind.name}.currency": own.get(f"{kind.name}.currency") or scene.settings.currency,
        f"{kind.name}.balance_due": own.get(f"{kind.name}.balance_due") or balance(record.fields),
    }
    known = {field.path for field in kind.fields}
    return filled(own | {path: value for path, value in columns.items() if path in known})


def balance(fields: Mapping[str, Json]) -> str:
    """Return total less paid as "12.50"; "" without a total or when an amount cannot be read."""
    try:
        total = Decimal(str(fields.get("total") or ""))
        return f"{total - Decimal(str(fields.get('paid') or '0')):.2f}"
    except InvalidOperation:
        return ""


_ELSEWHERE = {
    "quote.total": "order.estimate_total",
    "quote.expires_at": "order.quote_expires_at",
    "invoice.number": "order.invoice_number",
}


def mirrored(type_name: str, values: Mapping[str, Json]) -> dict[str, Json]:
    """Return the event's own fields that its record or its location knows, under the same name or another."""
    declared = event_type(type_name)
    found: dict[str, Json] = {}
    for field in declared.fields:
        paths = (
            _ELSEWHERE.get(field.path, ""),
            f"{declared.record_kind}.{field.path}",
            f"location.{field.path}",
        )
        value = next((values[path] for path in paths if path in values), None)
        if value is not None and field.path not in values:
            found[field.path] = value
    return found
