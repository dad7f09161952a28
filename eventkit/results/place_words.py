"""Sentences about the order of works and what a place gives."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.results.telling import Params, Tell, Teller, listed, percents
from eventkit.scoring.engine.rules import criterion_of
from eventkit.web.i18n import exact_words, number


def _above(teller: Teller, about: Params) -> object:
    if not about["above"]:
        return ""
    return ngettext(
        "Выше в номинации %(num)d работа.", "Выше в номинации %(num)d работы.", about["above"]
    )


def _tied(teller: Teller, about: Params) -> object:
    others = about["others"]
    if teller.is_discreet:
        return ngettext(
            "Столько же баллов ещё у %(num)d работы.",
            "Столько же баллов ещё у %(num)d работ.",
            len(others),
        )
    return ngettext(
        "Столько же у работы %(codes)s.",
        "Столько же у работ %(codes)s.",
        len(others),
        codes=listed(others),
    )


def _step(teller: Teller, about: Params) -> object:
    breaker = about["breaker"]
    criterion = criterion_of(breaker)
    told = {
        "title": teller.criteria.get(criterion or "", criterion or ""),
        "own": number(about["own"]),
        "others": listed([number(other) for other in about["others"]]),
    }
    if criterion is not None and about["decided"]:
        return _(
            "При равенстве сравнивают критерий «%(title)s»: здесь в среднем %(own)s, там"
            " %(others)s. Это и решило.",
            **told,
        )
    if criterion is not None:
        return _(
            "При равенстве сравнивают критерий «%(title)s»: здесь в среднем %(own)s, там"
            " %(others)s.",
            **told,
        )
    return _total_step(breaker, told, decided=about["decided"])


def _total_step(breaker: str, told: Mapping[str, str], *, decided: bool) -> object:
    what = {
        "median_total": _("медиану листов"),
        "lowest_sheet": _("самый низкий лист"),
        "mean_total": _("среднее листов"),
    }.get(breaker) or _("показатель «%(name)s»", name=breaker)
    if decided:
        return _(
            "При равенстве сравнивают %(what)s: здесь %(own)s, там %(others)s. Это и решило.",
            what=what,
            **told,
        )
    return _("При равенстве сравнивают %(what)s: здесь %(own)s, там %(others)s.", what=what, **told)


def _chair(teller: Teller, about: Params) -> object:
    return _("Порядок среди равных установило решение председателя жюри.")


def _shared(teller: Teller, about: Params) -> object:
    return _("Равенство осталось, и председатель жюри решил место разделить.")


def _chair_needed(teller: Teller, about: Params) -> object:
    return _("Равенство осталось, нужно решение председателя. Пока место общее.")


def _winner(teller: Teller, about: Params) -> object:
    if about["needed"] is None:
        return _("Место первое.")
    return _(
        "Это %(percent)s %% наибольшего балла, а победителю нужно %(needed)s %%. Место первое.",
        percent=percents(about["percent"], about["needed"]),
        needed=exact_words(about["needed"]),
    )


def _prize(teller: Teller, about: Params) -> object:
    if about["needed"] is None:
        return _("Место призовое: %(place)s.", place=about["place"])
    return _(
        "Это %(percent)s %% наибольшего балла, а призёру нужно %(needed)s %%. Место призовое:"
        " %(place)s.",
        percent=percents(about["percent"], about["needed"]),
        needed=exact_words(about["needed"]),
        place=about["place"],
    )


def _below_threshold(teller: Teller, about: Params) -> object:
    return _(
        "Это %(percent)s %% наибольшего балла, а призёру нужно %(needed)s %%, поэтому места нет.",
        percent=percents(about["percent"], about["needed"]),
        needed=exact_words(about["needed"]),
    )


def _below_places(teller: Teller, about: Params) -> object:
    return _(
        "По порядку это %(place)s-е место, а награждаются места до %(last)s-го.",
        place=about["place"],
        last=about["last"],
    )


def _elsewhere(teller: Teller, about: Params) -> object:
    return _(
        "Автор победил в другой номинации с более высоким процентом, а победить по правилам можно"
        " один раз; это место перешло к следующей работе."
    )


def _promoted(teller: Teller, about: Params) -> object:
    return _("Работа проходит на следующий этап.")


def _withheld(teller: Teller, about: Params) -> object:
    return _("Первое место решено не присуждать, поэтому места начинаются со второго.")


ORDER_SENTENCES: dict[str, Tell] = {
    "works_above": _above,
    "tied": _tied,
    "tie_step": _step,
    "chair_decision": _chair,
    "shared_place": _shared,
    "chair_decision_needed": _chair_needed,
    "first_place_withheld": _withheld,
}
AWARD_SENTENCES: dict[str, Tell] = {
    "winner": _winner,
    "prize": _prize,
    "below_prize_threshold": _below_threshold,
    "below_prize_places": _below_places,
    "wins_elsewhere": _elsewhere,
    "promoted": _promoted,
}
