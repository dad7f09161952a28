"""How firm places are, and in what order works would stand freed from severity. Advice only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction

from eventkit.lazy import dataclass
from eventkit.results.jury.report import exact
from eventkit.results.jury.sheets import Judged, Work
from eventkit.scoring.agreement.outcome import Agreement
from eventkit.scoring.agreement.places import Span, place_span, undistinguished
from eventkit.scoring.agreement.report import agreement
from eventkit.scoring.engine.explain import Reason

DRAWS = 2000
FIRM = 0.9
"""From this share of draws on a first place counts as firm."""
SEEN = 0.05
"""Other works are named from this share on."""
MOST_DRAWN = 2000
"""Works for which a page draws jurors anew."""
NO_MODEL = ("unlinked", "unlinked_piece", "too_few_df", "too_many_jurors")

Drawn = Mapping[str, Agreement]
"""By nomination the agreement of its jurors with the places of all draws."""


@dataclass(frozen=True)
class FirstPlace:
    """The first work of a nomination, in how many of a hundred draws it is first, and who else."""

    nomination: str
    entries: tuple[str, ...]
    percent: int
    is_firm: bool
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PlaceLine:
    """A work with the shares of its places; `span` is None for a work without a sheet."""

    work: Work
    span: Span | None
    shares: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Places:
    """A nomination's works in the official order, and those that places do not tell apart."""

    lines: tuple[PlaceLine, ...]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class AdjustedLine:
    """A work beside its value freed from its jurors' severity; `rank` is by that value."""

    work: Work
    raw: Fraction
    adjusted: Fraction
    error: Fraction | None
    rank: int

    @property
    def shift(self) -> int:
        """How many places up (positive) or down."""
        return 0 if self.work.rank is None else self.work.rank - self.rank


@dataclass(frozen=True)
class Adjusted:
    """The adjusted order, or why there is none; `notes` are of the model that was made."""

    lines: tuple[AdjustedLine, ...]
    refusals: tuple[Reason, ...]
    notes: tuple[Reason, ...] = ()
    is_of_event: bool = True
    """Whether sheets of other nominations helped."""


def draw(works: Sequence[Work], *, smaller_is_better: bool = False) -> Agreement:
    """Draw the jury of a nomination anew, again and again."""
    return agreement(_totals(works), bootstrap=DRAWS, smaller_is_better=smaller_is_better)


def places(works: Sequence[Work], found: Agreement) -> Places:
    """Which places each work of a nomination has in the draws."""
    drawn = {one.entry: one.places for one in found.place_probability}
    lines = []
    for work in works:
        shares = drawn.get(work.code, {})
        by_place = tuple(sorted((int(place), share) for place, share in shares.items()))
        lines.append(PlaceLine(work, place_span(shares), by_place))
    spans = {line.work.code: line.span for line in lines if line.span is not None}
    return Places(tuple(lines), tuple(undistinguished(spans)))


def draw_all(judged: Judged, nominations: Sequence[str], *, smaller_is_better: bool) -> Drawn:
    """The draws of each nomination with two works or more; none for too many works."""
    works = {code: judged.of(code) for code in nominations}
    if sum(map(len, works.values())) > MOST_DRAWN:
        return {}
    return {
        code: draw(own, smaller_is_better=smaller_is_better)
        for code, own in works.items()
        if len(own) > 1
    }


def first_places(judged: Judged, drawn: Drawn) -> list[FirstPlace]:
    """For each nomination that was drawn, how firm its first place is."""
    found = (first_place(code, places(judged.of(code), one)) for code, one in drawn.items())
    return [one for one in found if one is not None]


def first_place(nomination: str, found: Places) -> FirstPlace | None:
    """How firm a nomination's first place is; None without a rival or without a first."""
    first = tuple(line.work.code for line in found.lines if line.work.rank == 1)
    if len(found.lines) < 2 or not first:
        return None
    share = {line.work.code: dict(line.shares).get(1, 0.0) for line in found.lines}
    own = max(share[code] for code in first)
    others = sorted(
        (
            (code, round(100 * chance))
            for code, chance in share.items()
            if code not in first and chance >= SEEN
        ),
        key=lambda one: (-one[1], one[0]),
    )
    # Two works may both be first in a draw, or one of them may have no reader in it.
    is_firm = own >= FIRM and all(percent <= 100 * (1 - FIRM) for _code, percent in others)
    return FirstPlace(nomination, first, round(100 * own), is_firm, tuple(others))


def adjusted_order(judged: Judged, works: Sequence[Work]) -> Adjusted:
    """The order of a nomination freed from severity: by all sheets of the contest, else its own.

    A jury that is not linked over the whole contest may be within the nomination.
    """
    whole = agreement(judged.totals(judged.works), bootstrap=0)
    if not refusals_of(whole):
        return _ordered(works, whole, is_of_event=True)
    own = agreement(_totals(works), bootstrap=0)
    refusals = refusals_of(own)
    if refusals:
        return Adjusted((), refusals)
    return _ordered(works, own, is_of_event=False)


def changed_firsts(judged: Judged, nominations: Sequence[str]) -> Adjusted | list[str]:
    """Nominations whose first work would be another by all sheets; or the refusal."""
    whole = agreement(judged.totals(judged.works), bootstrap=0)
    refusals = refusals_of(whole)
    if refusals:
        return Adjusted((), refusals)
    changed = []
    for nomination in nominations:
        lines = _ordered(judged.of(nomination), whole, is_of_event=True).lines
        if {x.work.code for x in lines if x.rank == 1} != {
            x.work.code for x in lines if x.work.rank == 1
        }:
            changed.append(nomination)
    return changed


def refusals_of(found: Agreement) -> tuple[Reason, ...]:
    """Why there are no effects of jurors; empty when there are."""
    if any(one.effect is not None for one in found.jurors):
        return ()
    return tuple(
        warning
        for warning in found.warnings
        if warning.code in (*NO_MODEL, "no_marks")
        or (warning.code == "too_few" and "effects" in _names(warning))
    )


def _names(warning: Reason) -> tuple[str, ...]:
    named = warning.params["statistics"]
    assert isinstance(named, tuple)
    return tuple(map(str, named))


def _ordered(works: Sequence[Work], found: Agreement, *, is_of_event: bool) -> Adjusted:
    by_code = {one.entry: one for one in found.adjusted}
    known: dict[str, float] = {}
    for work in works:
        one = by_code.get(work.code)
        if one is not None and one.adjusted is not None:
            known[work.code] = round(one.adjusted, 9)
    ranks = _ranks([work for work in works if work.code in known], known)
    lines = []
    for work in works:
        if work.code in known:
            one = by_code[work.code]
            raw, value = exact(one.raw), exact(one.adjusted)
            assert raw is not None
            assert value is not None
            lines.append(AdjustedLine(work, raw, value, exact(one.se), ranks[work.code]))
    notes = tuple(
        w for w in found.warnings if w.code in ("juror_variance_zero", "no_residual_variance")
    )
    return Adjusted(tuple(lines), (), notes, is_of_event)


def _ranks(works: Sequence[Work], values: Mapping[str, float]) -> dict[str, int]:
    """Competition ranks, the largest first; equal values keep their official order."""
    keys = {w.code: (-values[w.code], w.rank or len(works) + 1) for w in works}
    in_order = sorted(keys.values())
    return {code: 1 + bisect_left(in_order, key) for code, key in keys.items()}


def _totals(works: Sequence[Work]) -> dict[str, dict[str, Fraction]]:
    return {work.code: dict(work.totals) for work in works}
