"""The one way in: facts and rules to a complete result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .advice import advise
from .annulled import annulled_counted
from .checks import facts_warnings, refuse_contradictory_facts
from .explain import reason
from .facts import in_order
from .jurors import juror_results
from .outcome import CalculationResult
from .rules import ScoringRules
from .standings import grand_prix, rank
from .values import CriterionSpec, EntryInput, NominationInput, Ruling, SheetValues
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
    for one work that are not annulled, criteria that give no points, or a ruling of no kind.
    """
    facts = in_order(rules.to_dict(), criteria, entries, sheets, rulings, jurors, nominations)
    refuse_contradictory_facts(facts.criteria, facts.entries, facts.nominations, facts.sheets)
    by_entry: dict[str, list[SheetValues]] = {given.entry: [] for given in facts.entries}
    for sheet in facts.sheets:
        if sheet.entry in by_entry:
            by_entry[sheet.entry].append(sheet)
    works = [work(e, by_entry[e.entry], rules, facts.criteria) for e in facts.entries]
    readings = {entry: valid_readings(own, facts.criteria) for entry, own in by_entry.items()}
    ranked = [
        rank(n, [w for w in works if w.nomination == n.nomination], rules, facts.rulings)
        for n in facts.nominations
    ]
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
        annulled=tuple(
            row for own in by_entry.values() for row in annulled_counted(own, rules, facts.criteria)
        ),
        warnings=(
            *facts_warnings(rules, facts.criteria, by_entry, facts.sheets),
            *(warning for r in ranked for warning in r.warnings),
            *(reason("advice_unlinked", pieces=len(p)) for p in [advice.pieces] if len(p) > 1),
        ),
    )
