"""A nomination: values in order, ties, places, awards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from eventkit.lazy import dataclass

from .awards import Award, award, reached
from .explain import Reason, reason
from .outcome import EntryResult, NominationResult, TieResult
from .places import Place, places
from .rules import ScoringRules
from .ties import Broken, break_tie
from .values import NominationInput, Ruling


@dataclass(frozen=True)
class Ranked:
    """A nomination with its works from the best; works without a value come last."""

    nomination: NominationResult
    entries: tuple[EntryResult, ...]
    warnings: tuple[Reason, ...]


@dataclass(frozen=True)
class Awarding:
    """How places of a nomination become awards: whether first place is given, and to whom not."""

    rules: ScoringRules
    first_awarded: bool
    passed_over: frozenset[str]

    def places(self, groups: Sequence[tuple[str, ...]]) -> list[Place]:
        """The place of each group when those who are passed over take up none."""
        sizes = [sum(entry not in self.passed_over for entry in group) for group in groups]
        given = iter(places(size for size in sizes if size))
        return [next(given) if size else Place(0, 0, 0) for size in sizes]

    def award(self, result: EntryResult, place: Place) -> Award:
        """What a work gets for its place."""
        if result.stopped_after:
            return Award(None, None, "participant", None, reason("not_promoted"))
        if result.entry in self.passed_over:
            return Award(None, None, "participant", None, reason("wins_elsewhere"))
        return award(place, result.percent, self.rules, first_awarded=self.first_awarded)


def rank(
    given: NominationInput,
    works: Sequence[EntryResult],
    rules: ScoringRules,
    rulings: Sequence[Ruling],
    *,
    smaller_is_better: bool = False,
    passed_over: frozenset[str] = frozenset(),
) -> Ranked:
    """Places and awards of the works of one nomination.

    Works that are passed over keep their rank; their places go to the works below them. A work that
    did not go on to a later round stands after all that did, whatever its value, and gets no award.
    """
    rulings = [ruling for ruling in rulings if ruling.nomination == given.nomination]
    by_entry = {w.entry: w for w in works}
    groups: list[tuple[str, ...]] = []
    broken: list[Broken] = []
    for members in _equal_values(works, smaller_is_better=smaller_is_better):
        if len(members) == 1:
            groups.append((members[0].entry,))
            continue
        broken.append(break_tie(members, rules, rulings))
        groups.extend(broken[-1].groups)
    withheld = any(ruling.kind == "no_award" for ruling in rulings)
    taking_part = {w.entry for w in works if not w.stopped_after} - passed_over
    best = next((e for group in groups for e in group if e in taking_part), None)
    enough = best is not None and reached(by_entry[best].percent, rules.winner_min_percent)
    first = enough and not withheld
    awarding = Awarding(rules, first, passed_over)
    placed = _all_placed(groups, broken, by_entry, awarding)
    if withheld:
        placed = [_told_withheld(p) if p.rank_competition == 1 else p for p in placed]
    unscored = [w for w in sorted(works, key=lambda w: w.entry) if w.value is None]
    awarded = {p.entry for p in placed if p.place is not None}
    return Ranked(
        NominationResult(
            nomination=given.nomination,
            audience=given.audience,
            entries=tuple(e.entry for e in (*placed, *unscored)),
            winner_awarded=first,
            ties=tuple(_with_effect(b.tie, awarded) for b in broken),
            provisional=any(p.provisional for p in placed),
        ),
        (*placed, *unscored),
        (*_first_place_warning(first, placed), *_ruling_warnings(rulings, broken)),
    )


def grand_prix(
    ranked: Sequence[Ranked], *, smaller_is_better: bool = False
) -> Mapping[str, tuple[str, ...]]:
    """For each named audience the winners with the best value, all of them if equal."""
    best: dict[str, tuple[str, ...]] = {}
    for audience in sorted({r.nomination.audience for r in ranked} - {""}):
        winners = [
            (entry.value, entry.entry)
            for r in ranked
            if r.nomination.audience == audience
            for entry in r.entries
            if entry.status == "winner" and entry.value is not None
        ]
        choose = min if smaller_is_better else max
        highest = choose((value for value, _ in winners), default=None)
        best[audience] = tuple(sorted(entry for value, entry in winners if value == highest))
    return best


def _equal_values(
    works: Sequence[EntryResult], *, smaller_is_better: bool
) -> Iterator[list[EntryResult]]:
    """Works of equal value that went equally far, from the best; by id within a group."""
    sign = 1 if smaller_is_better else -1

    def order(result: EntryResult) -> tuple[bool, int, Fraction]:
        assert result.value is not None
        # Who went on through all rounds comes first, then who went farther.
        return (result.stopped_after > 0, -result.stopped_after, sign * result.value)

    scored = [w for w in works if w.value is not None]
    scored.sort(key=lambda w: (order(w), w.entry))
    for _, members in groupby(scored, key=order):
        yield list(members)


def _all_placed(
    groups: Sequence[tuple[str, ...]],
    broken: Sequence[Broken],
    by_entry: Mapping[str, EntryResult],
    awarding: Awarding,
) -> list[EntryResult]:
    """The works of the groups with place, award, reasons and whether they wait for the chair."""
    undecided = frozenset[str]().union(*(b.undecided for b in broken))
    ties = {entry: b.tie for b in broken for entry in b.tie.entries}
    placed: list[EntryResult] = []
    ranks, given = places(map(len, groups)), awarding.places(groups)
    for group, rank_of, place in zip(groups, ranks, given, strict=True):
        above = tuple(placed)
        for entry in group:
            told = _placed(by_entry[entry], rank_of, awarding.award(by_entry[entry], place))
            reasons = _place_reasons(told, ties.get(entry), above)
            waits = entry in undecided or told.provisional
            placed.append(replace(told, provisional=waits, reasons=reasons))
    return placed


def _placed(result: EntryResult, rank_of: Place, given: Award) -> EntryResult:
    return replace(
        result,
        rank_competition=rank_of.competition,
        rank_dense=rank_of.dense,
        rank_range=rank_of.text("range"),
        place=given.place,
        place_shown=given.shown,
        status=given.status,
        degree=given.degree,
        reasons=(*result.reasons, given.reason),
    )


def _place_reasons(
    result: EntryResult, tie: TieResult | None, above: Sequence[EntryResult]
) -> tuple[Reason, ...]:
    """Reasons of the value, then of the order, then of the award."""
    *value_reasons, award_reason = result.reasons
    order: list[Reason] = [_above(result, above)]
    if tie is not None:
        others = tuple(entry for entry in tie.entries if entry != result.entry)
        order.append(reason("tied", value=tie.value, others=others))
        for step in tie.steps:
            numbers = tuple(n for e in others if (n := step.values[e]) is not None)
            order.append(
                reason(
                    "tie_step",
                    breaker=step.breaker,
                    own=step.values[result.entry],
                    others=numbers,
                    decided=step.breaker == tie.resolved_by,
                )
            )
        if not tie.steps or tie.resolved_by != tie.steps[-1].breaker:
            order.append(reason(tie.resolved_by, entries=tie.entries))
    return (*value_reasons, *order, award_reason)


def _above(result: EntryResult, above: Sequence[EntryResult]) -> Reason:
    """How many works stand higher, and by how much the next ones differ; a tie says its own."""
    rivals = [work for work in above if work.stopped_after == result.stopped_after]
    best = rivals[-1].value if rivals else None
    assert result.value is not None
    if best is None or best == result.value:
        return reason("works_above", above=len(above))
    nearest = tuple(work.entry for work in rivals if work.value == best)
    return reason("works_above", above=len(above), nearest=nearest, gap=abs(best - result.value))


def _told_withheld(result: EntryResult) -> EntryResult:
    """The best work with the reason why it is not first, before that of its award."""
    *reasons, award_reason = result.reasons
    return replace(result, reasons=(*reasons, reason("first_place_withheld"), award_reason))


def _with_effect(tie: TieResult, awarded: set[str]) -> TieResult:
    return replace(tie, affects_awards=any(entry in awarded for entry in tie.entries))


def _first_place_warning(first: bool, placed: Sequence[EntryResult]) -> Iterator[Reason]:
    if placed and not first:
        best = placed[0]
        yield reason("first_place_not_awarded", nomination=best.nomination, percent=best.percent)


def _ruling_warnings(rulings: Sequence[Ruling], broken: Sequence[Broken]) -> Iterator[Reason]:
    applied = [ruling for b in broken for ruling in b.applied]
    for ruling in sorted(rulings, key=lambda r: (r.number, r.kind, r.entries)):
        if ruling not in applied and ruling.kind != "no_award":
            yield reason(
                "ruling_unused", nomination=ruling.nomination, kind=ruling.kind,
                entries=ruling.entries,
            )  # fmt: skip
    for b in broken:
        yield from b.warnings
