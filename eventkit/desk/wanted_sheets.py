"""How many sheets an event needs: by its rules, its trials, its works and its conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event, Trial
from eventkit.hooks.manager import active_plugins
from eventkit.juries.reach import Scarce, scarce_works, sizes_of_own_juries
from eventkit.scoring.engine import ScoringRules, least_sheets
from eventkit.scoring.queries import wanted_of_trials


@dataclass
class Wanted:
    """The sheets of an event.

    ``of_rounds`` says by round how many the rules want for each work in all its trials; ``lost``
    by work how many of them nobody is left to give, since jurors have a conflict; ``uncountable``
    are the works that so lack more than the rules can do without.
    """

    of_rounds: dict[int | None, int] = field(default_factory=lambda: defaultdict(int))
    lost: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    uncountable: set[int] = field(default_factory=set)

    @property
    def usual(self) -> int:
        """Sheets of a work that goes through all rounds and has no conflict."""
        return sum(self.of_rounds.values())

    def all_sheets(self, rounds: Mapping[int, int] | None, admitted: int) -> int:
        """All sheets that can be had; a round after selection wants them of those who went on."""
        works = rounds or {}
        wanted = sum(
            sheets * works.get(round_id or 0, admitted)
            for round_id, sheets in self.of_rounds.items()
        )
        return wanted - sum(self.lost.values())


def wanted_sheets_of(ids: Collection[int], rules: Mapping[int, ScoringRules]) -> dict[int, Wanted]:
    """The sheets of each event, in three queries.

    An event whose format is counted without a jury wants none. Where the jury itself is too small
    for the rules, what they want stays: somebody has to be invited. A trial's own jury is its own
    measure: all of it judges, and nobody else.
    """
    trials = _judged_trials(ids)
    sizes = sizes_of_own_juries(ids)
    sheets: dict[int, int] = {}
    found: dict[int, Wanted] = defaultdict(Wanted)
    for trial in trials:
        said = rules.get(trial.event_id)
        if said is None:
            continue
        wanted = wanted_of_trials(said, [trial])[trial.id]
        own = sizes.get(trial.id, wanted)
        sheets[trial.id] = own if least_sheets(said, trial.code, wanted) <= own < wanted else wanted
        found[trial.event_id].of_rounds[trial.round_id] += sheets[trial.id]
    by_id = {trial.id: trial for trial in trials}
    for row in scarce_works(ids, max(sheets.values(), default=0)):
        if row.trial_id in sheets:
            code, wanted = by_id[row.trial_id].code, sheets[row.trial_id]
            least = least_sheets(rules[row.event_id], code, wanted)
            _take_off(found[row.event_id], row, wanted, least)
    return found


def _take_off(found: Wanted, row: Scarce, wanted: int, least: int) -> None:
    lost = min(wanted, row.jury) - min(wanted, row.free)
    if lost > 0:
        found.lost[row.entry_id] += lost
    if lost > 0 and row.free < least:
        found.uncountable.add(row.entry_id)


def _judged_trials(ids: Collection[int]) -> Sequence[Trial]:
    formats = (format_ for _owner, format_ in active_plugins().formats.values())
    without_jury = [format_.name for format_ in formats if not format_.has_jury]
    query = select(Trial).join(Trial.event)
    query = query.where(Trial.event_id.in_(ids), Event.format.not_in(without_jury))
    return db.session.scalars(query.order_by(Trial.id)).all()
