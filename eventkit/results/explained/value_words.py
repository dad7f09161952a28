"""Sentences about the value of a work: its sheets and what was made of them."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.results.explained.step_words import STEP_SENTENCES
from eventkit.results.explained.telling import Params, Tell, Teller, equation, numbers, value_words
from eventkit.results.explained.time_words import overtime
from eventkit.web.i18n import exact_words


def _out_of(teller: Teller, about: Params) -> dict[str, str]:
    return {"value": value_words(about["value"]), "most": _most(teller, about)}


def _most(teller: Teller, about: Params) -> str:
    """The most that the work could get, or its sheet of the trial that is told about."""
    return exact_words(about.get("most", teller.maximum))


def _mean(teller: Teller, about: Params) -> object:
    totals, value, rule = about["totals"], about["value"], teller.cite("value")
    if len(totals) == 1:
        return _(
            "Лист один: %(value)s из %(most)s. Он и есть балл работы.",
            value=exact_words(totals[0]),
            most=_most(teller, about),
        )
    if not teller.shows_totals:
        return _(
            "Балл работы – среднее листов%(rule)s: %(value)s из %(most)s.",
            rule=rule,
            **_out_of(teller, about),
        )
    return ngettext(
        "Балл работы – среднее %(num)d листа%(rule)s: %(sum)s из %(most)s.",
        "Балл работы – среднее %(num)d листов%(rule)s: %(sum)s из %(most)s.",
        len(totals),
        rule=rule,
        sum=equation(teller.ordered(totals), value, len(totals)),
        most=_most(teller, about),
    )


def _median(teller: Teller, about: Params) -> object:
    totals, value = sorted(about["totals"]), about["value"]
    if not teller.shows_totals:
        return _(
            "Балл работы – медиана листов%(rule)s: %(value)s из %(most)s.",
            rule=teller.cite("value"),
            **_out_of(teller, about),
        )
    half = len(totals) // 2
    is_odd = len(totals) % 2
    middle = value_words(value) if is_odd else equation(totals[half - 1 : half + 1], value, 2)
    return ngettext(
        "%(num)d лист по возрастанию: %(totals)s. Балл работы – медиана, середина этого"
        " ряда%(rule)s: %(middle)s из %(most)s.",
        "%(num)d листа по возрастанию: %(totals)s. Балл работы – медиана, середина этого"
        " ряда%(rule)s: %(middle)s из %(most)s.",
        len(totals),
        totals=numbers(totals),
        rule=teller.cite("value"),
        middle=middle,
        most=_most(teller, about),
    )


def _sum(teller: Teller, about: Params) -> object:
    totals, value = about["totals"], about["value"]
    is_told = teller.shows_totals and len(totals) > 1
    return ngettext(
        "Балл работы – сумма %(num)d листа%(rule)s: %(sum)s.",
        "Балл работы – сумма %(num)d листов%(rule)s: %(sum)s.",
        len(totals),
        rule=teller.cite("value"),
        sum=equation(teller.ordered(totals), value) if is_told else value_words(value),
    )


def _trimmed(teller: Teller, about: Params) -> object:
    kept, value = about["totals"], about["value"]
    if not teller.shows_totals:
        return _(
            "Самый высокий и самый низкий лист отброшены%(rule)s. Среднее остальных – %(value)s из"
            " %(most)s.",
            rule=teller.cite("value"),
            **_out_of(teller, about),
        )
    told = {
        "low": exact_words(about["low"]),
        "high": exact_words(about["high"]),
        "rule": teller.cite("value"),
        "most": _most(teller, about),
    }
    if len(kept) == 1:
        return _(
            "Самый высокий лист, %(high)s, и самый низкий, %(low)s, отброшены%(rule)s. Остался"
            " один: %(value)s из %(most)s.",
            value=exact_words(value),
            **told,
        )
    return _(
        "Самый высокий лист, %(high)s, и самый низкий, %(low)s, отброшены%(rule)s. Среднее"
        " остальных: %(sum)s из %(most)s.",
        sum=equation(teller.ordered(kept), value, len(kept)),
        **told,
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
    totals, value = about["totals"], about["value"]
    is_told = teller.shows_totals and len(totals) > 1
    return _(
        "Двух чтений нет, поэтому балл – среднее того, что есть%(rule)s: %(sum)s.",
        rule=teller.cite("value"),
        sum=equation(teller.ordered(totals), value, len(totals)) if is_told else value_words(value),
    )


def _readings(teller: Teller, about: Params) -> dict[str, str]:
    shown = ("first", "second", "third", "difference", "threshold")
    told = {name: exact_words(about[name]) for name in shown if about.get(name) is not None}
    counted = about.get("counted") or (about["first"], about["second"])
    value = about["value"]
    is_told = teller.shows_totals and len(counted) > 1
    told["sum"] = equation(counted, value, len(counted)) if is_told else value_words(value)
    return told | {"rule": teller.cite("value")}


def _two_readings(teller: Teller, about: Params) -> object:
    told = _readings(teller, about)
    if not teller.shows_totals:
        return _("Балл – среднее двух чтений%(rule)s: %(sum)s.", **told)
    return _(
        "Два чтения: %(first)s и %(second)s, разница %(difference)s. Балл – их среднее%(rule)s:"
        " %(sum)s.",
        **told,
    )


def _third_missing(teller: Teller, about: Params) -> object:
    told = _readings(teller, about)
    if not teller.shows_totals:
        return _(
            "Два чтения разошлись, а третьего ещё нет. Пока балл – их среднее%(rule)s: %(sum)s.",
            **told,
        )
    return _(
        "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге %(threshold)s,"
        " а третьего ещё нет. Пока балл – их среднее%(rule)s: %(sum)s.",
        **told,
    )


def _third_final(teller: Teller, about: Params) -> object:
    told = _readings(teller, about)
    if not teller.shows_totals:
        return _("Два чтения разошлись. Третье стало баллом работы%(rule)s: %(sum)s.", **told)
    return _(
        "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге %(threshold)s."
        " Третье чтение стало баллом работы%(rule)s: %(sum)s.",
        **told,
    )


def _closest(teller: Teller, about: Params) -> object:
    told = _readings(teller, about) | {"nearer": exact_words(about["counted"][0])}
    if not teller.shows_totals:
        return _(
            "Два чтения разошлись. Балл – среднее третьего и ближайшего к нему%(rule)s: %(sum)s.",
            **told,
        )
    if about["equally_near"]:
        return _(
            "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге"
            " %(threshold)s. Третье, %(third)s, равно удалено от обоих, поэтому взято большее,"
            " %(nearer)s. Среднее с третьим%(rule)s: %(sum)s.",
            **told,
        )
    return _(
        "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге %(threshold)s."
        " К третьему, %(third)s, ближе %(nearer)s. Их среднее%(rule)s: %(sum)s.",
        **told,
    )


def _mean_of_three(teller: Teller, about: Params) -> object:
    told = _readings(teller, about)
    if not teller.shows_totals:
        return _("Два чтения разошлись. Балл – среднее трёх%(rule)s: %(sum)s.", **told)
    return _(
        "Два чтения, %(first)s и %(second)s, разошлись на %(difference)s при пороге %(threshold)s."
        " Вместе с третьим, %(third)s, среднее трёх%(rule)s: %(sum)s.",
        **told,
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
        "Работа оценена по %(num)d листу вместо %(expected)d%(rule)s.",
        "Работа оценена по %(num)d листам вместо %(expected)d%(rule)s.",
        about["sheets"],
        expected=about["expected"],
        rule=teller.cite("sheets"),
    )


def _none(teller: Teller, about: Params) -> object:
    return _("Нет ни одного отправленного листа, поэтому балла и места нет.")


VALUE_SENTENCES: dict[str, Tell] = {
    **STEP_SENTENCES,
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
    "overtime": overtime,
}
