"""Advice on reading again, from a calculation: the top of each table, and who needs a reader."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.lazy import dataclass
from eventkit.results.jury.places import Drawn
from eventkit.results.jury.sheets import Judged, Work
from eventkit.scoring.agreement.rereading import Placed, Rereading, Wanting, rereading
from eventkit.scoring.engine import Reason, ScoringRules
from eventkit.scoring.engine.awards import LOWEST_DEGREE

MOST_WANTING = 10
"""So many works are named: advice is for a few readings, not for a second round."""


@dataclass(frozen=True)
class Advice:
    """What is worth reading again; nominations by their codes.

    ``top``: works whose order at the top is not firm, ``wanting``: whom one more sheet would help
    most, over all nominations, ``refused``: where it cannot be said, and why in words.
    """

    top: tuple[tuple[str, tuple[Placed, ...]], ...]
    wanting: tuple[tuple[str, Wanting], ...]
    refused: tuple[tuple[str, str], ...]


def advice_on_rereading(judged: Judged, rules: ScoringRules, drawn: Drawn) -> Advice:
    """What to read again; ``drawn`` are the agreements of nominations with their places."""
    told: dict[str, Rereading] = {}
    for nomination, found in drawn.items():
        own = judged.of(nomination)
        told[nomination] = rereading(
            judged.totals(own),
            found,
            _borders(own, rules),
            smaller_is_better=rules.smaller_is_better,
        )
    wanting = [(code, one) for code, said in told.items() for one in said.wanting]
    wanting.sort(key=lambda one: (-round(one[1].need, 9), -round(one[1].se, 9)))
    return Advice(
        top=tuple((code, said.top) for code, said in told.items() if said.top),
        wanting=tuple(wanting[:MOST_WANTING]),
        refused=tuple(
            (code, refusal_words(said.refusal))
            for code, said in told.items()
            if said.refusal is not None
        ),
    )


def _borders(works: Sequence[Work], rules: ScoringRules) -> set[int]:
    """How many works stand above each place after which the award is another.

    The first three places have diplomas of their own; after the last awarded one there is none.
    """
    last = rules.award_places.last
    places = {*range(1, min(LOWEST_DEGREE, last + 1)), last}
    ranks = [w.dense if rules.place_style == "dense" else w.rank for w in works]
    return {sum(rank is not None and rank <= place for rank in ranks) for place in places}


def refusal_words(refusal: Reason) -> str:
    """Why nothing can be said of a nomination."""
    about = dict(refusal.params)
    if refusal.code == "few_jurors":
        return str(
            ngettext(
                "работы читал %(num)d член жюри, а нужно не меньше %(needed)s",
                "работы читали %(num)d членов жюри, а нужно не меньше %(needed)s",
                int(str(about["jurors"])),
                needed=about["needed"],
            )
        )
    if refusal.code == "unlinked":
        return str(_("жюри распалось на группы без общих работ, сравнивать их баллы нельзя"))
    return str(_("почти у каждой работы один лист: разброса листов не видно"))
