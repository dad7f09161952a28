"""Phrases by which authors present themselves, whether or not the name is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventkit.entries.traces.wanted import Found

_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
_PERSON = rf"(?:{_INITIALS}\s?{_NAME}|{_NAME}(?:[ \u00a0]{_NAME}){{0,2}}(?:\s{_INITIALS})?)"
_TEACHER = (
    r"(?:учител|воспитател|педагог|методист|директор|логопед|психолог|наставник|тренер)[а-яё]*"
)
_LEGAL = r"(?:М|Г|Ч)(?:А|Б|К)?(?:Д)?ОУ(?: ДО)?|МАУ ДО|МБУ ДО"
_PLACE = r"(?:школ|сел|пос[её]л|деревн|гимнази|лице|детск[а-яё]+ сад|район|город|улус)[а-яё]*"
_PHRASES = (
    re.compile(rf"(?:[Мм]еня зовут|[Мм]о[её] имя|[Мм]оя фамилия)[\s:–—-]*({_PERSON})"),
    re.compile(
        r"(?:Автор(?:\s+(?:работы|эссе|письма))?|[Рр]аботу\s+выполнил[аи]?|Выполнил[аи]?"
        rf"|Подготовил[аи]?|Составител[ьи]|Исполнител[ьи])\s*[:–—-]\s*({_PERSON})"
    ),
    re.compile(rf"(?<![\w])[Яя],\s+({_NAME}[ \u00a0]{_NAME}(?:[ \u00a0]{_NAME})?)(?=,|\s[–—-]|\.)"),
    re.compile(
        rf"(?<![\w])((?:{_LEGAL})(?:\s+(?:СОШ|ООШ|НОШ|{_PLACE}))?(?:\s*№\s*\d+)?"
        rf"(?:\s*«[^»\n]{{2,60}}»)?)"
    ),
    re.compile(
        rf"[Нн]аш[а-яё]{{1,2}}\s+(?:[а-яё]+\s+)?({_PLACE}\s+(?:№\s*\d+|«[^»\n]{{2,40}}»|{_NAME}))"
    ),
    re.compile(
        r"(?<![\w])[Яя]\s+(?:родом|родил[а-яё]+|живу|работаю|приехал[а-яё]*|преподаю)"
        rf"[^.!?\n]{{0,30}}?\s(?:в|из|во)\s+({_PLACE}\s+(?:№\s*\d+|{_NAME}))"
    ),
    re.compile(
        rf"[Сс]\s+(?:уважением|любовью|теплом)[,\s–—-]*(?:ваш[а-яё]*\s+)?({_PERSON})\s*[.!]?\s*$"
    ),
    re.compile(
        rf"(?<![\w]){_TEACHER}\s+(?:[а-яё]+\s+){{0,3}}({_NAME}\s{_INITIALS}|{_INITIALS}\s?{_NAME})"
    ),
)
_SIGNED = re.compile(
    rf"\n\s*((?:{_NAME}\s+){{1,2}}{_NAME}|{_NAME}\s{_INITIALS}|{_INITIALS}\s?{_NAME})\s*[.]?\s*$"
)


def find_reveals(text: str) -> Iterator[Found]:
    """What looks like the author's own presentation; always «perhaps»."""
    for phrase in _PHRASES:
        for match in phrase.finditer(text):
            yield Found("reveal", match.start(1), match.end(1), "", False)
    signed = _SIGNED.search(text)
    if signed is not None:
        yield Found("reveal", signed.start(1), signed.end(1), "", False)
