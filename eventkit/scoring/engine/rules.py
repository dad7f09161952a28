"""The scoring rules of an event: one validated, immutable object.

Keys and choices are the public vocabulary of rules; the default of a field is the value of an
absent key.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from eventkit.lazy import dataclass

from .award_places import AwardPlaces
from .flags import JurorFlag, read_flag
from .overtime import OvertimeRule, read_limits
from .reading import Keys, RulesError
from .step_reading import MOST_DIGITS, plain_steps, read_steps
from .steps import Name, Step

AGGREGATIONS = (
    "mean_of_valid_sheets",
    "median_of_valid_sheets",
    "trimmed_mean_of_valid_sheets",
    "sum_of_valid_sheets",
    "two_plus_third",
)
THIRD_POLICIES = ("third_is_final", "closest_two", "mean_of_three")
THIRD_SEES = ("nothing", "totals", "marks")
MOST_DAYS = 365
PLACE_STYLES = ("competition", "dense", "range")
TOTALS = ("sum", "mean")
GAPS = ("sheet_left_out", "zero")
PARTS = (
    "sheets",
    "value",
    "trials",
    "time",
    "ties",
    "awards",
    "promotion",
    "places",
    "divergence",
    "gap",
    "juror",
)
"""Parts of the rules as a regulation has them, each in a paragraph of its own."""
CHAIR_BREAKERS = ("chair_decision", "shared_place")
TOTAL_BREAKERS = ("median_total", "lowest_sheet", "mean_total", "penalty_asc")
_MEAN_BREAKER = re.compile(r"(?P<criterion>.+)_mean")

__all__ = ["JurorFlag", "RulesError", "ScoringRules", "criterion_of"]


@dataclass(frozen=True)
class ScoringRules:
    """How sheets become values, values places, places awards. Build it with `from_dict`.

    Percents are 0 to 100 of the maximum; None means no threshold. `divergence_points` is the
    difference of two readings from which a third is asked for (and a work is shown as
    divergent). `prize_max_rank` is the last awarded place; `awards`, where given,
    lists the places of winners and of prizes instead. `steps`, where given, say how marks
    become a value instead of `aggregation`; `smaller_is_better` is of the marks as they come in
    (places, seconds), `digits` are those that are shown. `third_sees` is what the third reader is
    shown of the two sheets that diverged, `third_days` how many days a third reading is given; no
    value depends on these two. `paragraphs` names for parts of the rules the paragraph of the
    regulation: ("value", "5.3").

    Where an event has several trials, `trial_methods` names those that are not counted by
    `aggregation`, `trial_weights` those that count more or less than once, and `total_by` says how
    the trials make the value; `trial_sheets` names those that want another number of sheets than
    `sheets_per_entry`. `gap`: a sheet without a mark is left out, or the mark counts as
    zero. `promoted_places` and `promoted_min_percent` say who goes on to the next stage;
    `one_win_per_person`: who wins in two nominations keeps the higher percent, the other first
    place goes to the next work. `time_limits` (whole seconds by trial) and `overtime` take points
    off a trial's value for time beyond the limit; with `steps` the step `penalty` takes them.
    `overtime_in_places`: where jurors' places are compared, off each juror's total before that.
    """

    aggregation: str = "mean_of_valid_sheets"
    sheets_per_entry: int | None = None
    trim_min_sheets: int = 5
    divergence_points: Fraction | None = None
    third_policy: str | None = None
    tie_break: tuple[str, ...] = ()
    place_style: str = "dense"
    winner_min_percent: Fraction | None = None
    prize_min_percent: Fraction | None = None
    prize_max_rank: int = 3
    awards: AwardPlaces | None = None
    strict_judge_flag: JurorFlag | None = None
    trial_methods: Mapping[str, str] = field(default_factory=dict)
    trial_weights: Mapping[str, Fraction] = field(default_factory=dict)
    total_by: str = "sum"
    trial_sheets: Mapping[str, int] = field(default_factory=dict)
    gap: str = "sheet_left_out"
    promoted_places: int | None = None
    promoted_min_percent: Fraction | None = None
    one_win_per_person: bool = False
    time_limits: Mapping[str, int] = field(default_factory=dict)
    overtime: OvertimeRule = field(default_factory=OvertimeRule)
    overtime_in_places: bool = False
    steps: tuple[Step, ...] = ()
    smaller_is_better: bool = False
    digits: int = 2
    third_sees: str = "nothing"
    third_days: int | None = None
    paragraphs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> ScoringRules:
        """Rules from JSON (numbers as int, Decimal or text; text under other keys is a comment).

        Raises RulesError naming the key.
        """
        keys = Keys(data)
        rules = cls(
            aggregation=keys.choice("aggregation", AGGREGATIONS) or cls().aggregation,
            sheets_per_entry=keys.whole("sheets_per_entry", "sheets_per_essay"),
            trim_min_sheets=keys.whole("trim_min_sheets") or cls().trim_min_sheets,
            divergence_points=keys.number("divergence_points"),
            third_policy=keys.choice("third_policy", THIRD_POLICIES),
            tie_break=keys.words("tie_break"),
            place_style=keys.choice("place_style", PLACE_STYLES) or cls().place_style,
            winner_min_percent=keys.number("winner_min_percent", most=100),
            prize_min_percent=keys.number("prize_min_percent", most=100),
            prize_max_rank=keys.whole("prize_max_rank") or cls().prize_max_rank,
            awards=AwardPlaces.read(keys),
            strict_judge_flag=read_flag(keys),
            trial_methods=keys.choices("trial_methods", AGGREGATIONS),
            trial_weights=keys.numbers("trial_weights"),
            total_by=keys.choice("total_by", TOTALS) or cls().total_by,
            trial_sheets=keys.wholes("trial_sheets"),
            gap=keys.choice("gap", GAPS) or cls().gap,
            promoted_places=keys.whole("promoted_places"),
            promoted_min_percent=keys.number("promoted_min_percent", most=100),
            one_win_per_person=keys.flag("one_win_per_person"),
            time_limits=read_limits(keys),
            overtime=OvertimeRule.read(keys),
            overtime_in_places=keys.flag("overtime_in_places"),
            steps=read_steps(keys.take("steps")),
            smaller_is_better=keys.flag("smaller_is_better"),
            digits=_digits(keys),
            third_sees=keys.choice("third_sees", THIRD_SEES) or cls().third_sees,
            third_days=keys.whole("third_days", most=MOST_DAYS),
            paragraphs=_paragraphs(keys),
        )
        keys.finish()
        _require(rules)
        return rules

    def to_dict(self) -> dict[str, object]:
        """JSON-safe and complete; `from_dict` gives the same rules back."""
        flag = self.strict_judge_flag
        return {
            "aggregation": self.aggregation,
            "sheets_per_entry": self.sheets_per_entry,
            "trim_min_sheets": self.trim_min_sheets,
            "divergence_points": _plain(self.divergence_points),
            "third_policy": self.third_policy,
            "tie_break": list(self.tie_break),
            "place_style": self.place_style,
            "winner_min_percent": _plain(self.winner_min_percent),
            "prize_min_percent": _plain(self.prize_min_percent),
            "prize_max_rank": self.prize_max_rank,
            "strict_judge_flag": None
            if flag is None
            else {
                "min_sheets": flag.min_sheets,
                "abs_mean_deviation": _plain(flag.abs_mean_deviation),
            },
            **self._later(),
        }

    def _later(self) -> dict[str, object]:
        """Keys that came later: left out where they say nothing, so that old digests hold."""
        weights = {trial: _plain(weight) for trial, weight in self.trial_weights.items()}
        said: dict[str, object] = {
            "awards_rule": None if self.awards is None else self.awards.to_dict(),
            "trial_methods": dict(self.trial_methods),
            "trial_weights": weights,
            "total_by": self.total_by,
            "trial_sheets": dict(self.trial_sheets),
            "gap": self.gap,
            "promoted_places": self.promoted_places,
            "promoted_min_percent": _plain(self.promoted_min_percent),
            "one_win_per_person": self.one_win_per_person,
            "time_limits": dict(self.time_limits),
            "overtime_rule": self.overtime.to_dict(),
            "overtime_in_places": self.overtime_in_places,
            "steps": plain_steps(self.steps),
            "smaller_is_better": self.smaller_is_better,
            "digits": self.digits,
            "third_sees": self.third_sees,
            "third_days": self.third_days,
            "paragraphs": dict(self.paragraphs),
        }
        return {key: value for key, value in said.items() if value != _SILENT.get(key)}

    @property
    def award_places(self) -> AwardPlaces:
        """Which places are awarded, before any threshold."""
        return self.awards or AwardPlaces.up_to(self.prize_max_rank)

    def sheets_of(self, trial: str) -> int | None:
        """How many sheets a work gets in a trial; None where the rules leave it open."""
        return self.trial_sheets.get(trial, self.sheets_per_entry)

    def paragraph(self, part: str) -> str:
        """Where the regulation says this part of the rules: "5.3"; empty where nobody said."""
        return dict(self.paragraphs).get(part, "")

    def canonical_json(self) -> str:
        """The same text for the same rules, whatever the order and spelling they came in."""
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()

    def computed_tie_breakers(self) -> tuple[str, ...]:
        """Tie-breakers that numbers decide: those that stand before the chair's turn."""
        chair = [i for i, b in enumerate(self.tie_break) if b in CHAIR_BREAKERS]
        return self.tie_break[: chair[0]] if chair else self.tie_break


