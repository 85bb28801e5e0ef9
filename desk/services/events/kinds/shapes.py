# SPDX-License-Identifier: LicenseRef-Desk
"""Short forms in which the catalogue's files write their fields down."""

from dataclasses import replace

from desk.services.events.kind import Field, FieldType, Sample


def text(path: str, label: str, alias: str, sample: str = "") -> Field:
    """Return a field of words."""
    return _field(FieldType.TEXT, path, label, alias, sample)


def number(path: str, label: str, alias: str, sample: int) -> Field:
    """Return a field that counts."""
    return _field(FieldType.NUMBER, path, label, alias, sample)


def money(path: str, label: str, alias: str, sample: str) -> Field:
    """Return an amount, written "12.50"."""
    return _field(FieldType.MONEY, path, label, alias, sample)


def day(path: str, label: str, alias: str, sample: str) -> Field:
    """Return a date without a time, written "2026-11-22"."""
    return _field(FieldType.DATE, path, label, alias, sample)


def instant(path: str, label: str, alias: str, sample: str) -> Field:
    """Return an instant, written "2026-11-22T09:30:00+00:00"."""
    return _field(FieldType.INSTANT, path, label, alias, sample)


def choice(path: str, label: str, alias: str, sample: str) -> Field:
    """Return a code out of a closed set, such as a status."""
    return _field(FieldType.CHOICE, path, label, alias, sample)


def link(path: str, label: str, alias: str, sample: str) -> Field:
    """Return a web address."""
    return _field(FieldType.LINK, path, label, alias, sample)


def phone(path: str, label: str, alias: str, sample: str) -> Field:
    """Return a telephone number, written as E.164."""
    return _field(FieldType.PHONE, path, label, alias, sample)


def email(path: str, label: str, alias: str, sample: str) -> Field:
    """Return an e-mail address."""
    return _field(FieldType.EMAIL, path, label, alias, sample)


def rows(path: str, label: str, alias: str, items: tuple[Field, ...]) -> Field:
    """Return a list of rows with the fields `items`; the sample is one row of their samples."""
    sample = [{item.path: str(item.sample) for item in items}]
    return replace(_field(FieldType.LIST, path, label, alias, sample), items=items)


def words(path: str, label: str, alias: str, sample: list[str]) -> Field:
    """Return a list of plain words."""
    return _field(FieldType.LIST, path, label, alias, sample)


def required(field: Field) -> Field:
    """Return `field` as one without which its event is refused."""
    return replace(field, required=True)


def secret(field: Field) -> Field:
    """Return `field` as required, and as one that history forgets."""
    return replace(field, required=True, is_secret=True)


def ends_message(field: Field) -> Field:
    """Return `field` as the one after which an instant message about its event is worth nothing."""
    return replace(field, ends_message=True)


def at_sending(*fields: Field) -> tuple[Field, ...]:
    """Return `fields` as those that only exist when a message is made."""
    return tuple(replace(field, at_sending=True) for field in fields)


def _field(type_: FieldType, path: str, label: str, alias: str, sample: Sample) -> Field:
    return Field(path=path, type=type_, label=label, alias=alias, sample=sample)
