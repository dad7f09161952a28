"""What a decision would do to the sheets, and who would move: counted, stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.lazy import dataclass
from eventkit.results import queries
from eventkit.results.appeals.models import Appeal
from eventkit.results.facts import gather
from eventkit.results.outcome import outcome
from eventkit.results.what_if.asking import Answer, Move, compare
from eventkit.scoring.engine import SheetValues, Timing
from eventkit.scoring.engine.facts import Facts
from eventkit.scoring.marks import Value
from eventkit.scoring.models import Sheet
from eventkit.scoring.setup_queries import criteria_of_event, trials_of
from eventkit.scoring.timing.queries import trial_key

Key = tuple[str, str, frozenset[str]]
"""A sheet as the arithmetic knows it: work, juror, the criteria of its trial."""


@dataclass(frozen=True)
class Changes:
    """Marks to put right, by sheet id and criterion code, sheets to annul, times by trial id."""

    marks: Mapping[int, Mapping[str, Value]] = field(default_factory=dict)
    annulled: frozenset[int] = frozenset()
    times: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether sheets and times stay as they are."""
        return not (self.annulled or self.times or any(self.marks.values()))


@dataclass(frozen=True)
class Preview:
    """Who would move, and the work itself even where it would not."""

    answer: Answer
    own: Move


def preview(appeal: Appeal, sheets: Sequence[Sheet], changes: Changes) -> Preview:
    """Count as the decision would, beside the latest calculation.

    Raises RefusalError when nothing would be left to count.
    """
    event = appeal.event
    latest = queries.calculation(event)
    _version, facts = gather(event)
    if latest is None:
        raise RefusalError(_("Итоги ещё не подсчитаны."))
    official = queries.result_of(latest)
    code = appeal.entry.code or ""
    changed = _timed(event, code, _changed(facts, sheets, changes), changes)
    would = outcome(event, changed)
    return Preview(compare(official, would), Move(official.entry(code), would.entry(code)))


def _timed(event: Event, code: str, facts: Facts, changes: Changes) -> Facts:
    """The facts with the work's corrected times."""
    trials = trials_of(criteria_of_event(event))
    found = {(one.entry, one.trial): one for one in facts.times}
    for trial in trials:
        if trial.id in changes.times:
            key = trial_key(trial, trials)
            found[code, key] = Timing(code, key, changes.times[trial.id])
    return replace(facts, times=tuple(found.values()))


def _changed(facts: Facts, sheets: Sequence[Sheet], changes: Changes) -> Facts:
    keys = {_key_of(sheet): sheet.id for sheet in sheets}
    return replace(
        facts,
        sheets=tuple(_sheet(given, keys.get(_key(given), 0), changes) for given in facts.sheets),
    )


def _sheet(given: SheetValues, sheet_id: int, changes: Changes) -> SheetValues:
    if given.annulled:
        return given
    marks = {code: Fraction(str(v)) for code, v in changes.marks.get(sheet_id, {}).items()}
    return replace(given, marks={**given.marks, **marks}, annulled=sheet_id in changes.annulled)


def _key(given: SheetValues) -> Key:
    return given.entry, given.juror, frozenset(given.marks)


def _key_of(sheet: Sheet) -> Key:
    task = sheet.assignment
    codes = frozenset(mark.criterion.code for mark in sheet.marks)
    return task.entry.code or "", str(task.juror_id), codes
