"""Works counted by the rules, before any place: by their steps, or trial by trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from eventkit.lazy import dataclass

from .explain import Reason, reason
from .facts import Facts
from .outcome import EntryResult
from .overtime import Overtimes, overtimes
from .rules import ScoringRules
from .stepped import by_steps
from .trials import maximum_of, of_trials
from .values import CriterionSpec, EntryInput, Recused, SheetValues
from .works import valid_readings, without_gaps, work

Sheets = Mapping[str, Sequence[SheetValues]]
"""The sheets of each work."""
Times = Mapping[str, Overtimes]
"""The performances of each work that were too long."""


@dataclass(frozen=True)
class Counted:
    """The works without places, how their values compare, and what the steps met."""

    works: Mapping[str, EntryResult]
    smaller_is_better: bool = False
    notes: tuple[Reason, ...] = ()


def sheets_by_entry(facts: Facts, rules: ScoringRules) -> Sheets:
    """The sheets of each work that takes part; gaps are zeros where the rules say so."""
    sheets: dict[str, list[SheetValues]] = {given.entry: [] for given in facts.entries}
    for sheet in facts.sheets:
        if sheet.entry in sheets:
            filled = without_gaps(sheet, facts.criteria) if rules.gap == "zero" else sheet
            sheets[sheet.entry].append(filled)
    return sheets


def times_of(facts: Facts, rules: ScoringRules) -> Times:
    """The performances beyond the limits of the rules, of the works that take part."""
    return overtimes(facts.times, rules.time_limits, rules.overtime)


def count_works(
    rules: ScoringRules,
    criteria: tuple[CriterionSpec, ...],
    entries: Sequence[EntryInput],
    sheets: Sheets,
    times: Times,
) -> Counted:
    """The works with their values: by the steps of the rules, or by their method of each trial."""
    if rules.steps:
        stepped = by_steps(rules, criteria, entries, sheets, times)
        works = {
            given.entry: work(
                given, sheets[given.entry], rules, criteria,
                stepped.values[given.entry], stepped.uses[given.entry],
                times.get(given.entry, {}),
            )
            for given in entries
        }  # fmt: skip
        return Counted(works, stepped.smaller_is_better, stepped.notes)
    most = sheet_maxima(criteria)
    works = {}
    for given in entries:
        own = sheets[given.entry]
        long = times.get(given.entry, {})
        judged = {trial: most[trial] for trial in {c.trial for c in given.own(criteria)}}
        outcome, uses = of_trials(valid_readings(own, criteria), rules, judged, long)
        works[given.entry] = work(given, own, rules, criteria, outcome, uses, long)
    return Counted(works)


def sheet_maxima(criteria: Sequence[CriterionSpec]) -> dict[str, Fraction]:
    """The most that a sheet of each trial can give."""
    return {trial: maximum_of(criteria, trial) for trial in sorted({c.trial for c in criteria})}


def with_recusals(counted: Counted, recused: Sequence[Recused]) -> Counted:
    """The works with those jurors named who may not mark them and left no sheet."""
    works = counted.works
    jurors: dict[str, list[str]] = {}
    for one in recused:
        if one.entry in works and all(s.juror != one.juror for s in works[one.entry].sheets):
            jurors.setdefault(one.entry, []).append(one.juror)
    told = {
        entry: replace(
            work, reasons=(reason("recused", jurors=tuple(jurors[entry])), *work.reasons)
        )
        if entry in jurors
        else work
        for entry, work in works.items()
    }
    return replace(counted, works=told)
