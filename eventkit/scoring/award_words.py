"""Sentences about who wins and who gets a prize."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.scoring.engine import ScoringRules
from eventkit.web.i18n import exact_words


def winner_words(rules: ScoringRules) -> str:
    """Who wins."""
    if rules.awards is not None:
        return _listed_winners(rules)
    if rules.winner_min_percent is None:
        return str(_("Победитель – тот, кто занял первое место, с любым баллом."))
    return str(
        _(
            "Победитель – тот, кто занял первое место и набрал не меньше %(percent)s %%"
            " наибольшего балла.",
            percent=exact_words(rules.winner_min_percent),
        )
    )


def prize_words(rules: ScoringRules) -> str:
    """Who gets a prize besides the winner."""
    if rules.awards is not None:
        return _listed_prizes(rules)
    last = rules.prize_max_rank
    if last < 2:
        return str(_("Призовых мест, кроме первого, нет."))
    if rules.prize_min_percent is None:
        if last == 2:
            return str(_("Призёр – второе место, с любым баллом."))
        return str(_("Призёры – места со 2-го по %(last)d-е, с любым баллом.", last=last))
    return str(
        _(
            "Призёры – места до %(last)d-го включительно, если набрано не меньше %(percent)s %%"
            " наибольшего балла.",
            last=last,
            percent=exact_words(rules.prize_min_percent),
        )
    )


def _listed_winners(rules: ScoringRules) -> str:
    assert rules.awards is not None
    places = ", ".join(map(str, rules.awards.winner))
    if rules.winner_min_percent is None:
        return str(_("Победители – места: %(places)s.", places=places))
    return str(
        _(
            "Победители – места: %(places)s, если набрано не меньше %(percent)s %% наибольшего"
            " балла.",
            places=places,
            percent=exact_words(rules.winner_min_percent),
        )
    )


def _listed_prizes(rules: ScoringRules) -> str:
    assert rules.awards is not None
    places = ", ".join(map(str, rules.awards.prize))
    if not places:
        return str(_("Призёров нет."))
    if rules.prize_min_percent is None:
        return str(_("Призёры – места: %(places)s.", places=places))
    return str(
        _(
            "Призёры – места: %(places)s, если набрано не меньше %(percent)s %% наибольшего балла.",
            places=places,
            percent=exact_words(rules.prize_min_percent),
        )
    )
