"""Facts that contradict themselves are refused; facts that look wrong are warned about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .explain import Reason, reason
from .rules import ScoringRules, criterion_of
from .values import CriterionSpec, EngineInputError, EntryInput, NominationInput, SheetValues


def refuse_contradictory_facts(
    criteria: Sequence[CriterionSpec],
    entries: Sequence[EntryInput],
    nominations: Sequence[NominationInput],
    sheets: Sequence[SheetValues],
) -> None:
    """Raise EngineInputError where no calculation could be official."""
    _refuse_repeats("criterion", (c.code for c in criteria))
    _refuse_repeats("entry", (e.entry for e in entries))
    _refuse_repeats("nomination", (n.nomination for n in nominations))
    valid = (s for s in sheets if not s.annulled)
    _refuse_repeats("valid sheet", ((s.entry, s.trial, s.juror) for s in valid))
    if sum(c.maximum * c.weight for c in criteria) <= 0:
        raise EngineInputError("the criteria give no points")


def _refuse_repeats(what: str, ids: Iterable[object]) -> None:
    seen: set[object] = set()
    for one in ids:
        if one in seen:
            raise EngineInputError(f"{what} given twice: {one}")
        seen.add(one)


def facts_warnings(
    rules: ScoringRules,
    criteria: Sequence[CriterionSpec],
    by_entry: Mapping[str, Sequence[SheetValues]],
    sheets: Sequence[SheetValues],
) -> Iterator[Reason]:
    """Coded warnings, in a fixed order."""
    yield from unknown_breakers(rules, rules.computed_tie_breakers(), criteria)
    for sheet in sheets:
        if sheet.entry not in by_entry:
            yield reason("sheet_of_unknown_entry", entry=sheet.entry, juror=sheet.juror)
    for own in by_entry.values():
        for sheet in own:
            yield from _sheet_warnings(sheet, own, criteria)
    for entry, own in by_entry.items():
        if not any(not s.annulled and not s.gaps(tuple(criteria)) for s in own):
            yield reason("no_valid_sheets", entry=entry)
    yield from _unequal_sums(rules, criteria, by_entry)


def unknown_breakers(
    rules: ScoringRules, breakers: Sequence[str], criteria: Sequence[CriterionSpec]
) -> Iterator[Reason]:
    """Tie-breakers by a criterion or trial that does not exist; steps keep names of their own."""
    known = {name for c in criteria for name in (c.code, c.trial)}
    for breaker in breakers:
        criterion = criterion_of(breaker)
        if criterion is not None and criterion not in known and not rules.steps:
            yield reason("tie_break_unknown_criterion", breaker=breaker, criterion=criterion)


def _sheet_warnings(
    sheet: SheetValues, own: Sequence[SheetValues], criteria: Sequence[CriterionSpec]
) -> Iterator[Reason]:
    about = {"entry": sheet.entry, "juror": sheet.juror}
    missing = sheet.gaps(tuple(criteria))
    if missing and not sheet.annulled:
        yield reason("sheet_incomplete", missing=missing, **about)
    for criterion in sheet.own(tuple(criteria)):
        mark = sheet.marks.get(criterion.code)
        problem = None if mark is None else criterion.problem(mark)
        if problem is not None:
            yield reason(
                "mark_impossible", criterion=criterion.code, mark=mark, problem=problem, **about
            )
    for code in sorted(set(sheet.marks) - {c.code for c in sheet.own(tuple(criteria))}):
        yield reason("mark_of_unknown_criterion", criterion=code, **about)
    replaced = [s for s in own if s.juror == sheet.replaces]
    if sheet.replaces is not None and not any(s.annulled for s in replaced):
        yield reason("replaced_sheet_not_annulled", replaces=sheet.replaces, **about)


def _unequal_sums(
    rules: ScoringRules,
    criteria: Sequence[CriterionSpec],
    by_entry: Mapping[str, Sequence[SheetValues]],
) -> Iterator[Reason]:
    """A sum punishes a work that was judged by fewer, and favours one judged by more."""
    summed = [
        trial
        for trial in sorted({c.trial for c in criteria})
        if rules.trial_methods.get(trial, rules.aggregation) == "sum_of_valid_sheets"
    ]
    if rules.steps:
        return
    for entry, own in by_entry.items():
        whole = [s.trial for s in own if not s.annulled and not s.gaps(tuple(criteria))]
        for trial in summed:
            expected = rules.sheets_of(trial)
            if (valid := whole.count(trial)) != expected:
                yield reason("sum_of_unequal_sheets", entry=entry, sheets=valid, expected=expected)
