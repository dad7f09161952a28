"""How works stand before a round, and where its rule draws the line."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy import exists, func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination, Round, Trial
from eventkit.events.refusals import RefusalError
from eventkit.juries.models import Assignment
from eventkit.juries.rounds.queries import round_before, stops, trials_before
from eventkit.lazy import dataclass
from eventkit.results.facts import entries_of, gather
from eventkit.results.outcome import outcome
from eventkit.scoring.engine import EntryResult, ScoringRules
from eventkit.scoring.engine.facts import Facts
from eventkit.scoring.models import Sheet


@dataclass(frozen=True)
class Contender:
    """A work of the rounds before; ``goes_on`` is by the rule, all who are equal at the line too.

    ``is_at_line``: the rule alone cannot tell it from equal works, of which fewer should go on.
    """

    entry: Entry
    place: str
    value: Fraction | None
    percent: Fraction | None
    goes_on: bool
    is_at_line: bool = False


@dataclass(frozen=True)
class Line:
    """A nomination from the best work down; ``left``: how many of those at the line would fit."""

    nomination: Nomination
    rows: list[Contender]
    left: int = 0

    def last_going(self, decided: Mapping[int, bool]) -> int:
        """How many rows stand above the line: down to the last that goes on, as was decided."""
        going = [decided.get(row.entry.id, row.goes_on) for row in self.rows]
        return max((place for place, goes_on in enumerate(going, start=1) if goes_on), default=0)


@dataclass(frozen=True)
class Preliminary:
    """All nominations before a round; ``unsent`` sheets of the rounds before stay out."""

    lines: list[Line]
    unsent: int

    @property
    def rows(self) -> list[Contender]:
        """The works of all nominations."""
        return [row for line in self.lines for row in line.rows]

    @property
    def going(self) -> list[Contender]:
        """Those who go on by the rule."""
        return [row for row in self.rows if row.goes_on]

    @property
    def tied(self) -> list[Contender]:
        """Those whom the chair may tell apart."""
        return [row for row in self.rows if row.is_at_line]

    @property
    def digest(self) -> str:
        """Changes with anything that the page shows."""
        told = [(r.entry.id, r.place, str(r.value), r.goes_on, r.is_at_line) for r in self.rows]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def preliminary(subject: Round) -> Preliminary:
    """The standing by all trials before the round.

    Raises RefusalError for the first round, and while rules, criteria or a bound are missing.
    """
    event = subject.event
    if subject.promotes_by is None or subject.promotes_from is None:
        raise RefusalError(_("Для этого тура не сказано, кто в него проходит."))
    facts = _facts_before(subject)
    rules = ScoringRules.from_dict(facts.rules)
    result = outcome(event, facts)
    entries = {entry.code: entry for entry in entries_of(event)}
    ranked = {n.nomination: n.entries for n in result.nominations}
    values = {given.entry: given for given in result.entries}
    lines = []
    for nomination in event.nominations:
        own = [values[code] for code in ranked.get(nomination.code, ())]
        judged = _judged(subject, rules, own, smaller=result.smaller_is_better)
        rows = [_contender(entries[e.entry], e, rules, *judged[e.entry]) for e in own]
        if rows:
            lines.append(Line(nomination, rows, _left(rows, subject.promotes_from)))
    return Preliminary(lines, _unsent(event, subject.number))


def has_sheets(subject: Round) -> bool:
    """Whether a juror has begun a sheet of the round: then who takes part stands."""
    begun = (
        exists()
        .where(Sheet.assignment_id == Assignment.id)
        .where(Assignment.trial_id == Trial.id, Trial.round_id == subject.id)
    )
    return bool(db.session.scalar(select(begun)))


def _facts_before(subject: Round) -> Facts:
    """The facts of the trials before, for the works that the round before took."""
    event = subject.event
    _version, facts = gather(event)
    trials = {trial.code for trial in trials_before(event, subject.number)}
    several = len(facts.trials) > 1
    criteria = tuple(c for c in facts.criteria if not several or c.trial in trials)
    if not criteria:
        raise RefusalError(_("В прежних турах нет критериев: сравнивать работы не по чему."))
    works = {entry.code: entry.id for entry in entries_of(event)}
    stopped = stops(event, list(works.values()))
    before = round_before(subject)
    reached = before.number if before else 1
    entries = tuple(
        replace(given, trials=())
        for given in facts.entries
        if stopped.get(works[given.entry], reached + 1) > reached
    )
    taking_part = {given.entry for given in entries}
    sheets = tuple(
        sheet
        for sheet in facts.sheets
        if sheet.entry in taking_part and (not several or sheet.trial in trials)
    )
    return replace(facts, criteria=criteria, entries=entries, sheets=sheets)


def _judged(
    subject: Round, rules: ScoringRules, own: Sequence[EntryResult], *, smaller: bool
) -> dict[str, tuple[bool, bool]]:
    """For each work of a nomination: whether it goes on, and whether it is equal at the line."""
    by, bound = subject.promotes_by, Fraction(subject.promotes_from or 0)
    sizes = Counter(e.rank_competition for e in own if e.rank_competition is not None)
    found: dict[str, tuple[bool, bool]] = {}
    for each in own:
        rank, value = each.rank_competition, each.value
        if rank is None or value is None:
            found[each.entry] = (False, False)
        elif by == "works":
            goes_on = rank <= bound
            found[each.entry] = (goes_on, goes_on and rank + sizes[rank] - 1 > bound)
        elif by == "places":
            dense = each.rank_dense if rules.place_style == "dense" else rank
            found[each.entry] = ((dense or rank) <= bound, False)
        elif by == "percent":
            found[each.entry] = (each.percent is not None and each.percent >= bound, False)
        else:
            found[each.entry] = (value <= bound if smaller else value >= bound, False)
    return found


def _contender(
    entry: Entry, given: EntryResult, rules: ScoringRules, goes_on: bool, at_line: bool
) -> Contender:
    ranks = {"dense": given.rank_dense, "range": given.rank_range}
    place = ranks.get(rules.place_style, given.rank_competition)
    shown = "" if given.rank_competition is None else str(place or given.rank_competition)
    return Contender(entry, shown, given.value, given.percent, goes_on, at_line)


def _left(rows: Iterable[Contender], bound: Decimal) -> int:
    """How many of the works at the line the number still has room for."""
    rows = list(rows)
    if not any(row.is_at_line for row in rows):
        return 0
    return int(bound) - sum(row.goes_on and not row.is_at_line for row in rows)


def _unsent(event: Event, number: int) -> int:
    trials = [trial.id for trial in trials_before(event, number)]
    query = (
        select(func.count())
        .select_from(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Entry.is_admitted,
            Assignment.trial_id.in_(trials),
            Assignment.state == "active",
            Assignment.progress != "submitted",
        )
    )
    return db.session.scalar(query) or 0
