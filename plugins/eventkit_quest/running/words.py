"""What happened to a team, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventkit.web.i18n import exact_words
from eventkit_quest.engine import Line

LINES = {
    "started": _l("Старт"),
    "finished": _l("Финиш"),
    "paused": _l("Пауза"),
    "resumed": _l("Игра продолжена"),
    "extra_time": _l("Дополнительное время"),
    "penalty": _l("Штраф"),
    "out": _l("Вне зачёта по решению организатора"),
    "struck": _l("Событие вычеркнуто"),
    "solved": _l("Верный ответ"),
    "confirmed": _l("Ведущий подтвердил прохождение"),
    "waits": _l("Ответ на проверке"),
    "wrong_free": _l("Неверный ответ, бесплатно"),
    "wrong_paid": _l("Неверный ответ"),
    "wrong_late": _l("Неверный ответ после верного, не считается"),
    "over_attempts": _l("Ответ сверх числа попыток, не считается"),
    "locked_out": _l("Ответ во время паузы после ошибки, не считается"),
    "out_of_time": _l("Ответ после срока станции, не считается"),
    "quiz": _l("Результат викторины"),
    "mark": _l("Оценка ведущего"),
    "replaced": _l("Прежний результат, заменён"),
    "hint": _l("Подсказка"),
    "skipped": _l("Станция пропущена"),
    "overtime": _l("Сверх контрольного времени"),
    "over_limit": _l("Время превышено больше допустимого: вне зачёта"),
    "unfinished": _l("Финиша нет: вне зачёта"),
    "bonus": _l("Бонус"),
}
DOUBTS = {
    "fast": _l("Решено быстрее, чем можно прочитать задание"),
    "before_start": _l("Событие раньше старта"),
    "after_finish": _l("Событие позже финиша"),
    "before_opening": _l("Ответ раньше, чем станция открыта"),
    "ahead": _l("Часы телефона спешат"),
}
STATES = {
    "waiting": _l("ещё не стартовала"),
    "unstarted": _l("играет, старт не отмечен"),
    "playing": _l("играет"),
    "paused": _l("пауза"),
    "finished": _l("финишировала"),
    "out": _l("вне зачёта"),
}


def line_words(line: Line, titles: Mapping[str, str]) -> str:
    """A line of the log in words, without its moment and points."""
    said = str(LINES.get(line.what, line.what))
    if line.what == "hint" and line.number:
        said = _("Подсказка %(number)s", number=line.number)
    if line.what == "extra_time":
        said = _("Дополнительное время: %(minutes)s мин", minutes=line.number)
    if line.what in ("overtime", "over_limit") and line.number:
        said = f"{said} ({_('%(minutes)s мин', minutes=line.number)})"
    station = titles.get(line.station, line.station)
    return f"{station}: {_lowered(said)}" if station else said


def news_words(line: Line, team: str, titles: Mapping[str, str]) -> str:
    """A line of the log for the hall: who did what."""
    station = titles.get(line.station, line.station)
    points = exact_words(abs(line.points))
    if line.what == "hint":
        price = _("−%(points)s", points=points) if line.points else _("бесплатно")
        said = _("«%(team)s»: подсказка, %(price)s", team=team, price=price)
    elif line.what == "finished":
        said = _("«%(team)s»: финиш", team=team)
    else:
        said = _(
            "«%(team)s»: «%(station)s», +%(points)s", team=team, station=station, points=points
        )
    return str(said)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
