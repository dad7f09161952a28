"""What sentences about a result need to know, and how they write numbers and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.lists import format_list
from flask_babel import get_locale

from eventkit.lazy import dataclass
from eventkit.scoring.engine import shown_root
from eventkit.scoring.rule_words import paragraph_words
from eventkit.web.i18n import exact_words, number

Params = Mapping[str, Any]
MOST_DIGITS = 6
"""So many digits a sentence shows before it rounds."""
EQUAL, NEARLY = "=", "≈"


@dataclass(frozen=True)
class Teller:
    """Titles of criteria, names of jurors, the most one can get, paragraphs of the regulation.

    Without names of jurors, codes and numbers of other works (``is_discreet``) the sentences are
    fit for the author of the work; ``shows_totals`` says whether totals of sheets are told.
    """

    maximum: Fraction
    criteria: Mapping[str, str] = field(default_factory=dict)
    jurors: Mapping[str, str] = field(default_factory=dict)
    is_discreet: bool = False
    trials: Mapping[str, str] = field(default_factory=dict)
    shows_totals: bool = True
    paragraphs: Mapping[str, str] = field(default_factory=dict)

    def cite(self, part: str) -> str:
        """« (п. 5.3 Положения)» after what a part of the rules decided; empty without one."""
        words = paragraph_words(self.paragraphs.get(part, ""))
        return f" ({words})" if words else ""

    def ordered(self, totals: Sequence[Fraction]) -> list[Fraction]:
        """Totals of sheets; for the author from the highest, so that no order tells a juror."""
        return sorted(totals, reverse=True) if self.is_discreet else list(totals)

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


def is_exact(value: Fraction, digits: int = MOST_DIGITS) -> bool:
    """Whether so many digits show the number as it is."""
    return bool((value * 10**digits).denominator == 1)


def equation(parts: Sequence[Fraction], value: Fraction, divisor: int = 1) -> str:
    """«(41 + 43 + 42) / 3 = 42,00»; «≈» where a shown number is not the exact one."""
    added = " + ".join(exact_words(part) for part in parts)
    left = f"({added}) / {divisor}" if divisor > 1 else added
    is_shown = is_exact(value, 2) and all(is_exact(part) for part in parts)
    return f"{left} {EQUAL if is_shown else NEARLY} {number(value)}"


def value_words(value: Fraction) -> str:
    """A value with two digits: «42,00», and «≈ 42,33» where that is not the exact one."""
    return number(value) if is_exact(value, 2) else f"{NEARLY} {number(value)}"


def apart(own: Fraction, others: Sequence[Fraction]) -> tuple[str, list[str]]:
    """Compared numbers with as many digits as show which of them are equal."""
    digits = 2
    while digits < MOST_DIGITS:
        shown = number(own, digits)
        if all((number(other, digits) == shown) == (other == own) for other in others):
            break
        digits += 1
    return number(own, digits), [number(other, digits) for other in others]


def percents(value: Fraction, beside: Fraction | None = None) -> str:
    """A percent with as many digits as show on which side of a threshold it lies; «≈ 83,33»."""
    digits = 2
    while beside is not None and value != beside and digits < 6:
        if number(value, digits) != number(beside, digits):
            break
        digits += 1
    if not is_exact(value, digits):
        return f"{NEARLY} {number(value, digits)}"
    return number(value, digits) if digits > 2 else exact_words(value)


def signed(value: Fraction, digits: int = 1) -> str:
    """A difference with its sign: «+0,9», «−6,7», «0,0»."""
    text = number(value, digits)
    return f"+{text}" if value > 0 and number(Fraction(0), digits) != text else text


def root_number(square: Fraction | None, digits: int = 2) -> str:
    """The square root of an exact number for the reader, rounded exactly; «–» for none."""
    if square is None:
        return "–"
    return number(Decimal(shown_root(square, digits)), digits)
