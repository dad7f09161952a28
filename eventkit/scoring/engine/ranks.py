"""Ranks alone, for comparisons: what would stand where, without all that explains a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .aggregate import Reading, aggregate
from .facts import Facts
from .outcome import EntryResult
from .rules import ScoringRules
from .standings import rank
from .values import NominationInput, Ruling, SheetValues
from .works import work

Standing = tuple[int | None, Fraction | None]
"""Rank 1-1-3 and value; None without a value."""


def ranks_by(
    rules: ScoringRules, entries: Iterable[EntryResult], rulings: Sequence[Ruling]
) -> dict[str, Standing]:
    """Rank and value of works whose counted sheets are aggregated by other rules.

    The sheets themselves and the means by criterion stay as they stand in `entries`, so rules may
    differ in how they aggregate, and in nothing else.
    """
    works: dict[str, list[EntryResult]] = {}
    for given in entries:
        outcome = aggregate(_readings(given), rules)
        counted = replace(given, value=outcome.value, rank_competition=None, reasons=())
        works.setdefault(given.nomination, []).append(counted)
    return {
        placed.entry: (placed.rank_competition, placed.value)
        for nomination, members in works.items()
        for placed in rank(NominationInput(nomination), members, rules, rulings).entries
    }


def ranks_without_each(rules: ScoringRules, facts: Facts) -> Iterator[Mapping[str, int | None]]:
    """Ranks with all sheets, then without those of each juror in turn.

    A work is counted anew only where the juror has a sheet of it.
    """
    sheets: dict[str, list[SheetValues]] = {given.entry: [] for given in facts.entries}
    for sheet in facts.sheets:
        if sheet.entry in sheets:
            sheets[sheet.entry].append(sheet)
    whole = {e.entry: work(e, sheets[e.entry], rules, facts.criteria) for e in facts.entries}
    yield _ranks(whole, rules, facts)
    for juror in sorted({sheet.juror for sheet in facts.sheets if not sheet.annulled}):
        changed = dict(whole)
        for given in facts.entries:
            kept = [sheet for sheet in sheets[given.entry] if sheet.juror != juror]
            if len(kept) < len(sheets[given.entry]):
                changed[given.entry] = work(given, kept, rules, facts.criteria)
        yield _ranks(changed, rules, facts)


def _readings(given: EntryResult) -> list[Reading]:
    return [
        Reading(sheet.juror, sheet.position, sheet.total)
        for sheet in given.sheets
        if sheet.use != "annulled" and sheet.total is not None
    ]


def _ranks(
    works: Mapping[str, EntryResult], rules: ScoringRules, facts: Facts
) -> dict[str, int | None]:
    members: dict[str, list[EntryResult]] = {}
    for given in works.values():
        members.setdefault(given.nomination, []).append(given)
    return {
        placed.entry: placed.rank_competition
        for nomination, own in members.items()
        for placed in rank(NominationInput(nomination), own, rules, facts.rulings).entries
    }
