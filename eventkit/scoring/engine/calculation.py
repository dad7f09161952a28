"""The one way in: facts and rules to a complete result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .outcome import CalculationResult
from .rules import ScoringRules
from .values import CriterionSpec, EntryInput, NominationInput, Ruling, SheetValues


def calculate(
    rules: ScoringRules,
    criteria: Sequence[CriterionSpec],
    entries: Iterable[EntryInput],
    sheets: Iterable[SheetValues],
    rulings: Iterable[Ruling] = (),
    *,
    jurors: Iterable[str] = (),
    nominations: Iterable[NominationInput] = (),
) -> CalculationResult:
    """Values, places, awards, juror statistics and advice from sheets.

    `jurors` names those who may have no sheet yet; `nominations` gives audiences (for the grand
    prix) and nominations without works. Those met in entries and sheets are added. The order of
    any input is of no matter. Raises EngineInputError for two works of one id, two valid sheets
    of one juror for one work, two criteria of one code, or no criteria.
    """
    raise NotImplementedError
