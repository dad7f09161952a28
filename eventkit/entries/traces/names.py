"""Names of persons in a text: in all cases, with initials, in Latin letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from eventkit.entries.traces.forms import (
    analyzer,
    first_forms,
    is_common,
    key,
    latin_pattern,
    patronymic_forms,
    surname_forms,
)
from eventkit.entries.traces.pet_names import pet_names
from eventkit.entries.traces.tokens import Token
from eventkit.entries.traces.wanted import Found, Named

_GAP = re.compile("[ \t\u00a0\u2009\u202f]*\n?[ \t\u00a0]*|[-‐‑–]")
_AFTER_INITIAL = re.compile("\\.?[ \t\u00a0\u2009\u202f]*\n?[ \t\u00a0]*")
_HERSELF = re.compile(
    r"(?:меня зовут|мое имя|моё имя|\bя|автор\w*|с уважением|ваша?|подпись|выполнил\w*)"
    r"[\s,:–—-]*$",
    re.IGNORECASE,
)
SHORTEST_LATIN = 4


@dataclass
class _Person:
    """A person's forms by part: «last» and «kin» for the surname, «first», «patronymic», «pet»."""

    named: Named
    parts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def part_of(self, token: Token) -> str:
        """Which part of the name a word may be."""
        return next((part for part, forms in self.parts.items() if token.key in forms), "")


def find_names(text: str, tokens: Sequence[Token], persons: Sequence[Named]) -> Iterator[Found]:
    """Every place that names one of the persons."""
    for named in persons:
        person = _person(named)
        yield from _runs(text, tokens, person)
        yield from _in_latin(text, named)


def _person(named: Named) -> _Person:
    person = _Person(named)
    for piece in [named.last, *re.split(r"[-\s]+", named.last)]:
        if len(piece) > 1:
            own, kin = surname_forms(piece, named.gender)
            person.parts["last"] |= own
            person.parts["kin"] |= kin
    if named.first:
        person.parts["first"] |= first_forms(named.first, named.gender)
        for pet in pet_names(named.first):
            person.parts["pet"] |= first_forms(pet, "f")
    if named.patronymic:
        person.parts["patronymic"] |= patronymic_forms(named.patronymic, named.gender)
    return person


def _runs(text: str, tokens: Sequence[Token], person: _Person) -> Iterator[Found]:
    """Words of the name that stand together, with the initials between them, make one trace."""
    index = 0
    while index < len(tokens):
        run = _run(text, tokens, index, person)
        if any(part != "initial" for _token, part in run):
            found = _judged(text, tokens, index, run, person)
            if found:
                yield found
            index += len(run)
        else:
            index += 1


def _run(
    text: str, tokens: Sequence[Token], index: int, person: _Person
) -> list[tuple[Token, str]]:
    run: list[tuple[Token, str]] = []
    for token in tokens[index : index + 6]:
        gap = _AFTER_INITIAL if run and run[-1][1] == "initial" else _GAP
        if run and not gap.fullmatch(text[run[-1][0].end : token.start]):
            break
        part = person.part_of(token)
        if len(token.key) == 1:
            part = "initial" if token.is_capital and text[token.end :][:1] in (".", " ") else ""
            if part and token.key not in _initials(person.named):
                break
        if not part:
            break
        run.append((token, part))
    return run


def _initials(named: Named) -> set[str]:
    parts = [*re.split(r"[-\s]+", named.last), named.first, named.patronymic]
    return {key(part)[0] for part in parts if part}


def _judged(
    text: str,
    tokens: Sequence[Token],
    index: int,
    run: list[tuple[Token, str]],
    person: _Person,
) -> Found | None:
    parts = {part for _token, part in run}
    start, end = run[0][0].start, run[-1][0].end
    if run[-1][1] == "initial" and text[end : end + 1] == ".":
        end += 1
    sure = _is_sure(parts, run)
    if sure is None:
        sure = _alone(text, tokens, index, run)
    if sure is None:
        return None
    return Found("name", start, end, _full(person.named), sure)


