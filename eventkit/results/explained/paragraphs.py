"""How a value and a place came about: the engine's coded reasons as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.results.explained.place_words import AWARD_SENTENCES, ORDER_SENTENCES
from eventkit.results.explained.telling import MOST_DIGITS, NEARLY, Tell, Teller, is_exact
from eventkit.results.explained.value_words import VALUE_SENTENCES
from eventkit.scoring.engine import Reason

Sentences = Mapping[str, Tell]
PARTS: tuple[Sentences, ...] = (VALUE_SENTENCES, ORDER_SENTENCES, AWARD_SENTENCES)


def paragraphs(reasons: Sequence[Reason], teller: Teller) -> list[str]:
    """Up to three paragraphs: how the value, the order and the award came about."""
    return [words for part in PARTS if (words := paragraph(reasons, teller, part))]


def paragraph(reasons: Sequence[Reason], teller: Teller, part: Sentences) -> str:
    """What a table says of the reasons; that shown numbers are rounded is owned up to.

    A percent alone needs no more than its «≈»: nothing is added up beside it.
    """
    told: list[str] = []
    is_rounded = False
    for reason in reasons:
        sentence = str(part[reason.code](teller, reason.params)) if reason.code in part else ""
        if sentence:
            told.append(sentence)
            is_rounded = is_rounded or NEARLY in sentence or any(_rounded(reason, teller))
    needs_words = is_rounded and part is not AWARD_SENTENCES
    return " ".join([*told, rounding_words()] if needs_words else told)


def rounding_words() -> str:
    """What stands beside rounded numbers, whose parts need not add up."""
    return str(_("Показанные числа округлены, считают по точным."))


def _rounded(reason: Reason, teller: Teller) -> Iterator[bool]:
    """Of the numbers of a reason, whether words cannot show them whole.

    A value says so itself, and so does what an author reads of a comparison.
    """
    silent = ("value", "own", "others") if teller.is_discreet else ("value",)
    for name, value in reason.params.items():
        if name in silent:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Fraction):
                yield not is_exact(one, 2 if name in ("own", "others") else MOST_DIGITS)
