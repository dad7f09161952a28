"""Advice beside the official places: other methods, how firm places are. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.results.outcome import run
from eventkit.results.what_if import methods_for, rules_changes
from eventkit.scoring.engine import CalculationResult, EntryResult, ScoringRules
from eventkit.scoring.engine.facts import Facts

MOST_WORKS = 400
"""Beyond this many works a page does not count everything again for advice."""

ADJUSTED = "adjusted"
STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Method:
    """Another way to count: how many works it ranks otherwise, and each work's rank and value."""

    key: str
    title: str
    is_official: bool
    differs: int
    ranks: Mapping[str, int | None]
    values: Mapping[str, Fraction | None]


def methods(facts: Facts, official: CalculationResult) -> list[Method]:
    """The official way and others that make sense for these rules, for comparison."""
    if len(facts.entries) > MOST_WORKS:
        return []
    rules = ScoringRules.from_dict(facts.rules)
    found = [_method(STEPS if rules.steps else rules.aggregation, official.entries, official)]
    found += [
        _method(key, run(facts, **rules_changes(rules, key)).entries, official)
        for key in methods_for(rules)
    ]
    if official.advice.linked:
        found.append(_adjusted(official))
    return found


def title_of(key: str) -> str:
    """The name of a method on the screen."""
    return str(
        {
            "mean_of_valid_sheets": _("Среднее листов"),
            "median_of_valid_sheets": _("Медиана"),
            "trimmed_mean_of_valid_sheets": _("Среднее без крайних"),
            "sum_of_valid_sheets": _("Сумма листов"),
            "two_plus_third": _("Две читки и третья"),
            STEPS: _("По шагам правил"),
            ADJUSTED: _("С поправкой на строгость"),
        }[key]
    )


def _method(key: str, entries: Sequence[EntryResult], official: CalculationResult) -> Method:
    ranks = {e.entry: e.rank_competition for e in entries}
    values = {e.entry: e.value for e in entries}
    own = {e.entry: e.rank_competition for e in official.entries}
    differs = sum(ranks[entry] != own[entry] for entry in own)
    same = [e.value for e in entries] == [e.value for e in official.entries]
    return Method(
        key, title_of(key), entries is official.entries, 0 if same else differs, ranks, values
    )


def _adjusted(official: CalculationResult) -> Method:
    values = official.advice.adjusted
    ranks: dict[str, int | None] = {}
    for nomination in official.nominations:
        known = [value for e in nomination.entries if (value := values.get(e)) is not None]
        for entry in nomination.entries:
            value = values.get(entry)
            ranks[entry] = None if value is None else 1 + sum(other > value for other in known)
    differs = sum(ranks[e.entry] != e.rank_competition for e in official.entries)
    return Method(ADJUSTED, title_of(ADJUSTED), False, differs, ranks, values)


def probable_places(facts: Facts, nomination: str) -> dict[str, tuple[int, int]]:
    """How firm places are: the best and worst rank of each work without any one juror's sheets."""
    entries = tuple(e for e in facts.entries if e.nomination == nomination)
    if not 1 < len(entries) <= MOST_WORKS:
        return {}
    codes = {e.entry for e in entries}
    sheets = tuple(s for s in facts.sheets if s.entry in codes)
    spans: dict[str, tuple[int, int]] = {}
    for left_out in (None, *sorted({s.juror for s in sheets if not s.annulled})):
        kept = tuple(s for s in sheets if s.juror != left_out)
        part = replace(facts, entries=entries, sheets=kept, nominations=())
        for result in run(part).entries:
            rank = result.rank_competition
            if rank is not None:
                low, high = spans.get(result.entry, (rank, rank))
                spans[result.entry] = (min(low, rank), max(high, rank))
    return spans
