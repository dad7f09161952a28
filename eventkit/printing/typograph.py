"""No-break spaces where Russian typesetting wants them."""

from __future__ import annotations

import re

NBSP = "\u00a0"
_INITIALS = re.compile(r"(?<=\b[А-ЯЁA-Z]\.) (?=[А-ЯЁA-Z]\.)")
_SURNAME_FIRST = re.compile(r"(?<=[а-яё]) (?=[А-ЯЁ]\.[  ]?[А-ЯЁ]\.)")
_INITIALS_FIRST = re.compile(r"(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])")
_SHORT_WORD = re.compile(r"(?<![\w-])([а-яёА-ЯЁ]{1,2}) (?=\S)")
_ABBREVIATION = re.compile(r"(?<![\w-])(с|г|д|п|пос|пгт|им|ул|стр|см|рис)\. (?=[А-ЯЁа-яё\d«])")
_NUMBER_SIGN = re.compile(r"№ (?=\w)")
_AFTER_NUMBER = re.compile(r"((?<![№\d\u00a0])\d+(?:,\d+)?) (?=[а-яё%₽])")
_DASH = re.compile(r" (?=[–—] )")


def bind(text: str) -> str:
    """Bind short words, initials, №, abbreviations and numbers to what they belong to.

    Only blanks change, into no-break ones: nothing is added, so «СОШ №1» keeps its spelling.

    >>> bind("в номинации «Урок» МАОУ СОШ № 1 с. Вымыслово").count(NBSP)
    3
    """
    text = _NUMBER_SIGN.sub(f"№{NBSP}", text)
    text = _ABBREVIATION.sub(rf"\1.{NBSP}", text)
    for pattern in (_INITIALS, _SURNAME_FIRST, _INITIALS_FIRST, _DASH):
        text = pattern.sub(NBSP, text)
    text = _AFTER_NUMBER.sub(rf"\1{NBSP}", text)
    # twice: «и в школе» has two short words in a row, and a match eats the blank between them
    for _ in range(2):
        text = _SHORT_WORD.sub(rf"\1{NBSP}", text)
    return text
