"""What a report on agreement answers: frozen values that become JSON.

Points are those of the sheets' totals. None stands for what cannot be said of these sheets; a
warning tells why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from eventkit.lazy import dataclass
from eventkit.scoring.engine.codec import to_plain
from eventkit.scoring.engine.explain import Reason


@dataclass(frozen=True)
class Concordance:
    """Kendall's W from 0 to 1, with the chi-square of Friedman's test, its df and p."""

    w: float | None
    chi2: float | None
    df: int
    p: float | None


@dataclass(frozen=True)
class JurorAgreement:
    """One juror beside the others.

    `mean_deviation` is how far above the others' mean the juror's totals lie; `effect` the same by
    least squares, `effect_se` its standard error, `effect_shrunk` its best linear unbiased
    predictor; all in points, negative = strict. `sd` is of the totals, with n - 1.
    `flag` is `strict`, `lenient`, `erratic` or None.
    """

    juror: str
    sheets: int
    mean: float
    sd: float | None
    mean_deviation: float | None
    effect: float | None
    effect_se: float | None
    effect_shrunk: float | None
    flag: str | None


@dataclass(frozen=True)
class AdjustedEntry:
    """A work: its mean, and its value freed from its jurors' severity, with standard error."""

    entry: str
    raw: float
    adjusted: float | None
    se: float | None


@dataclass(frozen=True)
class EntryPlaces:
    """A work: place as text → its probability, over the draws in which the work has a mark."""

    entry: str
    places: Mapping[str, float]


@dataclass(frozen=True)
class Agreement:
    """The whole report; jurors and works in the order of their ids.

    `icc` and `krippendorff_alpha` go from the name of a coefficient to its value. The warnings'
    codes stand in `report`.
    """

    entries: int
    jurors_count: int
    marks: int
    connected: bool
    icc: Mapping[str, float | None] | None
    kendall_w: Concordance | None
    krippendorff_alpha: Mapping[str, float | None] | None
    jurors: tuple[JurorAgreement, ...]
    adjusted: tuple[AdjustedEntry, ...]
    place_probability: tuple[EntryPlaces, ...]
    warnings: tuple[Reason, ...]

    def to_dict(self) -> dict[str, object]:
        """The object that `eventkit agreement --json` prints, with warnings still as codes."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: object) -> object:
    if isinstance(value, Reason):
        return to_plain(value)
    if isinstance(value, Concordance | JurorAgreement | AdjustedEntry | EntryPlaces):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
