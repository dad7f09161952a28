"""How a value and a place came about: the engine's coded reasons as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.results.place_words import AWARD_SENTENCES, ORDER_SENTENCES
from eventkit.results.telling import NEARLY, Tell, Teller, is_exact
from eventkit.results.value_words import VALUE_SENTENCES
from eventkit.scoring.engine import Reason

Sentences = Mapping[str, Tell]
PARTS: tuple[Sentences, ...] = (VALUE_SENTENCES, ORDER_SENTENCES, AWARD_SENTENCES)


def paragraphs(reasons: Sequence[Reason], teller: Teller) -> list[str]:
    """Up to three paragraphs: how the value, the order and the award came about."""
    return [words for part in PARTS if (words := paragraph(reasons, teller, part))]


def paragraph(reasons: Sequence[Reason], teller: Teller, *parts: Sentences) -> str:
    """What these tables say of the reasons; a shown number that is rounded is owned up to."""
    told: list[str] = []
    is_rounded = False
    for part in parts:
        for reason in reasons:
            sentence = str(part[reason.code](teller, reason.params)) if reason.code in part else ""
            if sentence:
                told.append(sentence)
                is_rounded = is_rounded or NEARLY in sentence or any(_rounded(reason))
    return " ".join([*told, rounding_words()] if is_rounded else told)


def rounding_words() -> str:
    """What stands beside rounded numbers, whose parts need not add up."""
    return str(_("Показанные числа округлены, считают по точным."))


def _rounded(reason: Reason) -> Iterator[bool]:
    """Of the numbers of a reason, whether words cannot show them whole; a value says so itself."""
    for name, value in reason.params.items():
        if name == "value":
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Fraction):
                yield not is_exact(one, 2 if name in ("percent", "own", "others") else 6)
