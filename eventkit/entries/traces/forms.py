"""All forms of a name: cases, numbers, the other gender, Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_NAMES = {"Surn", "Name", "Patr", "Geox", "Orgn", "Init", "Abbr"}
_ADJECTIVE = ("ий", "ый", "ой", "ая", "яя", "ое", "ее", "ие", "ые")
_ADJECTIVE_ENDS = [
    "ый",
    "ий",
    "ой",
    "ого",
    "его",
    "ому",
    "ему",
    "ым",
    "им",
    "ом",
    "ем",
    "ая",
    "яя",
    "ую",
    "юю",
    "ою",
    "ею",
    "ей",
    "ое",
    "ее",
    "ые",
    "ие",
    "ых",
    "их",
    "ыми",
    "ими",
]
_LATIN = {
    "а": "a", "б": "b", "в": "v|w", "г": "g|h", "д": "d", "е": "e|ye|je", "ж": "zh|j|g", "з": "z",
    "и": "i|y", "й": "y|j|i", "к": "k|c", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u|ou", "ф": "f|ph", "х": "kh|h|x", "ц": "ts|c|tc|tz",
    "ч": "ch", "ш": "sh", "щ": "shch|sch|sh", "ъ": "|'", "ы": "y|i", "ь": "|'", "э": "e",
    "ю": "yu|iu|ju|u", "я": "ya|ia|ja|a",
}  # fmt: skip


@lru_cache(maxsize=1)
def analyzer() -> MorphAnalyzer:
    """The dictionary; it takes a third of a second to open."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Whether the dictionary knows the word as something else than a name."""
    return any(
        parse.is_known and not _NAMES & set(parse.tag.grammemes) for parse in analyzer().parse(word)
    )


def key(word: str) -> str:
    """As words are compared."""
    return word.strip().lower().replace("ё", "е")


@lru_cache(maxsize=2048)
def surname_forms(last: str, gender: str) -> tuple[frozenset[str], frozenset[str]]:
    """Forms of a surname that the person may bear, and those of relatives of the other gender.

    Plurals («Звонковы») belong to the first. A surname with hyphens is given part by part by the
    caller.
    """
    man, woman = _both(last)
    men, women = _declined(man, "LASTNAME", "MALE"), _declined(woman, "LASTNAME", "FEMALE")
    every = _dictionary(last) | _plural(man)
    if gender == "f":
        return frozenset(women | every), frozenset(men - women)
    if gender == "m":
        return frozenset(men | every), frozenset(women - men)
    return frozenset(men | women | every), frozenset()


@lru_cache(maxsize=2048)
def first_forms(first: str, gender: str) -> frozenset[str]:
    """Forms of a first name."""
    sexes = {"f": ("FEMALE",), "m": ("MALE",)}.get(gender, ("FEMALE", "MALE"))
    found = _dictionary(first)
    for sex in sexes:
        found |= _declined(first, "FIRSTNAME", sex)
    return frozenset(found)


@lru_cache(maxsize=2048)
def patronymic_forms(patronymic: str, gender: str) -> frozenset[str]:
    """Forms of a patronymic, with the spoken short ones («Иваныч», «Рустамовна»)."""
    sex = "MALE" if key(patronymic).endswith("ич") else "FEMALE"
    found = set(_declined(patronymic, "MIDDLENAME", sex)) | _dictionary(patronymic)
    short = {re.sub("[ое]вич", "ыч", one) for one in found if "вич" in one}
    return frozenset(found | short)


@lru_cache(maxsize=2048)
def word_forms(word: str) -> frozenset[str]:
    """Forms of a word of a title or of a village: by the dictionary, by its ending elsewhere."""
    plain = key(word)
    found = _dictionary(word) | {plain}
    if plain.endswith(_ADJECTIVE) and len(plain) > 4:
        found |= {plain[:-2] + end for end in _ADJECTIVE_ENDS}
    if re.search("[еиоы][вн]о$", plain):
        found |= {plain[:-1] + end for end in ("а", "у", "ом", "е")}
    if plain.endswith(("ье", "ие")):
        found |= {plain[:-1] + end for end in ("я", "ю", "ем", "и")}
    return frozenset(found)


def latin_pattern(word: str) -> str:
    """A pattern for the word in Latin letters, by whatever table it was written."""
    return "".join(f"(?:{_LATIN.get(sign, re.escape(sign))})" for sign in key(word))


def _both(last: str) -> tuple[str, str]:
    """A surname as a man and as a woman bear it; many do not differ."""
    low = last.lower()
    if re.search("([оеё]в|[иы]н)а$", low):
        return last[:-1], last
    if re.search("([оеё]в|[иы]н)$", low):
        return last, last + "а"
    if low.endswith("ая"):
        return last[:-2] + ("ий" if low[-3:-2] in "кгхжшщч" else "ый"), last
    if low.endswith(("ий", "ый", "ой")) and len(low) > 4:
        return last, last[:-2] + "ая"
    return last, last


def _plural(man: str) -> set[str]:
    low = key(man)
    if re.search("([ое]в|[иы]н)$", low):
        return {low + end for end in ("ы", "ых", "ым", "ыми")}
    if low.endswith(("ий", "ый", "ой")) and len(low) > 4:
        soft = "и" if low[-3] in "кгхжшщч" else "ы"
        return {low[:-2] + soft + end for end in ("е", "х", "м", "ми")}
    return set()


def _declined(word: str, part: str, sex: str) -> set[str]:
    from pytrovich.enums import Case, Gender, NamePart
    from pytrovich.maker import PetrovichDeclinationMaker

    found = {key(word)}
    if not re.fullmatch("[А-Яа-яЁё-]+", word):
        return found
    maker: Any = _maker(PetrovichDeclinationMaker)
    title = word[:1].upper() + word[1:].lower()
    for case in Case:
        found.add(key(maker.make(NamePart[part], Gender[sex], case, title)))
    # The instrumental of old books: «Звонковою», «Аграфеною».
    found |= {one[:-1] + "ю" for one in found if sex == "FEMALE" and one.endswith(("ой", "ей"))}
    return found


@lru_cache(maxsize=1)
def _maker(kind: Any) -> Any:
    return kind()


def _dictionary(word: str) -> set[str]:
    found = {key(word)}
    for parse in analyzer().parse(word.lower()):
        if "nomn" in parse.tag and parse.tag.POS in ("NOUN", "ADJF") and parse.is_known:
            found |= {key(form.word) for form in parse.lexeme if form.tag.POS in ("NOUN", "ADJF")}
    return found