def _is_sure(parts: set[str], run: list[tuple[Token, str]]) -> bool | None:
    """What several parts together say; None when one part stands alone."""
    if "last" in parts and parts & {"first", "patronymic", "initial", "pet"}:
        return any(token.is_capital for token, _part in run)
    if "last" in parts and len(run) > 1:
        return True  # both halves of «Дружинина-Мостовая»
    if {"first", "patronymic"} <= parts:
        return True
    if "kin" in parts and parts & {"first", "patronymic", "initial"}:
        return False
    if parts & {"first", "patronymic"} and "initial" in parts:
        return True
    return None


def _alone(
    text: str, tokens: Sequence[Token], index: int, run: list[tuple[Token, str]]
) -> bool | None:
    """A single word: sure, perhaps, or (None) a word like any other."""
    token, part = next((one for one in run if one[1] != "initial"), run[0])
    common = is_common(token.key)
    beside = _beside(text, tokens, index + len(run), run[-1][0])
    if not token.is_capital:
        return False if part == "last" and not common and len(token.key) > 3 else None
    if common and token.begins and (part in ("first", "pet", "kin") or _is_plain(token, beside)):
        return None
    if part == "last" and not common:
        return not (beside and _names_another(text, beside))
    if part == "first" and _HERSELF.search(text[max(0, token.start - 30) : token.start]):
        return True
    if part in ("first", "pet") and beside and beside.is_capital and len(beside.key) > 1:
        return None  # «Пётр Первый» is somebody else
    if part == "patronymic" and index and _is_first_name(text, tokens[index - 1], token):
        return None  # «Нина Павловна» is another one than «Юлия Павловна»
    return False


def _is_first_name(text: str, before: Token, token: Token) -> bool:
    """Whether a capital word stands right before, as another person's first name would."""
    close = re.fullmatch("[ \u00a0]{1,2}", text[before.end : token.start])
    if not close or not before.is_capital:
        return False
    return any("Name" in parse.tag.grammemes for parse in analyzer().parse(before.key)[:3])


def _beside(text: str, tokens: Sequence[Token], after: int, last: Token) -> Token | None:
    """The word that follows with nothing but a blank between."""
    following = tokens[after] if after < len(tokens) else None
    if following and re.fullmatch("[ \u00a0]{1,2}", text[last.end : following.start]):
        return following
    return None


def _is_plain(token: Token, beside: Token | None) -> bool:
    """«Белая берёза», «Ли это ответ»: a sentence begins with a word that is no name there."""
    parses = analyzer().parse(token.key)
    if parses[0].tag.POS in ("PREP", "CONJ", "PRCL", "NPRO", "INTJ"):
        return True
    if beside is None or beside.is_capital:
        return False
    nouns = [one.tag for one in analyzer().parse(beside.key) if one.tag.POS == "NOUN"]
    adjectives = [one.tag for one in parses if one.tag.POS in ("ADJF", "PRTF")]
    return any(a.case == n.case and a.number == n.number for a in adjectives for n in nouns)


def _names_another(text: str, word: Token) -> bool:
    """Whether initials or a first name of somebody else stand beside the surname."""
    if len(word.key) == 1:
        return word.is_capital and text[word.end :][:1] == "."
    return word.is_capital and any(
        "Name" in parse.tag.grammemes for parse in analyzer().parse(word.key)[:2]
    )


def _in_latin(text: str, named: Named) -> Iterator[Found]:
    stem = re.sub("[аяйоеы]+$", "", key(named.last))
    if len(stem) >= SHORTEST_LATIN:
        pattern = rf"(?<![A-Za-z]){latin_pattern(stem)}[a-z]{{0,2}}(?![A-Za-z])"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield Found("name", match.start(), match.end(), _full(named), True)


def _full(named: Named) -> str:
    return " ".join(part for part in (named.last, named.first, named.patronymic) if part)
