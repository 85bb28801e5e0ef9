# SPDX-License-Identifier: LicenseRef-Desk
"""The column types of every table, so that both databases keep the same thing."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, String
from sqlalchemy.types import TypeDecorator, TypeEngine

Id = String(32)
"""A time-ordered UUID as 32 hexadecimal digits (models.identity)."""


class _Document(TypeDecorator[Any]):
    """A JSON value; JSONB on PostgreSQL, whose dialect a window on a file need not load."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return self.impl_instance
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB(none_as_null=True))

    def coerce_compared_value(self, op: Any, value: object) -> TypeEngine[Any]:  # noqa: ANN401 - as SQLAlchemy has it
        return self.impl_instance.coerce_compared_value(op, value)


Document = _Document(none_as_null=True)
"""A JSON value; JSONB on PostgreSQL."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant; refuses a naive value on the way in and gives an aware one back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a naive instant cannot be kept: {value!r}"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(of: type[StrEnum], length: int = 24) -> Enum:
    """Return the column type of a closed set: kept as its value, without a constraint in the database."""
    return Enum(
        of,
        native_enum=False,
        create_constraint=False,
        length=length,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


Json = dict[str, Any]
"""A JSON object as Python has it."""
