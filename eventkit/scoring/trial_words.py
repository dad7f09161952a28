"""Who goes on to a round, in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event, Round
from eventkit.scoring.rule_words import RuleSentence, points
from eventkit.web.i18n import exact_words


def promotion_rule(subject: Round) -> str:
    """The rule of a round; empty for the first one, which takes every work."""
    by, bound = subject.promotes_by, subject.promotes_from
    return "" if by is None or bound is None else rule_words(by, bound)


def rule_words(by: str, bound: Decimal) -> str:
    """One of PROMOTES_BY with its number as a sentence."""
    number = Fraction(bound)
    if by == "places":
        return str(
            _("Проходят места до %(place)s-го в каждой номинации.", place=exact_words(number))
        )
    if by == "works":
        return str(
            ngettext(
                "Проходит %(num)d лучшая работа в каждой номинации.",
                "Проходят %(num)d лучшие работы в каждой номинации.",
                int(number),
            )
        )
    if by == "percent":
        return str(
            _(
                "Проходят все, кто набрал не меньше %(percent)s %% наибольшего балла.",
                percent=exact_words(number),
            )
        )
    return str(_("Проходят все, кто набрал не меньше %(points)s.", points=points(number)))


def round_sentences(event: Event) -> list[RuleSentence]:
    """Who goes on to each round after the first, for the regulation."""
    return [
        RuleSentence(
            "promotion",
            str(_("Тур «%(title)s». %(rule)s", title=each.title, rule=promotion_rule(each))),
        )
        for each in event.rounds[1:]
    ]
