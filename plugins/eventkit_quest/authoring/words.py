"""Words of the authoring pages: kinds of tasks, and mistakes of a file."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventkit_quest.engine import Problem

ANSWER_KINDS = {
    "word": _l("слово или код"),
    "number": _l("число"),
    "choice": _l("один вариант"),
    "choices": _l("несколько вариантов"),
    "order": _l("порядок"),
    "match": _l("соответствие"),
    "qr": _l("QR на стене"),
    "text": _l("свободный текст, проверит человек"),
    "photo": _l("фото или файл, проверит человек"),
}
STATION_KINDS = {
    "code": _l("задание: все ответы верны – баллы станции"),
    "quiz": _l("викторина: баллы за каждый верный ответ"),
    "judged": _l("баллы ставит ведущий или приносит таблица с другого сайта"),
}
WAYS = {
    "free": _l("свободно: команда сама выбирает, куда идти"),
    "routes": _l("по маршрутам: у каждой команды свой порядок"),
}
SENTENCES = {
    "format": _l("Это не файл квеста."),
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
    "flag": _l("Нужно true или false."),
    "choice": _l("Годится одно из: %(value)s."),
    "repeated": _l("«%(value)s» встречается дважды."),
    "unknown": _l("«%(value)s» здесь нет."),
    "no_right": _l("Не сказано, какой ответ верный."),
    "rules": _l("Так посчитать нельзя: %(value)s."),
    "picture": _l("«%(value)s» – не картинка, которую можно показать."),
    "own": _l("Станция не может ждать саму себя."),
}


def sentence(problem: Problem) -> str:
    """A mistake in the reader's language."""
    said: str = str(SENTENCES[problem.kind])
    return said.replace("%(value)s", problem.value)


def refused(problem: Problem) -> str:
    """A mistake with its place in the file."""
    return f"{problem.path}: {sentence(problem)}"
