"""Finding an organization by what people type: «сош 5», «д/с Подсолнух», «школа ромашкино».

Names are reduced to telling words and numbers; numbers must match exactly, since № 5 and № 15 look
alike to any measure of similarity, and words are compared with some tolerance for slips.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.lazy import dataclass
from eventkit.people.models import Organization, OrganizationAlias

ENOUGH = 72
"""Mean likeness of the typed words, of 100, from which an organization is proposed."""
_ALIKE = 76
"""Likeness of two words below which they are different words."""

_PHRASES = (
    (r"средн\w+ общеобразовательн\w+ школ\w*", " сош "),
    (r"основн\w+ общеобразовательн\w+ школ\w*", " оош "),
    (r"начальн\w+ общеобразовательн\w+ школ\w*", " нош "),
    (r"школ\w*[ -]+интернат\w*", " школа интернат "),
    (r"школ\w*[ -]+(детск\w+ )?сад\w*", " школа детсад "),
    (r"\bд ?[/.\\] ?с\b\.?|\bдет\w*\.? ?сад\w*", " детсад "),
    (r"центр\w* детск\w+ творчеств\w*", " цдт "),
    (r"дом\w* детск\w+ творчеств\w*", " ддт "),
    (r"дополнительн\w+ образовани\w+", " до "),
    (r"пос[её]л\w+ городск\w+ типа|\bп\. ?г\. ?т\.?", " пгт "),
)
_LEGAL = re.compile(
    r"(муниципальн|государственн|автономн|бюджетн|казенн|областн|краев|частн|федеральн"
    r"|общеобразовательн|образовательн|дошкольн|учрежден|организац|некоммерческ|профессиональн)\w*"
    r"|[мгочфк]{1,2}[абк]?[дпс]?о?у|маду|мау|мбу|мку|мбо|мао|гау|гпоау|гпобу|огаоу|огбоу|ано"
)
_NOISE = {
    "им", "имени", "в", "на", "и", "при", "с", "село", "п", "пос", "поселок", "поселка", "пгт", "г",
    "город", "города", "гор", "д", "дер", "деревня", "деревни", "ст", "станция", "села", "района",
    "районный", "округ", "округа", "номер", "n", "no", "вид", "вида", "общеразвивающего",
    "комбинированного",
}  # fmt: skip
_SCHOOLS = {"сош", "оош", "нош", "школа"}
_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Normal:
    """What tells an organization from others: its words and its numbers."""

    words: frozenset[str]
    numbers: frozenset[int]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left that could be looked for."""
        return not self.words and not self.numbers


@lru_cache(maxsize=20_000)
def normalise(name: str) -> Normal:
    """Reduce a name: legal forms, kinds of place and «им.» go, kinds of school become one word."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    for pattern, replacement in _PHRASES:
        text = re.sub(pattern, replacement, text)
    words, numbers = set(), set()
    for piece in _WORD.findall(text):
        if piece.isdecimal():
            numbers.add(int(piece[:9]))
        elif piece not in _NOISE and not _LEGAL.fullmatch(piece):
            words.add("школа" if piece.startswith("школ") else piece)
    return Normal(frozenset(words), frozenset(numbers))


def likeness(typed: Normal, named: Normal) -> float:
    """How well what was typed fits a name, 0 to 100; 0 when a number is wrong."""
    if typed.is_empty or not typed.numbers <= named.numbers:
        return 0
    if not typed.words:
        return 100
    names = named.words | ({"школа"} if named.words & _SCHOOLS else set())
    return sum(_best(word, names) for word in typed.words) / len(typed.words)


def _best(word: str, names: Iterable[str]) -> float:
    from rapidfuzz import fuzz

    best = 0.0
    for name in names:
        if name == word:
            return 100
        if len(word) > 1 and name.startswith(word):
            best = max(best, 96.0)
        # Names of villages decline: «в Ромашкине» is Ромашкино.
        elif min(len(word), len(name)) > 3 and word not in _SCHOOLS:
            score = float(fuzz.ratio(word, name))
            best = max(best, score if score >= _ALIKE else 0.0)
    return best


def search_organizations(text: str, limit: int = 8) -> Sequence[Organization]:
    """Confirmed organizations that fit what was typed, the best first."""
    typed = normalise(text)
    if typed.is_empty:
        return []
    scored = [
        (-likeness(typed, named), len(named.words) + len(named.numbers), key, number)
        for number, key, named in _directory()
    ]
    best = [number for score, _size, _key, number in sorted(scored) if -score >= ENOUGH][:limit]
    query = (
        select(Organization)
        .where(Organization.id.in_(best))
        .options(joinedload(Organization.parent))
    )
    found = {row.id: row for row in db.session.scalars(query)}
    return [found[number] for number in best if number in found]


def organization_named(text: str) -> Organization | None:
    """The one organization that has exactly this name (short, statutory or alias), else None."""
    typed = normalise(text)
    names = _names()
    found = {number for number, own in names.items() if typed in map(normalise, own)}
    if typed.is_empty or len(found) != 1:
        return None
    return db.session.get(Organization, found.pop())


def _directory() -> list[tuple[int, str, Normal]]:
    query = select(Organization.id, Organization.place).where(Organization.is_confirmed)
    places = dict(db.session.execute(query).all())
    return [
        (number, names[0].casefold(), normalise(" ".join([*names, places.get(number, "")])))
        for number, names in _names().items()
    ]


def _names() -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    query = select(Organization.id, Organization.short_name, Organization.statutory_name)
    for number, short, statutory in db.session.execute(query.where(Organization.is_confirmed)):
        names[number] += [short, statutory]
    aliases = select(OrganizationAlias.organization_id, OrganizationAlias.name)
    for number, alias in db.session.execute(aliases):
        if number in names:
            names[number].append(alias)
    return names
