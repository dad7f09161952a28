"""The exact arithmetic of scoring. Knows no database, no request and no language.

>>> rules = ScoringRules.from_dict({"aggregation": "mean_of_valid_sheets"})
>>> criteria = [CriterionSpec("K1", exact(10))]
>>> sheets = [SheetValues("w1", "j1", 1, {"K1": exact("7.5")})]
>>> result = calculate(rules, criteria, [EntryInput("w1", "n1")], sheets)
>>> shown(result.entry("w1").value, 2)
'7.50'
"""

from .calculation import calculate
from .contradictions import contradictions
from .explain import Reason
from .least import least_sheets
from .outcome import (
    AdviceResult,
    AnnulledCounted,
    CalculationResult,
    EntryResult,
    JurorResult,
    NominationResult,
    SheetResult,
    TieResult,
    TieStep,
)
from .rounding import shown, shown_root
from .rules import JurorFlag, RulesError, ScoringRules
from .values import (
    CriterionSpec,
    EngineInputError,
    EntryInput,
    NominationInput,
    Recused,
    Ruling,
    SheetValues,
    Timing,
    exact,
)

__all__ = [
    "AdviceResult",
    "AnnulledCounted",
    "CalculationResult",
    "CriterionSpec",
    "EngineInputError",
    "EntryInput",
    "EntryResult",
    "JurorFlag",
    "JurorResult",
    "NominationInput",
    "NominationResult",
    "Reason",
    "Recused",
    "RulesError",
    "Ruling",
    "ScoringRules",
    "SheetResult",
    "SheetValues",
    "TieResult",
    "TieStep",
    "Timing",
    "calculate",
    "contradictions",
    "exact",
    "least_sheets",
    "shown",
    "shown_root",
]
