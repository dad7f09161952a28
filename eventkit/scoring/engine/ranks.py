"""Ranks alone, for comparisons: what would stand where, without all that explains a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .aggregate import Reading
from .counted import Counted, count_works, sheets_by_entry, times_of
from .facts import Facts
from .outcome import EntryResult
from .overtime import Overtime
from .rules import ScoringRules
from .standings import rank
from .trials import of_trials
from .values import NominationInput, Ruling

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
        readings = _readings(given)
        most = {r.trial: Fraction(1) for r in readings}
        times = {trial: Overtime(0, 0, points) for trial, points in given.penalties.items()}
        outcome, _uses = of_trials(readings, rules, most, times)
        counted = replace(given, value=outcome.value, rank_competition=None, reasons=())
        works.setdefault(given.nomination, []).append(counted)
    return {
        placed.entry: (placed.rank_competition, placed.value)
        for nomination, members in works.items()
        for placed in rank(NominationInput(nomination), members, rules, rulings).entries
    }


def ranks_without_each(rules: ScoringRules, facts: Facts) -> Iterator[Mapping[str, int | None]]:
    """Ranks with all sheets, then without those of each juror in turn.

    A work is counted anew only where the juror has a sheet of it, or where steps compare works.
    """
    sheets = sheets_by_entry(facts, rules)
    times = times_of(facts, rules)
    whole = count_works(rules, facts.criteria, facts.entries, sheets, times)
    yield _ranks(whole, rules, facts)
    for juror in sorted({sheet.juror for sheet in facts.sheets if not sheet.annulled}):
        kept = {entry: [s for s in own if s.juror != juror] for entry, own in sheets.items()}
        touched = [
            e for e in facts.entries if rules.steps or len(kept[e.entry]) < len(sheets[e.entry])
        ]
        changed = count_works(rules, facts.criteria, touched, kept, times)
        works = {**whole.works, **changed.works}
        yield _ranks(replace(whole, works=works), rules, facts)


def _readings(given: EntryResult) -> list[Reading]:
    return [
        Reading(sheet.juror, sheet.position, sheet.total, sheet.trial)
        for sheet in given.sheets
        if sheet.use != "annulled" and sheet.total is not None
    ]


def _ranks(counted: Counted, rules: ScoringRules, facts: Facts) -> dict[str, int | None]:
    members: dict[str, list[EntryResult]] = {}
    for given in counted.works.values():
        members.setdefault(given.nomination, []).append(given)
    return {
        placed.entry: placed.rank_competition
        for nomination, own in members.items()
        for placed in rank(
            NominationInput(nomination),
            own,
            rules,
            facts.rulings,
            smaller_is_better=counted.smaller_is_better,
        ).entries
    }
