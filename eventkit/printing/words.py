"""Russian numbers, plural forms and dates as papers write them.

Screens take their words from the catalogues; an official paper of a Russian contest is Russian in
every interface language, so these functions know Russian only.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

Exact = int | Decimal | Fraction
"""What an official number may be; never a float."""

PluralForms = tuple[str, str, str]
"""The words beside 1, 2 and 5: («балл», «балла», «баллов»)."""

MONTHS_GENITIVE = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def rounded(value: Exact, digits: int) -> Fraction:
    """Round half away from zero to `digits` places after the comma, exactly."""
    scale = 10**digits
    scaled = abs(Fraction(value)) * scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, scale)


def shown(value: Exact, digits: int = 2) -> str:
    """Write a number with a decimal comma and exactly `digits` places: «2,68», «-0,1», «0,0»."""
    exact = rounded(value, digits)
    units = abs(exact) * 10**digits
    text = str(units.numerator).rjust(digits + 1, "0")
    if digits:
        text = f"{text[:-digits]},{text[-digits:]}"
    return f"-{text}" if exact < 0 else text


def plain(value: Exact) -> str:
    """Write a number with as many places as it has: «34», «34,5»; a fraction gets two places."""
    exact = Fraction(value)
    for digits in range(7):
        if rounded(exact, digits) == exact:
            return shown(exact, digits)
    return shown(exact, 2)


def plural(number: Exact, forms: PluralForms) -> str:
    """Choose the word beside a number; a broken number takes the second form («34,5 балла»)."""
    exact = abs(Fraction(number))
    if exact.denominator != 1:
        return forms[1]
    last_two = exact.numerator % 100
    if 11 <= last_two <= 14:
        return forms[2]
    last = last_two % 10
    if last == 1:
        return forms[0]
    return forms[1] if 2 <= last <= 4 else forms[2]


def counted(number: Exact, forms: PluralForms) -> str:
    """Write a number with its word: «21 балл», «34,5 балла»."""
    return f"{plain(number)} {plural(number, forms)}"


def long_date(day: date) -> str:
    """«14 ноября 2025 г.»."""
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]} {day.year} г."


def quoted_date(day: date) -> str:
    """«14» ноября 2025 г., the way orders and protocols are dated by hand."""
    return f"«{day.day:02d}» {MONTHS_GENITIVE[day.month - 1]} {day.year} г."


def short_date(day: date) -> str:
    """«14.11.2025»."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def school_year(day: date) -> str:
    """Name the school year of a day, which begins on 1 September: «2025/26»."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def roman(number: int) -> str:
    """Write a positive number in Roman figures.

    Raises:
        ValueError: the number is below 1 or above 3999.
    """
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman figures for {number}")
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def degree(place: int) -> str:
    """Name the degree of a diploma: «I степени»."""
    return f"{roman(place)} степени"
