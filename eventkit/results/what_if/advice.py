"""Advice beside the official places: other methods, how firm places are. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.results.what_if.asking import methods_for, rules_changes
from eventkit.scoring.engine import CalculationResult, Ruling, ScoringRules
from eventkit.scoring.engine.facts import Facts
from eventkit.scoring.engine.ranks import Standing, ranks_by, ranks_without_each

MOST_WORKS = 400
"""Beyond this many works a page does not count everything again for advice."""

ADJUSTED = "adjusted"
STEPS = "steps"


@dataclass(frozen=True)
class Method:
    """Another way to count: how many works it ranks otherwise, and each work's rank and value."""

    key: str
    is_official: bool
    differs: int
    ranks: Mapping[str, int | None]
    values: Mapping[str, Fraction | None]

    @property
    def title(self) -> str:
        """Its name on the screen, in the reader's language."""
        return title_of(self.key)


def methods(official: CalculationResult, rulings: Sequence[Ruling]) -> list[Method]:
    """The official way and others that make sense for these rules, for comparison."""
    if len(official.entries) > MOST_WORKS:
        return []
    rules = ScoringRules.from_dict(official.rules)
    own = {e.entry: (e.rank_competition, e.value) for e in official.entries}
    found = [_method(STEPS if rules.steps else rules.aggregation, own, own)]
    for key in methods_for(rules):
        other = replace(rules, **rules_changes(rules, key))
        found.append(_method(key, ranks_by(other, official.entries, rulings), own))
    if official.advice.linked:
        found.append(_adjusted(official))
    return found


def title_of(key: str) -> str:
    """The name of a method on the screen."""
    return str(
        {
            "mean_of_valid_sheets": _("Среднее листов"),
            "median_of_valid_sheets": _("Медиана"),
            "trimmed_mean_of_valid_sheets": _("Среднее без крайних"),
            "sum_of_valid_sheets": _("Сумма листов"),
            "two_plus_third": _("Два чтения и третье"),
            STEPS: _("По шагам правил"),
            ADJUSTED: _("С поправкой на строгость"),
        }[key]
    )


def _method(key: str, found: Mapping[str, Standing], own: Mapping[str, Standing]) -> Method:
    values = {entry: value for entry, (_rank, value) in found.items()}
    ranks = {entry: rank for entry, (rank, _value) in found.items()}
    differs = sum(ranks[entry] != rank for entry, (rank, _value) in own.items())
    same = all(values[entry] == value for entry, (_rank, value) in own.items())
    return Method(key, found is own, 0 if same else differs, ranks, values)


def _adjusted(official: CalculationResult) -> Method:
    values = official.advice.adjusted
    ranks: dict[str, int | None] = {}
    for nomination in official.nominations:
        known = [value for e in nomination.entries if (value := values.get(e)) is not None]
        for entry in nomination.entries:
            value = values.get(entry)
            ranks[entry] = None if value is None else 1 + sum(other > value for other in known)
    differs = sum(ranks[e.entry] != e.rank_competition for e in official.entries)
    return Method(ADJUSTED, False, differs, ranks, values)


def probable_places(facts: Facts) -> dict[str, tuple[int, int]]:
    """How firm places are: the best and worst rank of each work without any one juror's sheets.

    The facts are of one nomination.
    """
    if not 1 < len(facts.entries) <= MOST_WORKS:
        return {}
    spans: dict[str, tuple[int, int]] = {}
    for ranks in ranks_without_each(ScoringRules.from_dict(facts.rules), facts):
        for entry, rank in ranks.items():
            if rank is not None:
                low, high = spans.get(entry, (rank, rank))
                spans[entry] = (min(low, rank), max(high, rank))
    return spans
