"""Sentences about the value of a work: its sheets and what was made of them."""

from __future__ import annotations

from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.results.telling import Params, Tell, Teller, numbers
from eventkit.web.i18n import exact_words, number


def _mean(teller: Teller, about: Params) -> object:
    totals = about["totals"]
    if len(totals) == 1:
        return _(
            "Лист один: %(total)s из %(most)s. Он и есть балл работы.",
            total=exact_words(totals[0]),
            most=exact_words(teller.maximum),
        )
    return ngettext(
        "%(num)d лист: %(totals)s. Сумма %(sum)s, среднее %(value)s из %(most)s.",
        "%(num)d листа: %(totals)s. Сумма %(sum)s, среднее %(value)s из %(most)s.",
        len(totals),
        totals=numbers(totals),
        sum=exact_words(sum(totals, start=Fraction(0))),
        value=number(about["value"]),
        most=exact_words(teller.maximum),
    )


def _median(teller: Teller, about: Params) -> object:
    return ngettext(
        "%(num)d лист: %(totals)s. Медиана %(value)s из %(most)s.",
        "%(num)d листа: %(totals)s. Медиана %(value)s из %(most)s.",
        len(about["totals"]),
        totals=numbers(about["totals"]),
        value=number(about["value"]),
        most=exact_words(teller.maximum),
    )


def _sum(teller: Teller, about: Params) -> object:
    return ngettext(
        "%(num)d лист: %(totals)s. Балл работы – сумма листов: %(value)s.",
        "%(num)d листа: %(totals)s. Балл работы – сумма листов: %(value)s.",
        len(about["totals"]),
        totals=numbers(about["totals"]),
        value=number(about["value"]),
    )


def _trimmed(teller: Teller, about: Params) -> object:
    return _(
        "Отброшены самый низкий лист, %(low)s, и самый высокий, %(high)s. Среднее остальных"
        " (%(kept)s) – %(value)s из %(most)s.",
        low=exact_words(about["low"]),
        high=exact_words(about["high"]),
        kept=numbers(about["totals"]),
        value=number(about["value"]),
        most=exact_words(teller.maximum),
    )


def _too_few(teller: Teller, about: Params) -> object:
    return ngettext(
        "Крайние листы отбрасывают, когда листов не меньше %(needed)d; здесь %(num)d, поэтому"
        " ни один не отброшен.",
        "Крайние листы отбрасывают, когда листов не меньше %(needed)d; здесь %(num)d, поэтому"
        " ни один не отброшен.",
        about["sheets"],
        needed=about["needed"],
    )


def _reading_missing(teller: Teller, about: Params) -> object:
    return _(
        "Двух чтений нет, поэтому балл – среднее того, что есть (%(totals)s): %(value)s.",
        totals=numbers(about["totals"]),
        value=number(about["value"]),
    )


def _readings(about: Params) -> dict[str, str]:
    shown = ("first", "second", "third", "difference", "threshold")
    told = {name: exact_words(about[name]) for name in shown if about.get(name) is not None}
    return told | {"value": number(about["value"])}


def _two_readings(teller: Teller, about: Params) -> object:
    return _(
        "Два чтения: %(first)s и %(second)s, разница %(difference)s. Балл – их среднее, %(value)s.",
        **_readings(about),
    )


def _third_missing(teller: Teller, about: Params) -> object:
    return _(
        "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге %(threshold)s,"
        " а третьего ещё нет. Пока балл – их среднее, %(value)s.",
        **_readings(about),
    )


def _third_final(teller: Teller, about: Params) -> object:
    return _(
        "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге %(threshold)s."
        " Третье чтение стало баллом работы: %(value)s.",
        **_readings(about),
    )


def _closest(teller: Teller, about: Params) -> object:
    counted = about["counted"]
    told = _readings(about) | {"nearer": exact_words(counted[0])}
    if about["equally_near"]:
        return _(
            "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге"
            " %(threshold)s. Третье, %(third)s, равно удалено от обоих, поэтому взято большее,"
            " %(nearer)s. Среднее с третьим – %(value)s.",
            **told,
        )
    return _(
        "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге %(threshold)s."
        " К третьему, %(third)s, ближе %(nearer)s. Их среднее – %(value)s.",
        **told,
    )


def _mean_of_three(teller: Teller, about: Params) -> object:
    return _(
        "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге %(threshold)s."
        " Вместе с третьим, %(third)s, среднее трёх – %(value)s.",
        **_readings(about),
    )


def _annulled(teller: Teller, about: Params) -> object:
    name, other = teller.juror(about["juror"]), teller.juror(about["replaced_by"])
    if name and other:
        return _(
            "Лист аннулирован (%(name)s) и в подсчёт не входит, вместо него другой (%(other)s).",
            name=name,
            other=other,
        )
    if name:
        return _("Лист аннулирован (%(name)s) и в подсчёт не входит.", name=name)
    if about["replaced_by"]:
        return _("Один лист аннулирован и в подсчёт не входит, вместо него другой.")
    return _("Один лист аннулирован и в подсчёт не входит.")


def _incomplete(teller: Teller, about: Params) -> object:
    return _("Один лист заполнен не до конца и в подсчёт не входит.")


def _fewer(teller: Teller, about: Params) -> object:
    return ngettext(
        "Работа оценена по %(num)d листу вместо %(expected)d.",
        "Работа оценена по %(num)d листам вместо %(expected)d.",
        about["sheets"],
        expected=about["expected"],
    )


def _none(teller: Teller, about: Params) -> object:
    return _("Нет ни одного отправленного листа, поэтому балла и места нет.")


VALUE_SENTENCES: dict[str, Tell] = {
    "mean_of_sheets": _mean,
    "median_of_sheets": _median,
    "sum_of_sheets": _sum,
    "trimmed_mean": _trimmed,
    "too_few_to_trim": _too_few,
    "reading_missing": _reading_missing,
    "two_readings": _two_readings,
    "third_reading_missing": _third_missing,
    "third_is_final": _third_final,
    "closest_two": _closest,
    "mean_of_three": _mean_of_three,
    "sheet_annulled": _annulled,
    "sheet_incomplete": _incomplete,
    "fewer_sheets": _fewer,
    "no_valid_sheets": _none,
}
