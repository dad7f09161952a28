"""Words that open answers have in common, by their first forms: «уроки» and «уроков» are «урок»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from eventkit.lazy import dataclass
from eventkit.questionnaires.reports.contents import Text

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

TELLING = frozenset({"NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND"})
"""Parts of speech that say what an answer is about."""
EMPTY = frozenset({"быть", "мочь", "хотеть", "хотеться", "это", "весь", "очень", "который", "свой"})
"""Words of every second sentence."""
SHORTEST = 3
MOST = 24
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Common:
    """A word in its first form and the answers that have it."""

    word: str
    answers: frozenset[int]


def common(texts: Iterable[Text]) -> list[Common]:
    """Words of at least two answers, the most frequent first."""
    found: dict[str, set[int]] = {}
    for text in texts:
        for word in set(_WORD.findall(text.text.casefold())):
            root = first_form(word)
            if root:
                found.setdefault(root, set()).add(text.response_id)
    shared = [Common(word, frozenset(ids)) for word, ids in found.items() if len(ids) > 1]
    return sorted(shared, key=lambda one: (-len(one.answers), one.word))[:MOST]


@lru_cache(maxsize=4096)
def first_form(word: str) -> str:
    """The first form of a telling word; empty for one that tells nothing."""
    if len(word) < SHORTEST:
        return ""
    parse = _analyzer().parse(word)[0]
    if parse.tag.POS is not None and parse.tag.POS not in TELLING:
        return ""
    root = str(parse.normal_form).replace("ё", "е")
    return "" if root in EMPTY else root


@lru_cache(maxsize=1)
def _analyzer() -> MorphAnalyzer:
    """The dictionary; it takes a third of a second to open."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()
