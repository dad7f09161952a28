"""The cases of a phrase that names a contest or a school: «муниципального конкурса эссе»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

GENITIVE, PREPOSITIONAL = "gent", "loct"


def inflected(phrase: str, case: str) -> str | None:
    """Put the adjectives at the beginning and the noun after them into a case.

    What the noun governs stays, and so does a number in figures before it. None when the words do
    not begin with a noun phrase in the nominative that the dictionary knows.
    """
    done: list[str] = []
    words = phrase.split()
    for index, word in enumerate(words):
        if not re.search("[а-яё]", word):
            done.append(word)
            continue
        parses = [one for one in _analyzer().parse(word.lower()) if "nomn" in one.tag]
        noun = next((one for one in parses if one.tag.POS == "NOUN" and _known(one)), None)
        adjective = next((one for one in parses if one.tag.POS in {"ADJF", "PRTF"}), None)
        chosen = adjective or noun
        form = chosen.inflect({case}) if chosen else None
        if form is None:
            return None
        done.append(form.word)
        if chosen is noun:
            return " ".join([*done, *words[index + 1 :]])
    return None


def _known(parse: Any) -> bool:
    return bool(parse.is_known)


@lru_cache(maxsize=1)
def _analyzer() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()
