"""Schools and kindergartens in a text: by number, by the name in quotes, by the whole name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eventkit.entries.traces.forms import analyzer, key, word_forms
from eventkit.entries.traces.wanted import Found

_CLASSES = {
    "school": r"(?:сош|оош|нош|(?:[а-яё]+ )?школ[а-яё]*|школ[а-яё]*-интернат[а-яё]*"
    r"|общеобразовательн[а-яё]+ учреждени[а-яё]+|[мгчк][аб]?к?оу)",
    "kindergarten": r"(?:детск[а-яё]+ сад[а-яё]*|детсад[а-яё]*|садик[а-яё]*|сад[а-яё]{0,3}"
    r"|[мг][абк]?доу|доу|дс|д/с|црр)",
    "lyceum": r"(?:лице[а-яё]+|гимнази[а-яё]+|прогимнази[а-яё]+)",
    "centre": r"(?:цдт|ддт|дюсш|сюн|центр[а-яё]*(?: детск[а-яё]+ творчеств[а-яё]+)?"
    r"|дом[а-яё]{0,2} детск[а-яё]+ творчеств[а-яё]+|дворец|дворц[а-яё]+)",
    "college": r"(?:колледж[а-яё]*|техникум[а-яё]*|училищ[а-яё]+)",
    "department": r"(?:отдел[а-яё]* образовани[а-яё]+|управлени[а-яё]+ образовани[а-яё]+)",
}
_GENERIC = re.compile(
    rf"(?<!\w)(?:{'|'.join(_CLASSES.values())}|средн\w+|основн\w+|начальн\w+|учрежд\w+|имени)(?!\w)",
    re.I,
)
_WITH_PLACE = re.compile(r"\s(?:с|п|пгт|г|д|пос|рп)\.?\s[А-ЯЁ].*$")
_QUOTES = "«»\"“”„‟'"
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]{{3,60}})[{_QUOTES}]")
_ACRONYM = re.compile(r"(?<![\w])(?:ЦДТ|ДДТ|ДЮСШ|СЮН|ДДЮТ|ЦРТДЮ|ЦВР|ДЮЦ)(?![\w])")
_FORM = re.compile(r"^(?:м|г|ч)?(?:[абк])?(?:д)?о?у(?: до)?\s+", re.I)
_BREAK = r"[\s\u00a0]+"


def find_schools(text: str, names: Sequence[str]) -> Iterator[Found]:
    """Every place that names one of the organizations, whatever its case."""
    for name in names:
        yield from _whole(text, name)
        for number, kind in _numbers(name):
            yield from _by_number(text, name, number, kind)
        yield from _by_title(text, name)
        yield from _centre(text, name)
        for acronym in set(_ACRONYM.findall(name)):
            for match in re.finditer(rf"(?<!\w){acronym}(?!\w)", text):
                yield Found("school", match.start(), match.end(), name, False)


def _whole(text: str, name: str) -> Iterator[Found]:
    """The name as it stands, and without its legal form in front."""
    for variant in {name, _FORM.sub("", name)}:
        if len(variant) < 8:
            continue
        pieces = [re.escape(piece) for piece in re.split(rf"[\s{_QUOTES}]+", variant) if piece]
        pattern = rf"[\s{_QUOTES}]+".join(pieces).replace("№", r"№\s*")
        for match in re.finditer(rf"(?<!\w){pattern}[{_QUOTES}]*(?!\w)", text, re.I):
            yield Found("school", match.start(), match.end(), name, True)


def _centre(text: str, name: str) -> Iterator[Found]:
    """«Центр детского творчества»: there may be several, so it is «perhaps»."""
    for quoted in _QUOTED.findall(name):
        words = _WITH_PLACE.sub("", quoted).split()
        if len(words) > 2 and re.match(_CLASSES["centre"], quoted, re.I):
            first = "|".join(_spelt(words[0]))
            rest = _BREAK.join(map(re.escape, words[1:]))
            for match in re.finditer(rf"(?<!\w)(?:{first}){_BREAK}{rest}(?!\w)", text, re.I):
                yield Found("school", match.start(), match.end(), name, False)


def _numbers(name: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"(?:№|N|No)\s*(\d{1,4})", name):
        before = name[: match.start()].lower()
        kinds = [
            (found.end(), kind)
            for kind, pattern in _CLASSES.items()
            for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", before)
        ]
        if kinds:
            yield match[1], max(kinds)[1]


def _by_number(text: str, name: str, number: str, kind: str) -> Iterator[Found]:
    pattern = _CLASSES[kind]
    sign = r"(?:№|N|No|номер[а-яё]*|#)"
    digits = rf"(?:{number}(?!\d|[.,]\d)|{_ordinal(number)})"
    middle = r"(?:[\s,]+(?:общеобразовательн|средн|муниципальн)[а-яё]+)?"
    title = rf"(?:\s*[{_QUOTES}]*)"
    after = rf"(?<!\w){pattern}{middle}{title}\s*-?\s*(?:{sign}\s*{digits}|{number}(?![\d.,%-]))"
    cardinal = rf"(?:{number}\s?-\s?[а-яё]{{1,3}}|{_ordinal(number)})"
    before = rf"(?<!\w){cardinal}\s+(?:[а-яё]+\s+)?{pattern}(?!\w)"
    prefix = r"(?:(?<!\w)[мгч][абк]?д?оу\s+)?"
    for one in (prefix + after, before):
        for match in re.finditer(one, text, re.I):
            # «5 класс», «школа 5 лет назад»: a bare number is the school's only without a noun.
            rest = text[match.end() : match.end() + 14]
            bare = "№" not in match[0] and not re.search(sign, match[0], re.I)
            if (
                bare
                and one is not before
                and re.match(r"\s*[-–]?\s*(?:лет|год|класс|урок|раз|дн|учен|час|мин)", rest)
            ):
                continue
            yield Found("school", match.start(), match.end(), name, True)


def _ordinal(number: str) -> str:
    """«пятой», «двадцать пятой» in all cases; a pattern that matches nothing for large numbers."""
    value = int(number)
    ones = [
        "первый",
        "второй",
        "третий",
        "четвертый",
        "пятый",
        "шестой",
        "седьмой",
        "восьмой",
        "девятый",
    ]
    teens = [
        "десятый",
        "одиннадцатый",
        "двенадцатый",
        "тринадцатый",
        "четырнадцатый",
        "пятнадцатый",
        "шестнадцатый",
        "семнадцатый",
        "восемнадцатый",
        "девятнадцатый",
    ]
    tens = [
        "двадцать",
        "тридцать",
        "сорок",
        "пятьдесят",
        "шестьдесят",
        "семьдесят",
        "восемьдесят",
        "девяносто",
    ]
    if 1 <= value <= 9:
        return _forms_pattern(ones[value - 1])
    if 10 <= value <= 19:
        return _forms_pattern(teens[value - 10])
    if 21 <= value <= 99 and value % 10:
        return rf"{tens[value // 10 - 2]}\s+{_forms_pattern(ones[value % 10 - 1])}"
    return "(?!)"


def _forms_pattern(word: str) -> str:
    parse = analyzer().parse(word)[0]
    forms = {form.word for form in parse.lexeme} | {key(form.word) for form in parse.lexeme}
    return "(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + ")"


def _by_title(text: str, name: str) -> Iterator[Found]:
    """«Подсолнух» of the kindergarten's name, in quotes or after the word for such a place."""
    every = "|".join(_CLASSES.values())
    for quoted in _QUOTED.findall(name):
        if _GENERIC.search(quoted) or len(quoted) < 4:
            continue
        words = [
            "(?:" + "|".join(sorted(_spelt(word), key=len, reverse=True)) + ")"
            for word in quoted.split()
        ]
        title = _BREAK.join(words)
        marked = rf"(?<!\w)(?:(?:{every})(?:\s*№\s*\d+)?\s+)?[{_QUOTES}]{title}[{_QUOTES}]"
        for match in re.finditer(marked, text, re.I):
            sure = match[0][0] not in _QUOTES
            yield Found("school", match.start(), match.end(), name, sure)
        named = rf"(?<!\w)(?:{every})(?:\s*№\s*\d+)?\s+{title}(?!\w)"
        for match in re.finditer(named, text, re.I):
            sure = match[0].split()[-1][0].isupper()
            yield Found("school", match.start(), match.end(), name, sure)


def _spelt(word: str) -> set[str]:
    forms = word_forms(word)
    return {re.escape(form).replace("е", "[её]") for form in forms}
