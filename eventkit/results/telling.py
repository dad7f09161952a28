"""What sentences about a result need to know, and how they write numbers and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.lists import format_list
from flask_babel import get_locale

from eventkit.scoring.engine import shown_root
from eventkit.web.i18n import exact_words, number

Params = Mapping[str, Any]


@dataclass(frozen=True)
class Teller:
    """Titles of criteria, names of jurors, the most one can get.

    Without names of jurors and codes of other works (``is_discreet``) the sentences are fit for
    the author of the work.
    """

    maximum: Fraction
    criteria: Mapping[str, str] = field(default_factory=dict)
    jurors: Mapping[str, str] = field(default_factory=dict)
    is_discreet: bool = False
    trials: Mapping[str, str] = field(default_factory=dict)

    def juror(self, code: str | None) -> str:
        """The name of a juror, or nothing where names are kept."""
        return "" if self.is_discreet else self.jurors.get(code or "", "")


Tell = Callable[[Teller, Params], object]
"""Writes one sentence from the numbers of a reason."""


def listed(items: Sequence[str]) -> str:
    """«35, 29 и 38»."""
    return format_list(list(items), locale=get_locale() or "ru")


def numbers(values: Sequence[Fraction]) -> str:
    """Exact numbers as a list in words."""
    return listed([exact_words(value) for value in values])


def percents(value: Fraction, beside: Fraction | None = None) -> str:
    """A percent with as many digits as show on which side of a threshold it lies."""
    digits = 2
    while beside is not None and value != beside and digits < 6:
        if number(value, digits) != number(beside, digits):
            break
        digits += 1
    if digits > 2:
        return number(value, digits)
    return exact_words(value) if (value * 100).denominator == 1 else number(value, 2)


def signed(value: Fraction, digits: int = 1) -> str:
    """A difference with its sign: «+0,9», «−6,7», «0,0»."""
    text = number(value, digits)
    return f"+{text}" if value > 0 and number(Fraction(0), digits) != text else text


def root_number(square: Fraction | None, digits: int = 2) -> str:
    """The square root of an exact number for the reader, rounded exactly; «–» for none."""
    if square is None:
        return "–"
    return number(Decimal(shown_root(square, digits)), digits)
