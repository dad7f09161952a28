"""How each juror alone ranks the works: by own total over all trials that the juror judges."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from eventkit.lazy import dataclass

from .comparing import Place
from .counted import sheets_by_entry, times_of
from .counting import count, method_steps
from .facts import Facts
from .rules import ScoringRules
from .stepped import marks_of, penalties_of
from .table import Table

ByJuror = Mapping[str, Mapping[str, Fraction]]
"""Numbers by juror and work."""


@dataclass(frozen=True)
class JurorPlaces:
    """Totals and places by juror and work, and the mean place of each work.

    A juror ranks those works alone for which they have every trial that they judge; equal totals
    share the mean of their places.
    """

    totals: ByJuror
    places: ByJuror
    values: Mapping[str, Fraction]


def juror_places(facts: Facts) -> JurorPlaces:
    """Whatever the rules count by; points for time come off first where the rules say so."""
    rules = ScoringRules.from_dict(facts.rules)
    counted = count(
        method_steps("mean-place", penalties_in_places=rules.overtime_in_places),
        marks_of(facts.entries, sheets_by_entry(facts, rules)),
        penalties=penalties_of(facts.entries, times_of(facts, rules)),
        weights={c.code: c.weight for c in facts.criteria},
    )
    steps = [stage.step for stage in counted.stages]
    at = next(number for number, step in enumerate(steps) if isinstance(step, Place))
    return JurorPlaces(
        _by_juror(counted.stages[at - 1].table),
        _by_juror(counted.stages[at].table),
        {work[1]: value for work, value in counted.values.items()},
    )


def _by_juror(table: Table) -> dict[str, dict[str, Fraction]]:
    found: dict[str, dict[str, Fraction]] = {}
    for ((_nomination, entry), (juror,)), number in table.cells.items():
        found.setdefault(juror, {})[entry] = number
    return found
