"""The dative of posts: «учитель русского языка» → «учителю русского языка».

First a table of what schools write, then pymorphy3 for a head word that it knows; what neither
knows stays as it is and is marked, so that a person looks at it before it is printed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer


class Inflected(NamedTuple):
    """A text in the dative, and whether it may be printed without a look."""

    text: str
    sure: bool


_HEADS: dict[str, str] = {
    "администратор": "администратору",
    "аспирант": "аспиранту",
    "библиотекарь": "библиотекарю",
    "ведущий специалист": "ведущему специалисту",
    "воспитатель": "воспитателю",
    "врач": "врачу",
    "главный специалист": "главному специалисту",
    "главный эксперт": "главному эксперту",
    "глава": "главе",
    "делопроизводитель": "делопроизводителю",
    "дефектолог": "дефектологу",
    "директор": "директору",
    "доцент": "доценту",
    "заведующая": "заведующей",
    "заведующий": "заведующему",
    "зам. директора": "зам. директора",
    "заместитель": "заместителю",
    "заместитель директора": "заместителю директора",
    "заместитель заведующего": "заместителю заведующего",
    "заместитель заведующей": "заместителю заведующей",
    "заместитель начальника": "заместителю начальника",
    "и. о. директора": "и. о. директора",
    "и.о. директора": "и.о. директора",
    "инспектор": "инспектору",
    "инструктор": "инструктору",
    "исполняющая обязанности": "исполняющей обязанности",
    "исполняющий обязанности": "исполняющему обязанности",
    "классный руководитель": "классному руководителю",
    "концертмейстер": "концертмейстеру",
    "логопед": "логопеду",
    "мастер": "мастеру",
    "мастер производственного обучения": "мастеру производственного обучения",
    "методист": "методисту",
    "младший воспитатель": "младшему воспитателю",
    "молодой специалист": "молодому специалисту",
    "музыкальный руководитель": "музыкальному руководителю",
    "наставник": "наставнику",
    "начальник": "начальнику",
    "педагог": "педагогу",
    "педагог дополнительного образования": "педагогу дополнительного образования",
    "помощник воспитателя": "помощнику воспитателя",
    "преподаватель": "преподавателю",
    "председатель": "председателю",
    "программист": "программисту",
    "профессор": "профессору",
    "психолог": "психологу",
    "редактор": "редактору",
    "руководитель": "руководителю",
    "секретарь": "секретарю",
    "советник": "советнику",
    "советник директора": "советнику директора",
    "социальный педагог": "социальному педагогу",
    "специалист": "специалисту",
    "старшая вожатая": "старшей вожатой",
    "старший вожатый": "старшему вожатому",
    "старший воспитатель": "старшему воспитателю",
    "старший методист": "старшему методисту",
    "старший преподаватель": "старшему преподавателю",
    "студент": "студенту",
    "студентка": "студентке",
    "тренер": "тренеру",
    "тьютор": "тьютору",
    "учитель": "учителю",
    "учительница": "учительнице",
    "хореограф": "хореографу",
    "эксперт": "эксперту",
    "ветеран": "ветерану",
    "организатор": "организатору",
    "дефектолог-логопед": "дефектологу-логопеду",
}
_LONGEST = max(len(head.split()) for head in _HEADS)
_ADJECTIVES: dict[str, str] = {
    "ведущий": "ведущему",
    "главный": "главному",
    "классный": "классному",
    "молодой": "молодому",
    "музыкальный": "музыкальному",
    "старшая": "старшей",
    "старший": "старшему",
    "младший": "младшему",
    "почётный": "почётному",
    "заслуженный": "заслуженному",
    "мл.": "мл.",
    "ст.": "ст.",
}


def dative_post(post: str) -> Inflected:
    """Write a post in the dative; only its head word changes, what it governs stays.

    Several posts divided by commas are inflected one by one. Capitals stay: «Учитель» becomes
    «Учителю».
    """
    text = " ".join(post.split())
    if not text:
        return Inflected("", True)
    # a comma may also divide subjects: «учитель русского языка, литературы»
    pieces = re.split(r"(,\s+|\s+и\s+(?=классн|педагог|методист|учител|воспитател))", text)
    results = [
        Inflected(piece, True) if index % 2 else _one(piece, first=index == 0)
        for index, piece in enumerate(pieces)
    ]
    return Inflected("".join(one.text for one in results), all(one.sure for one in results))


def _one(post: str, *, first: bool) -> Inflected:
    words = post.split(" ")
    for length in range(min(_LONGEST, len(words)), 0, -1):
        found = _from_table(" ".join(words[:length]))
        if found:
            return Inflected(" ".join([_like(post, found), *words[length:]]), True)
    known = _from_dictionary(words)
    if known:
        return Inflected(_like(post, known), True)
    # a later piece in the genitive («литературы») is no post of its own
    return Inflected(post, not first and _is_genitive(words[0]))


def _from_table(head: str) -> str | None:
    folded = head.casefold()
    if folded in _HEADS:
        return _HEADS[folded]
    *adjectives, noun = folded.split(" ")
    if any(word not in _ADJECTIVES for word in adjectives) or not (adjectives or "-" in noun):
        return None
    parts = [_HEADS.get(part) for part in noun.split("-")]
    if not all(parts):
        return None
    return " ".join([*(_ADJECTIVES[word] for word in adjectives), "-".join(map(str, parts))])


def _from_dictionary(words: list[str]) -> str | None:
    """Inflect adjectives before a noun that names a person, if pymorphy3 knows them all."""
    done: list[str] = []
    for index, word in enumerate(words):
        parses = [one for one in _parses(word) if "nomn" in one.tag and "sing" in one.tag]
        person = next((one for one in parses if {"NOUN", "anim"} in one.tag), None)
        adjective = next((one for one in parses if one.tag.POS in {"ADJF", "PRTF"}), None)
        chosen = person or adjective
        inflected = chosen.inflect({"datv"}) if chosen else None
        if not inflected:
            return None
        done.append(inflected.word)
        if person:
            return " ".join([*done, *words[index + 1 :]])
    return None


def _is_genitive(word: str) -> bool:
    return any("gent" in one.tag for one in _parses(word))


def _parses(word: str) -> list[Any]:
    analyzer = _analyzer()
    folded = word.casefold()
    if not analyzer.word_is_known(folded):
        return []
    return list(analyzer.parse(folded))


def _like(original: str, inflected: str) -> str:
    return inflected[0].upper() + inflected[1:] if original[0].isupper() else inflected


@lru_cache(maxsize=1)
def _analyzer() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()
