"""The one way in: facts and rules to a complete result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from .advice import advise
from .aggregate import Reading
from .annulled import annulled_counted
from .checks import facts_warnings, refuse_contradictory_facts
from .counted import (
    Counted,
    Sheets,
    count_works,
    sheet_maxima,
    sheets_by_entry,
    times_of,
    with_recusals,
)
from .explain import Reason, reason
from .facts import Facts, in_order
from .jurors import juror_results
from .outcome import AdviceResult, AnnulledCounted, CalculationResult
from .rules import ScoringRules
from .standings import Ranked, grand_prix, rank
from .trials import maximum_of, of_trials, over_trials
from .values import (
    CriterionSpec,
    EntryInput,
    NominationInput,
    Recused,
    Ruling,
    SheetValues,
    Timing,
)
from .wins import promoted, second_wins
from .works import valid_readings


def calculate(
    rules: ScoringRules,
    criteria: Sequence[CriterionSpec],
    entries: Iterable[EntryInput],
    sheets: Iterable[SheetValues],
    rulings: Iterable[Ruling] = (),
    *,
    jurors: Iterable[str] = (),
    nominations: Iterable[NominationInput] = (),
    recused: Iterable[Recused] = (),
    times: Iterable[Timing] = (),
) -> CalculationResult:
    """Values, places, awards, juror statistics and advice from sheets.

    `jurors` names those who may have no sheet yet; `nominations` gives audiences (for the grand
    prix) and nominations without works. Those met in entries and sheets are added. `recused` are
    jurors who may not mark a work, `times` how long performances took. The order of any input is
    of no matter. Sheets of unknown entries are left out with a warning.

    Raises EngineInputError for two works, criteria or nominations of one id, two sheets of one
    juror for one work and trial that are not annulled, criteria that give no points, a ruling of no
    kind, or steps that leave several numbers for a work.
    """
    facts = in_order(
        rules.to_dict(), criteria, entries, sheets, rulings, jurors, nominations, recused, times
    )
    refuse_contradictory_facts(facts.criteria, facts.entries, facts.nominations, facts.sheets)
    by_entry = sheets_by_entry(facts, rules)
    counted = with_recusals(
        count_works(rules, facts.criteria, facts.entries, by_entry, times_of(facts, rules)),
        facts.recused,
    )
    readings = {entry: valid_readings(own, facts.criteria) for entry, own in by_entry.items()}
    together = {entry: over_trials(own) for entry, own in readings.items()}
    ranked = _ranked(facts, rules, counted)
    advice = advise(facts.jurors, together, {r.nomination.nomination: r.entries for r in ranked})
    return CalculationResult(
        rules=facts.rules,
        inputs_digest=facts.digest(),
        maximum=maximum_of(facts.criteria),
        entries=tuple(entry for r in ranked for entry in r.entries),
        nominations=tuple(r.nomination for r in ranked),
        grand_prix=grand_prix(ranked, smaller_is_better=counted.smaller_is_better),
        jurors=juror_results(facts.jurors, _by_trial(readings), rules.strict_judge_flag),
        advice=advice,
        annulled=_annulled(facts, rules, by_entry),
        warnings=(
            *facts_warnings(rules, facts.criteria, by_entry, facts.sheets),
            *counted.notes,
            *_result_warnings(ranked, advice),
        ),
        smaller_is_better=counted.smaller_is_better,
        recused=facts.recused,
    )


def _ranked(facts: Facts, rules: ScoringRules, counted: Counted) -> list[Ranked]:
    """The nominations with their places; where a person wins once only, as often as that moves."""
    entrants = {given.entry: given.entrants for given in facts.entries}
    passed_over: frozenset[str] = frozenset()
    while True:
        ranked = [
            rank(
                nomination,
                [r for r in counted.works.values() if r.nomination == nomination.nomination],
                rules,
                facts.rulings,
                smaller_is_better=counted.smaller_is_better,
                passed_over=passed_over,
            )
            for nomination in facts.nominations
        ]
        again = second_wins(ranked, entrants) if rules.one_win_per_person else frozenset()
        if again <= passed_over:
            return [promoted(one, rules) for one in ranked]
        passed_over |= again


def _annulled(facts: Facts, rules: ScoringRules, by_entry: Sheets) -> tuple[AnnulledCounted, ...]:
    """Each annulled sheet as if it had stayed."""
    times = times_of(facts, rules)

    def value(entry: str, sheets: Sequence[SheetValues]) -> Fraction | None:
        own = {**by_entry, entry: sheets}
        changed = count_works(rules, facts.criteria, facts.entries, own, times)
        return changed.works[entry].value

    def value_alone(entry: str, sheets: Sequence[SheetValues]) -> Fraction | None:
        readings = valid_readings(sheets, facts.criteria)
        most = sheet_maxima(facts.criteria)
        return of_trials(readings, rules, most, times.get(entry, {}))[0].value

    return annulled_counted(by_entry, facts.criteria, value if rules.steps else value_alone)


def _by_trial(readings: Mapping[str, Sequence[Reading]]) -> dict[str, list[Reading]]:
    """The readings of each work and trial: a juror is compared with those who saw the same."""
    found: dict[str, list[Reading]] = {}
    for entry, own in readings.items():
        for one in own:
            found.setdefault(f"{entry}|{one.trial}", []).append(one)
    return found


def _result_warnings(ranked: Sequence[Ranked], advice: AdviceResult) -> Iterator[Reason]:
    for one in ranked:
        yield from one.warnings
    if not advice.linked:
        yield reason("advice_unlinked", pieces=len(advice.pieces))
