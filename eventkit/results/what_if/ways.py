"""The usual ways to count, side by side: the same sheets, other places. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.results import queries
from eventkit.results.facts import from_json
from eventkit.results.models import Calculation
from eventkit.results.outcome import run
from eventkit.scoring.engine import CalculationResult, ScoringRules
from eventkit.scoring.engine.comparing import Place
from eventkit.scoring.engine.facts import Facts
from eventkit.scoring.engine.juror_places import ByJuror, juror_places

AGGREGATIONS = {
    "mean": "mean_of_valid_sheets",
    "trimmed": "trimmed_mean_of_valid_sheets",
    "median": "median_of_valid_sheets",
    "raw_sum": "sum_of_valid_sheets",
}
MEAN_PLACE = "mean_place"


@dataclass(frozen=True)
class Way:
    """A way to count: each work's value and the place that the value alone would give, 1-1-3."""

    key: str
    is_official: bool
    values: Mapping[str, Fraction | None]
    places: Mapping[str, int | None]
    juror_totals: ByJuror = field(default_factory=dict)
    """Of the mean place: what each juror gave each work in all trials."""
    juror_places: ByJuror = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Its name on the screen, in the reader's language."""
        return str(
            {
                "mean": _("Среднее"),
                "trimmed": _("Среднее без крайних"),
                "median": _("Медиана"),
                "raw_sum": _("Сумма листов"),
                MEAN_PLACE: _("Среднее место"),
            }[self.key]
        )


def has_trials(made: Calculation) -> bool:
    """Whether the calculation has several trials."""
    return len({criterion.get("trial", "") for criterion in made.inputs["criteria"]}) > 1


def ways(made: Calculation) -> list[Way]:
    """Mean, trimmed mean, median, sum of the sheets and mean place of a calculation's facts."""
    facts = from_json(made.inputs)
    rules = ScoringRules.from_dict(facts.rules)
    official = queries.result_of(made)
    return [
        *(_counted(key, aggregation, facts, rules) for key, aggregation in AGGREGATIONS.items()),
        _by_places(facts, rules, official),
    ]


def _counted(key: str, aggregation: str, facts: Facts, rules: ScoringRules) -> Way:
    """Of each trial by one method, the trials summed; points for time come off once."""
    official = not rules.steps and not rules.trial_methods and rules.aggregation == aggregation
    result = run(facts, aggregation=aggregation, steps=(), trial_methods={})
    values = {entry.entry: entry.value for entry in result.entries}
    return Way(key, official, values, _places(result, values, smaller=False))


def _by_places(facts: Facts, rules: ScoringRules, result: CalculationResult) -> Way:
    found = juror_places(facts)
    values = {entry.entry: found.values.get(entry.entry) for entry in result.entries}
    return Way(
        MEAN_PLACE,
        any(isinstance(step, Place) for step in rules.steps),
        values,
        _places(result, values, smaller=True),
        found.totals,
        found.places,
    )


def _places(
    result: CalculationResult, values: Mapping[str, Fraction | None], *, smaller: bool
) -> dict[str, int | None]:
    sign = -1 if smaller else 1
    places: dict[str, int | None] = {}
    for nomination in result.nominations:
        known = [sign * value for e in nomination.entries if (value := values[e]) is not None]
        for entry in nomination.entries:
            value = values[entry]
            above = 0 if value is None else sum(other > sign * value for other in known)
            places[entry] = None if value is None else 1 + above
    return places