_SILENT: Mapping[str, object] = {
    "trial_methods": {},
    "trial_weights": {},
    "total_by": "sum",
    "trial_sheets": {},
    "gap": "sheet_left_out",
    "one_win_per_person": False,
    "time_limits": {},
    "overtime_rule": OvertimeRule().to_dict(),
    "overtime_in_places": False,
    "steps": [],
    "smaller_is_better": False,
    "digits": 2,
    "third_sees": "nothing",
    "paragraphs": {},
}
"""What keys that came later say when they say nothing; the others say None."""


def criterion_of(breaker: str) -> str | None:
    """The criterion in `<criterion>_mean`, else None."""
    match = _MEAN_BREAKER.fullmatch(breaker)
    return match["criterion"] if match else None


def _check_tie_breakers(rules: ScoringRules) -> None:
    """Raise for a word that no numbers and nobody can answer to."""
    kept = any(isinstance(step, Name) for step in rules.steps)
    for breaker in rules.tie_break:
        known = breaker in TOTAL_BREAKERS + CHAIR_BREAKERS or criterion_of(breaker) is not None
        if not known and not kept:
            raise RulesError("tie_break", "not_a_choice", breaker)


def _digits(keys: Keys) -> int:
    digits = keys.whole("digits", least=0, most=MOST_DIGITS)
    return 2 if digits is None else digits


def _paragraphs(keys: Keys) -> tuple[tuple[str, str], ...]:
    given = keys.take("paragraphs")
    if given is None:
        return ()
    inner = Keys(given, keys.named("paragraphs"))
    said = tuple((part, text) for part in PARTS if (text := inner.text(part).strip()))
    inner.finish(comments=False)
    return said


def _require(rules: ScoringRules) -> None:
    """What one choice needs from another key."""
    _check_tie_breakers(rules)
    methods = {rules.aggregation, *rules.trial_methods.values()}
    if "two_plus_third" in methods:
        for key in ("third_policy", "divergence_points"):
            if getattr(rules, key) is None:
                raise RulesError(key, "required")
    if "sum_of_valid_sheets" in methods and rules.sheets_per_entry is None:
        raise RulesError("sheets_per_entry", "required")


def _plain(value: Fraction | None) -> int | str | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
