"""Sentences about the order of works and what a place gives."""

from __future__ import annotations

from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.results.explained.telling import (
    Params,
    Tell,
    Teller,
    apart,
    listed,
    percents,
    value_words,
)
from eventkit.scoring.engine.rules import criterion_of
from eventkit.web.i18n import exact_words


def _above(teller: Teller, about: Params) -> object:
    if not about["above"]:
        return ""
    told = ngettext(
        "Выше в номинации %(num)d работа.", "Выше в номинации %(num)d работы.", about["above"]
    )
    if teller.is_discreet or "gap" not in about:
        return told
    nearest = ngettext(
        "До работы %(codes)s, ближайшей выше, не хватило %(gap)s.",
        "До работ %(codes)s, ближайших выше, не хватило %(gap)s.",
        len(about["nearest"]),
        codes=listed(about["nearest"]),
        gap=value_words(about["gap"]),
    )
    return f"{told} {nearest}"


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
    if teller.is_discreet:
        return _own_step(teller, about)
    own, others = apart(about["own"], about["others"])
    told = {"what": compared(teller, about["breaker"]), "own": own, "others": listed(others)}
    if about["decided"]:
        return _(
            "При равенстве сравнивают %(what)s%(rule)s: здесь %(own)s, там %(others)s. Это и"
            " решило.",
            rule=teller.cite("ties"),
            **told,
        )
    return _(
        "При равенстве сравнивают %(what)s%(rule)s: здесь %(own)s, там %(others)s.",
        rule=teller.cite("ties"),
        **told,
    )


def compared(teller: Teller, breaker: str) -> str:
    """What a comparison is about, after «сравнивают»."""
    criterion = criterion_of(breaker)
    if criterion is not None:
        title = teller.criteria.get(criterion, criterion)
        return str(_("среднее по критерию «%(title)s»", title=title))
    return {
        "median_total": str(_("медиану листов")),
        "lowest_sheet": str(_("самый низкий лист")),
        "mean_total": str(_("среднее листов")),
        "penalty_asc": str(_("снято за время")),
    }.get(breaker, breaker)


def _own_step(teller: Teller, about: Params) -> str:
    """The same for the author: the own number, and no number of another work."""
    own: Fraction = about["own"]
    higher = sum(other > own for other in about["others"])
    equal = sum(other == own for other in about["others"])
    lower = len(about["others"]) - higher - equal
    is_told = teller.shows_totals or criterion_of(about["breaker"]) is not None
    said = [
        _(
            "При равенстве сравнивают %(what)s%(rule)s.",
            what=compared(teller, about["breaker"]),
            rule=teller.cite("ties"),
        ),
        _("У вас %(own)s.", own=value_words(own)) if is_told else "",
        ngettext("Больше у %(num)d работы.", "Больше у %(num)d работ.", higher) if higher else "",
        ngettext("Столько же у %(num)d работы.", "Столько же у %(num)d работ.", equal)
        if equal
        else "",
        ngettext("Меньше у %(num)d работы.", "Меньше у %(num)d работ.", lower) if lower else "",
        _("Это и решило.") if about["decided"] else "",
    ]
    return " ".join(str(sentence) for sentence in said if sentence)


def _chair(teller: Teller, about: Params) -> object:
    return _(
        "Порядок среди равных установило решение председателя жюри%(rule)s.",
        rule=teller.cite("ties"),
    )


def _shared(teller: Teller, about: Params) -> object:
    return _(
        "Равенство осталось, и председатель жюри решил место разделить%(rule)s.",
        rule=teller.cite("ties"),
    )


def _chair_needed(teller: Teller, about: Params) -> object:
    return _("Равенство осталось, нужно решение председателя. Пока место общее.")


def _winner(teller: Teller, about: Params) -> object:
    if "place" in about:
        return _("Это место победителя: %(place)s.", place=about["place"])
    if about["needed"] is None:
        return _("Место первое.")
    return _(
        "Это %(percent)s %% наибольшего балла, а победителю нужно %(needed)s %%%(rule)s. Место"
        " первое.",
        rule=teller.cite("awards"),
        percent=percents(about["percent"], about["needed"]),
        needed=exact_words(about["needed"]),
    )


def _prize(teller: Teller, about: Params) -> object:
    if about["needed"] is None:
        return _("Место призовое: %(place)s.", place=about["place"])
    return _(
        "Это %(percent)s %% наибольшего балла, а призёру нужно %(needed)s %%%(rule)s. Место"
        " призовое: %(place)s.",
        rule=teller.cite("awards"),
        percent=percents(about["percent"], about["needed"]),
        needed=exact_words(about["needed"]),
        place=about["place"],
    )


def _below_threshold(teller: Teller, about: Params) -> object:
    return _(
        "Это %(percent)s %% наибольшего балла, а призёру нужно %(needed)s %%%(rule)s, поэтому места"
        " нет.",
        rule=teller.cite("awards"),
        percent=percents(about["percent"], about["needed"]),
        needed=exact_words(about["needed"]),
    )


def _below_places(teller: Teller, about: Params) -> object:
    return _(
        "По порядку это %(place)s-е место, а награждаются места до %(last)s-го%(rule)s.",
        rule=teller.cite("awards"),
        place=about["place"],
        last=about["last"],
    )


def _elsewhere(teller: Teller, about: Params) -> object:
    return _(
        "Автор победил в другой номинации с более высоким процентом, а победить по правилам можно"
        " один раз; это место перешло к следующей работе."
    )


def _not_promoted(teller: Teller, about: Params) -> object:
    return _("Работа не прошла в следующий тур, поэтому стоит после тех, кто прошёл.")


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
    "not_promoted": _not_promoted,
    "promoted": _promoted,
}
