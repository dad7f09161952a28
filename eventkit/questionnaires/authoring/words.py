"""Words of the authoring pages: kinds of items, modes, mistakes and where they stand."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventkit.web.plain_data import Problem

KINDS = {
    "likert": _l("шкала согласия"),
    "differential": _l("между двумя полюсами"),
    "one": _l("один вариант"),
    "several": _l("несколько вариантов"),
    "rank": _l("расставить по порядку"),
    "matrix": _l("таблица: много строк, одна шкала"),
    "number": _l("число"),
    "slider": _l("ползунок"),
    "text": _l("свободный ответ"),
    "completion": _l("незаконченное предложение"),
}
MODES = {
    "anonymous": _l("Анонимно"),
    "code": _l("По своему коду"),
    "named": _l("С именем"),
}
MODE_TEXTS = {
    "anonymous": _l(
        "Никто не узнает, кто что ответил, даже по базе данных. Замеры сравниваются только группой:"
        " «до» и «после» одного человека не связать."
    ),
    "code": _l(
        "Человек сам составляет код по подсказке. По коду связываются «до» и «после» и пары. Это не"
        " полная анонимность: кто знает ответы на подсказку, может узнать код. На экране так и"
        " написано."
    ),
    "named": _l("Ответы подписаны. Организатор видит, кто ответил. Так и написано перед ответом."),
}
TESTS = {
    "is": _l("выбран вариант"),
    "is_not": _l("выбран не этот вариант"),
    "has": _l("среди выбранных есть"),
    "at_least": _l("число не меньше"),
    "at_most": _l("число не больше"),
    "answered": _l("на него ответили"),
}
STATES = {"planned": _l("ждёт"), "open": _l("открыт"), "closed": _l("закрыт")}
SENTENCES = {
    "format": _l("Это не файл опросника."),
    "version": _l("Версия файла «%(value)s» здесь неизвестна."),
    "object": _l("Здесь нужен объект."),
    "list": _l("Здесь нужен список."),
    "text": _l("Здесь нужен текст."),
    "missing": _l("Это нужно заполнить."),
    "long": _l("Длиннее, чем %(value)s знаков."),
    "many": _l("Их больше, чем %(value)s."),
    "identifier": _l("Нужно имя из латинских букв и цифр, а не «%(value)s»."),
    "number": _l("«%(value)s» – не число."),
    "range": _l("Нужно число: %(value)s."),
    "whole": _l("Нужно целое число, а не %(value)s."),
    "flag": _l("Нужно «да» или «нет»."),
    "choice": _l("Годится одно из: %(value)s."),
    "repeated": _l("«%(value)s» встречается дважды."),
    "unknown": _l("«%(value)s» здесь нет."),
    "few": _l("Нужно хотя бы %(value)s."),
    "number_of": _l("Их должно быть %(value)s."),
    "not_shown": _l("Пункта «%(value)s» нет ни на одной странице."),
}
PLACES = {
    "items": _l("Пункт %(number)d"),
    "scales": _l("Шкала %(number)d"),
    "pages": _l("Страница %(number)d"),
    "options": _l("вариант %(number)d"),
    "rows": _l("строка %(number)d"),
    "labels": _l("подпись %(number)d"),
    "levels": _l("уровень %(number)d"),
    "norms": _l("норма %(number)d"),
}
_STEP = re.compile(r"^(\w+)\[(\d+)\]$")


def sentence(problem: Problem) -> str:
    """A mistake in the reader's language."""
    said: str = str(SENTENCES[problem.kind])
    return said.replace("%(value)s", problem.value)


def place_of(path: str) -> str:
    """Where a mistake stands, as far as it has a name: «Пункт 4, вариант 2»."""
    named = []
    for step in path.split("."):
        found = _STEP.match(step)
        if found and found[1] in PLACES:
            named.append(str(PLACES[found[1]]).replace("%(number)d", str(int(found[2]) + 1)))
    return ", ".join(named)


def refused(problem: Problem) -> str:
    """A mistake with its place, for a list of mistakes."""
    place = place_of(problem.path)
    last = problem.path.rpartition(".")[2]
    if not place:
        return f"{last}: {sentence(problem)}" if last else sentence(problem)
    if _STEP.match(last):
        return f"{place}. {sentence(problem)}"
    said = sentence(problem)
    return str(_("%(place)s (%(field)s). %(what)s", place=place, field=last, what=said))
