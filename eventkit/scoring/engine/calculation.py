"""The one way in: facts and rules to a complete result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .advice import advise
from .annulled import annulled_counted
from .checks import facts_warnings, refuse_contradictory_facts
from .explain import Reason, reason
from .facts import Facts, in_order
from .jurors import juror_results
from .outcome import AdviceResult, CalculationResult, EntryResult
from .rules import ScoringRules
from .standings import Ranked, grand_prix, rank
from .values import (
    CriterionSpec,
    EngineInputError,
    EntryInput,
    NominationInput,
    Ruling,
    SheetValues,
)
from .works import maximum_total, valid_readings, work


def calculate(
    rules: ScoringRules,
    criteria: Sequence[CriterionSpec],
    entries: Iterable[EntryInput],
    sheets: Iterable[SheetValues],
    rulings: Iterable[Ruling] = (),
    *,
    jurors: Iterable[str] = (),
    nominations: Iterable[NominationInput] = (),
) -> CalculationResult:
    """Values, places, awards, juror statistics and advice from sheets.

    `jurors` names those who may have no sheet yet; `nominations` gives audiences (for the grand
    prix) and nominations without works. Those met in entries and sheets are added. The order of
    any input is of no matter. Sheets of unknown entries are left out with a warning. Raises
    EngineInputError for two works, criteria or nominations of one id, two sheets of one juror
    for one work that are not annulled, criteria that give no points, a ruling of no kind, or rules
    of steps.
    """
    if rules.steps:
        raise EngineInputError("rules of steps are counted by `counting`, not here")
    facts = in_order(rules.to_dict(), criteria, entries, sheets, rulings, jurors, nominations)
    refuse_contradictory_facts(facts.criteria, facts.entries, facts.nominations, facts.sheets)
    by_entry = _by_entry(facts)
    works = _by_nomination(facts, by_entry, rules)
    readings = {entry: valid_readings(own, facts.criteria) for entry, own in by_entry.items()}
    ranked = [rank(n, works[n.nomination], rules, facts.rulings) for n in facts.nominations]
    advice = advise(facts.jurors, readings, {r.nomination.nomination: r.entries for r in ranked})
    return CalculationResult(
        rules=facts.rules,
        inputs_digest=facts.digest(),
        maximum=maximum_total(facts.criteria),
        entries=tuple(entry for r in ranked for entry in r.entries),
        nominations=tuple(r.nomination for r in ranked),
        grand_prix=grand_prix(ranked),
        jurors=juror_results(facts.jurors, readings, rules.strict_judge_flag),
        advice=advice,
        annulled=annulled_counted(by_entry.values(), rules, facts.criteria),
        warnings=(
            *facts_warnings(rules, facts.criteria, by_entry, facts.sheets),
            *_result_warnings(ranked, advice),
        ),
    )


def _result_warnings(ranked: Sequence[Ranked], advice: AdviceResult) -> Iterator[Reason]:
    for one in ranked:
        yield from one.warnings
    if not advice.linked:
        yield reason("advice_unlinked", pieces=len(advice.pieces))


def _by_entry(facts: Facts) -> dict[str, list[SheetValues]]:
    """The sheets of each work that takes part."""
    sheets: dict[str, list[SheetValues]] = {given.entry: [] for given in facts.entries}
    for sheet in facts.sheets:
        if sheet.entry in sheets:
            sheets[sheet.entry].append(sheet)
    return sheets


def _by_nomination(
    facts: Facts, by_entry: dict[str, list[SheetValues]], rules: ScoringRules
) -> dict[str, list[EntryResult]]:
    """The works of each nomination with their values."""
    works: dict[str, list[EntryResult]] = {n.nomination: [] for n in facts.nominations}
    for given in facts.entries:
        result = work(given, by_entry[given.entry], rules, facts.criteria)
        works[given.nomination].append(result)
    return works
