"""Works with equal official values: tie-breakers add up in order, then the chair decides."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eventkit.lazy import dataclass

from .explain import Reason, reason
from .outcome import EntryResult, TieResult, TieStep
from .rules import ScoringRules, criterion_of
from .values import Ruling


@dataclass(frozen=True)
class Broken:
    """A tie after all that can be done: groups from the best, and what was decided how.

    `undecided` are works whose shared place waits for the chair; `applied` the rulings that
    took effect.
    """

    groups: tuple[tuple[str, ...], ...]
    tie: TieResult
    undecided: frozenset[str]
    applied: tuple[Ruling, ...]
    warnings: tuple[Reason, ...]


def breaking_number(result: EntryResult, breaker: str) -> Fraction | None:
    """What a tie-breaker compares (bigger is better), or None where it says nothing."""
    if breaker in result.breakers:
        return result.breakers[breaker]
    if breaker == "median_total":
        return result.median
    if breaker == "lowest_sheet":
        return result.lowest_sheet
    if breaker == "mean_total":
        return result.mean
    return result.criterion_means.get(criterion_of(breaker) or "")


def break_tie(
    members: Sequence[EntryResult], rules: ScoringRules, rulings: Sequence[Ruling]
) -> Broken:
    """Order works of one nomination with one official value as far as rules and chair go."""
    value = members[0].value
    assert value is not None
    steps, groups = _by_numbers(members, rules)
    whole = frozenset(m.entry for m in members)
    if all(len(group) == 1 for group in groups):
        tie = TieResult(tuple(sorted(whole)), value, steps[-1].breaker, steps, (), False)
        return Broken(groups, tie, frozenset(), (), ())
    ordered: list[tuple[str, ...]] = []
    undecided: set[str] = set()
    applied: list[Ruling] = []
    for group in groups:
        ruling = _ruling_for(group, whole, rulings) if len(group) > 1 else None
        if ruling is None:
            ordered.append(group)
            undecided.update(group if len(group) > 1 else ())
            continue
        applied.append(ruling)
        if ruling.kind == "order":
            ordered.extend((entry,) for entry in ruling.entries if entry in group)
        else:
            ordered.append(group)
    shared = tuple(group for group in ordered if len(group) > 1)
    decided_by = "shared_place" if shared else "chair_decision"
    resolved_by = "chair_decision_needed" if undecided else decided_by
    tie = TieResult(tuple(sorted(whole)), value, resolved_by, steps, shared, False)
    warnings = _against_numbers(applied, ordered)
    return Broken(tuple(ordered), tie, frozenset(undecided), tuple(applied), warnings)


def _by_numbers(
    members: Sequence[EntryResult], rules: ScoringRules
) -> tuple[tuple[TieStep, ...], tuple[tuple[str, ...], ...]]:
    """Steps up to the first that separates all, and the groups they leave."""
    keys: dict[str, tuple[Fraction, ...]] = {m.entry: () for m in members}
    steps: list[TieStep] = []
    for breaker in rules.computed_tie_breakers():
        numbers = {m.entry: breaking_number(m, breaker) for m in members}
        known = {entry: number for entry, number in numbers.items() if number is not None}
        if len(known) < len(numbers):  # an unknown criterion decides nothing
            continue
        steps.append(TieStep(breaker, numbers))
        keys = {entry: (*keys[entry], known[entry]) for entry in keys}
        if len(set(keys.values())) == len(keys):
            break
    groups = [
        tuple(sorted(entry for entry in keys if keys[entry] == key))
        for key in sorted(set(keys.values()), reverse=True)
    ]
    return tuple(steps), tuple(groups)


def _ruling_for(
    group: tuple[str, ...], whole: frozenset[str], rulings: Sequence[Ruling]
) -> Ruling | None:
    """The last ruling about exactly these works (or about the whole tie, or about any)."""
    fitting = [
        ruling
        for ruling in rulings
        if frozenset(ruling.entries) in (frozenset(group), whole)
        or (ruling.kind == "shared_place" and not ruling.entries)
    ]
    return max(fitting, key=lambda r: (r.number, r.kind, r.entries), default=None)


def _against_numbers(
    applied: Sequence[Ruling], ordered: Sequence[tuple[str, ...]]
) -> tuple[Reason, ...]:
    """Orders that put a work above another which a tie-breaker had put higher."""
    final = [entry for group in ordered for entry in group]
    return tuple(
        reason("ruling_against_tie_break", nomination=r.nomination, entries=r.entries)
        for r in applied
        if r.kind == "order" and [e for e in final if e in r.entries] != list(r.entries)
    )
