"""Column types that keep what official numbers and instants mean."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: stored in UTC, given back with its zone. A naive value is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into naive UTC, the only form the table keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored instant its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept as text: SQLite would turn NUMERIC into a float.

    Equal values are written alike, so the database may compare for equality; only Python orders.
    """

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> str | None:
        """Write the plain notation without trailing zeros; a float or a NaN is refused."""
        if value is None:
            return None
        if isinstance(value, float) or not Decimal(value).is_finite():
            raise ValueError(f"{value!r} is no exact decimal")
        text = format(Decimal(value), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Read the decimal back exactly."""
        return None if value is None else Decimal(value)


class ExactFraction(TypeDecorator[Fraction]):
    """A rational number kept as "p/q": means are compared exactly, never rounded."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | int | None, dialect: Dialect) -> str | None:
        """Write the reduced fraction; a float is refused."""
        if value is None:
            return None
        if isinstance(value, float):
            raise ValueError(f"{value!r} is no exact fraction")  # noqa: TRY004 - a bad value
        return str(Fraction(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Fraction | None:
        """Read the fraction back exactly."""
        return None if value is None else Fraction(value)
