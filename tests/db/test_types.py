"""Column types keep exactly what they were given, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, select
from sqlalchemy.exc import StatementError

from eventkit.db import ExactDecimal, ExactFraction, UtcDateTime, db

TABLE = Table(
    "exact_values",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("number", ExactDecimal),
    Column("ratio", ExactFraction),
    Column("at", UtcDateTime),
)


@pytest.fixture(autouse=True)
def table(app: Flask) -> Iterator[None]:
    """A table with one column of each kind."""
    TABLE.create(db.engine)
    yield
    db.session.rollback()
    TABLE.drop(db.engine)


def kept(**values: Any) -> Any:
    """What the database gives back of one value."""
    db.session.execute(TABLE.insert().values(**values))
    db.session.commit()
    [name] = values
    return db.session.scalar(select(TABLE.c[name]))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("0.1", "0.1"),
        ("4.50", "4.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("-0.0", "0"),
        ("-12.340", "-12.34"),
        ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
        ("1234567890123456789012345678901.25", "1234567890123456789012345678901.25"),
    ],
)
def test_a_decimal_comes_back_digit_for_digit(given: str, text: str) -> None:
    """More digits than the context of Python's arithmetic keeps, too."""
    found = kept(number=Decimal(given))
    assert isinstance(found, Decimal)
    assert format(found, "f") == text


def test_equal_decimals_are_equal_in_a_query() -> None:
    kept(number=Decimal("5.00"))
    assert db.session.scalar(select(TABLE.c.id).where(TABLE.c.number == Decimal(5))) == 1


@pytest.mark.parametrize("value", [0.1, Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_exact_decimal_is_refused(value: Any) -> None:
    with pytest.raises(StatementError, match="no exact decimal"):
        kept(number=value)


@pytest.mark.parametrize(
    "value", [Fraction(1, 3), Fraction(-7, 2), Fraction(5), Fraction(10**80 + 1, 3**150)]
)
def test_a_fraction_comes_back_as_it_was(value: Fraction) -> None:
    assert kept(ratio=value) == value


def test_a_float_is_no_fraction() -> None:
    with pytest.raises(StatementError, match="no exact fraction"):
        kept(ratio=0.5)


def test_an_instant_comes_back_in_utc() -> None:
    yakutsk = timezone(timedelta(hours=9))
    found = kept(at=datetime(2025, 10, 31, 23, 59, 59, 123456, tzinfo=yakutsk))
    assert found == datetime(2025, 10, 31, 14, 59, 59, 123456, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(StatementError, match="naive"):
        kept(at=datetime(2025, 10, 31))  # noqa: DTZ001 - the mistake under test
