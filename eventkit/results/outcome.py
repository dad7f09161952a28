"""From facts to a result: the core's rules, or the format's own arithmetic where it has one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.hooks import Ranking, ScoreResult, active_plugins
from eventkit.results.facts import entries_of
from eventkit.scoring.engine import (
    CalculationResult,
    EngineInputError,
    EntryResult,
    NominationResult,
    ScoringRules,
    calculate,
)
from eventkit.scoring.engine.facts import Facts

LOWEST_DEGREE = 3


def run(facts: Facts, **changes: Any) -> CalculationResult:
    """The core's calculation of these facts; ``changes`` replace fields of the rules.

    Raises RefusalError when the facts contradict themselves.
    """
    rules = ScoringRules.from_dict(facts.rules)
    try:
        return calculate(
            replace(rules, **changes),
            facts.criteria,
            facts.entries,
            facts.sheets,
            facts.rulings,
            jurors=facts.jurors,
            nominations=facts.nominations,
            recused=facts.recused,
            times=facts.times,
        )
    except EngineInputError as problem:
        raise RefusalError(
            _("Листы противоречат друг другу, посчитать их нельзя: %(detail)s.", detail=problem)
        ) from problem


def outcome(event: Event, facts: Facts) -> CalculationResult:
    """The result of the event: by the core's rules unless the owner of its format answers.

    The owner is asked ``eventkit_score`` for each work, then ``eventkit_rank`` for all of them.
    What it gave is part of the digest, so that another answer makes another version.
    """
    result = run(facts)
    if active_plugins().owner(event.format) is None:
        return result
    entries = {entry.code or "": entry for entry in entries_of(event)}
    own = _own_scores(event, entries, facts)
    ranking = active_plugins().ask_owner(
        "eventkit_rank", event, scores=_all_scores(result, entries, own)
    )
    if not own and ranking is None:
        return result
    values = {e.entry: own[e.entry].value if e.entry in own else e.value for e in result.entries}
    places = ranking or _by_value(result, entries, values)
    ids = {code: entry.id for code, entry in entries.items()}
    placed = [_placed(e, values[e.entry], places, ids[e.entry], facts) for e in result.entries]
    return _with_entries(result, placed, _digest(result.inputs_digest, placed))


def _own_scores(event: Event, entries: Mapping[str, Entry], facts: Facts) -> dict[str, ScoreResult]:
    """What the owner of the format gave, by the work's code."""
    sheets: dict[str, list[Any]] = {code: [] for code in entries}
    for sheet in facts.sheets:
        sheets[sheet.entry].append(sheet)
    given: dict[str, ScoreResult] = {}
    for code, entry in entries.items():
        answer = active_plugins().ask_owner(
            "eventkit_score", event, entry=entry, sheets=tuple(sheets[code])
        )
        if answer is not None:
            given[code] = answer
    return given


def _all_scores(
    result: CalculationResult, entries: Mapping[str, Entry], own: Mapping[str, ScoreResult]
) -> dict[int, ScoreResult]:
    """Scores by the entry's id, the core's where the owner gave none."""
    return {
        entries[e.entry].id: own.get(e.entry, ScoreResult(value=e.value)) for e in result.entries
    }


def _by_value(
    result: CalculationResult,
    entries: Mapping[str, Entry],
    values: Mapping[str, Fraction | None],
) -> Ranking:
    """Places 1-1-3 by the owner's values, when it has no ranking of its own."""
    places: dict[int, int | None] = {}
    for nomination in result.nominations:
        known = [value for e in nomination.entries if (value := values[e]) is not None]
        for code in nomination.entries:
            value = values[code]
            place = None if value is None else 1 + sum(other > value for other in known)
            places[entries[code].id] = place
    return Ranking(places=places)


def _placed(
    given: EntryResult,
    value: Fraction | None,
    ranking: Ranking,
    entry_id: int,
    facts: Facts,
) -> EntryResult:
    place = ranking.places.get(entry_id)
    rules = ScoringRules.from_dict(facts.rules)
    status = "participant" if place is None else rules.award_places.status(place)
    awarded = None if status == "participant" else place
    return replace(
        given,
        value=value,
        rank_competition=place,
        place=awarded,
        place_shown=None if awarded is None else ranking.shown.get(entry_id, str(awarded)),
        status=status,
        degree=None if awarded is None else min(awarded, LOWEST_DEGREE),
        reasons=(),
    )


def _with_entries(
    result: CalculationResult, placed: Sequence[EntryResult], digest: str
) -> CalculationResult:
    """The result with the owner's order; ties are the owner's affair."""
    by_code = {e.entry: e for e in placed}
    nominations: list[NominationResult] = []
    for nomination in result.nominations:
        order = sorted(
            nomination.entries,
            key=lambda code: (
                by_code[code].rank_competition is None,
                by_code[code].rank_competition or 0,
                -(by_code[code].value or 0),
                code,
            ),
        )
        winner = any(by_code[code].status == "winner" for code in order)
        nominations.append(
            replace(nomination, entries=tuple(order), winner_awarded=winner, ties=())
        )
    entries = tuple(by_code[code] for n in nominations for code in n.entries)
    return replace(
        result,
        inputs_digest=digest,
        entries=entries,
        nominations=tuple(nominations),
        grand_prix=_grand_prix(nominations, by_code),
        warnings=(),
    )


def _grand_prix(
    nominations: Sequence[NominationResult], by_code: Mapping[str, EntryResult]
) -> dict[str, tuple[str, ...]]:
    """Of each audience the winners with the highest value, all of them if equal."""
    best: dict[str, tuple[str, ...]] = {}
    for audience in sorted({n.audience for n in nominations} - {""}):
        winners = [
            by_code[code]
            for n in nominations
            if n.audience == audience
            for code in n.entries
            if by_code[code].status == "winner"
        ]
        top = max((w.value for w in winners if w.value is not None), default=None)
        best[audience] = tuple(sorted(w.entry for w in winners if w.value == top))
    return best


def _digest(facts_digest: str, placed: Sequence[EntryResult]) -> str:
    """SHA-256 over the facts' digest and what the owner of the format gave."""
    given = sorted((e.entry, str(e.value), e.place, e.place_shown) for e in placed)
    text = json.dumps([facts_digest, given], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
