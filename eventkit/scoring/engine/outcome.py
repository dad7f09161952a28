"""What a calculation answers: frozen values that become JSON and come back unchanged.

Words here are codes for programs; the screens and papers turn them into sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from eventkit.lazy import dataclass

from .codec import from_plain, later, later_mapping, to_plain
from .explain import Reason
from .values import Recused


@dataclass(frozen=True)
class SheetResult:
    """One sheet in the table of a work.

    `use` is `used`, `dropped_high`, `dropped_low` (trimming), `not_used` (a third reading that
    was not asked for, or the reading farther from it), `incomplete` or `annulled`.
    `total` is None while a mark is missing; `missing` names the criteria.
    """

    juror: str
    position: int
    total: Fraction | None
    use: str
    missing: tuple[str, ...] = ()
    replaces: str | None = None
    trial: str = later("")


@dataclass(frozen=True)
class EntryResult:
    """A work: its value, ranks, place, status, and why.

    `value` is the official one; `mean`, `median`, `trimmed` stand beside it for comparison.
    `sum`, `spread` and these are of valid sheets, None without any. Ranks are before awards;
    `place` is the awarded place (None for a participant), `place_shown` its text ("1–2").
    `status` is `winner`, `prize` or `participant`; `degree` of the diploma 1, 2, 3 or None.
    `provisional`: a tie waits for the chair, or a third reading is missing. `breakers` are the
    numbers that tie-breakers compare, where rules of steps made them; `promoted`: goes on to the
    next stage. `penalties` are the points taken off for time, by the trial. `stopped_after`: in
    how many trials a work was judged that did not go on to all of them, 0 for one that did.
    """

    entry: str
    nomination: str
    sheets: tuple[SheetResult, ...]
    valid_sheets: int
    value: Fraction | None
    percent: Fraction | None
    sum: Fraction | None
    mean: Fraction | None
    median: Fraction | None
    trimmed: Fraction | None
    lowest_sheet: Fraction | None
    spread: Fraction | None
    divergent: bool
    criterion_means: Mapping[str, Fraction | None]
    rank_competition: int | None
    rank_dense: int | None
    rank_range: str | None
    place: int | None
    place_shown: str | None
    status: str
    degree: int | None
    third_reading_needed: bool
    provisional: bool
    reasons: tuple[Reason, ...] = ()
    breakers: Mapping[str, Fraction] = later_mapping()
    promoted: bool = later(False)
    penalties: Mapping[str, Fraction] = later_mapping()
    stopped_after: int = later(0)

    def __post_init__(self) -> None:
        for name in ("criterion_means", "breakers", "penalties"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))


@dataclass(frozen=True)
class TieStep:
    """One tie-breaker of a tie: its number for each work."""

    breaker: str
    values: Mapping[str, Fraction | None]

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))


@dataclass(frozen=True)
class TieResult:
    """Works of one nomination with equal official values.

    `resolved_by` is the tie-breaker, `chair_decision`, `shared_place` or
    `chair_decision_needed`; `open_groups` are the works that nothing separated yet.
    `affects_awards`: an awarded place depends on it.
    """

    entries: tuple[str, ...]
    value: Fraction
    resolved_by: str
    steps: tuple[TieStep, ...]
    open_groups: tuple[tuple[str, ...], ...]
    affects_awards: bool


@dataclass(frozen=True)
class NominationResult:
    """A nomination: its works from the best (those without a value last), its ties."""

    nomination: str
    audience: str
    entries: tuple[str, ...]
    winner_awarded: bool
    ties: tuple[TieResult, ...]
    provisional: bool


@dataclass(frozen=True)
class JurorResult:
    """How a juror marked beside the others. `flag` is `strict`, `lenient` or None.

    `variance` is with n − 1 (None for fewer than two sheets); show its root with
    `rounding.shown_root`.
    """

    juror: str
    sheets: int
    mean: Fraction | None
    variance: Fraction | None
    mean_deviation: Fraction | None
    flag: str | None


@dataclass(frozen=True)
class AdviceResult:
    """The additive model mark = work + juror: advice for the chair, never a place.

    Unlinked designs (`linked` False) have no effects; `pieces` then names the jurors of each
    part. `order` lists each nomination by adjusted mean; `changed_first` names nominations
    whose first place would differ.
    """

    linked: bool
    pieces: tuple[tuple[str, ...], ...]
    effects: Mapping[str, Fraction | None]
    adjusted: Mapping[str, Fraction | None]
    order: Mapping[str, tuple[str, ...]]
    changed_first: tuple[str, ...]

    def __post_init__(self) -> None:
        for name in ("effects", "adjusted", "order"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))


@dataclass(frozen=True)
class AnnulledCounted:
    """What a work would have if this annulled sheet had stayed in place of its replacement."""

    entry: str
    juror: str
    replaced_by: str | None
    value: Fraction | None
    mean: Fraction | None
    valid_sheets: int


@dataclass(frozen=True)
class CalculationResult:
    """One calculation, complete; the same for any order of its inputs.

    `entries` are sorted by nomination and standing, `nominations` and `jurors` by id.
    `grand_prix` gives for each audience its best winners. `inputs_digest` is the SHA-256 of
    all facts and rules. `recused` are the jurors who may not mark a work: no gaps.
    """

    rules: Mapping[str, object]
    inputs_digest: str
    maximum: Fraction
    entries: tuple[EntryResult, ...]
    nominations: tuple[NominationResult, ...]
    grand_prix: Mapping[str, tuple[str, ...]]
    jurors: tuple[JurorResult, ...]
    advice: AdviceResult
    annulled: tuple[AnnulledCounted, ...]
    warnings: tuple[Reason, ...]
    smaller_is_better: bool = later(False)
    recused: tuple[Recused, ...] = later(())

    def __post_init__(self) -> None:
        for name in ("rules", "grand_prix"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def entry(self, entry: str) -> EntryResult:
        """The result of one work. Raises KeyError for an unknown one."""
        for result in self.entries:
            if result.entry == entry:
                return result
        raise KeyError(entry)

    def to_dict(self) -> dict[str, object]:
        """JSON-safe, with fractions as "p/q"; `from_dict` gives an equal result back."""
        plain = to_plain(self)
        assert isinstance(plain, dict)
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> CalculationResult:
        """The result that `to_dict` wrote."""
        return from_plain(cls, data)
