"""How a value and a place came about: the engine's coded reasons as paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.results.place_words import AWARD_SENTENCES, ORDER_SENTENCES
from eventkit.results.step_sentences import STEP_SENTENCES
from eventkit.results.telling import Teller
from eventkit.results.value_words import VALUE_SENTENCES
from eventkit.scoring.engine import Reason

PARTS = (STEP_SENTENCES | VALUE_SENTENCES, ORDER_SENTENCES, AWARD_SENTENCES)


def paragraphs(reasons: Sequence[Reason], teller: Teller) -> list[str]:
    """Up to three paragraphs: how the value, the order and the award came about."""
    told = []
    for part in PARTS:
        sentences = [part[r.code](teller, r.params) for r in reasons if r.code in part]
        words = " ".join(str(sentence) for sentence in sentences if sentence)
        if words:
            told.append(words)
    return told
