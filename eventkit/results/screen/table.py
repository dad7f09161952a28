"""The table on the screen: what counts by now, by the rules of the event, in public words only."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime
from threading import Lock

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.lazy import dataclass
from eventkit.results.facts import gather
from eventkit.results.outcome import outcome
from eventkit.results.screen.models import HallScreen
from eventkit.results.screen.queries import judged_trials, sheets_at, times_at, unsent_trials
from eventkit.scoring.engine.facts import Facts
from eventkit.scoring.live.page import day_of
from eventkit.scoring.live.queries import live_trials, mark_of
from eventkit.scoring.marks import shown
from eventkit.scoring.setup_queries import criteria_of_event, has_several_trials

KEPT = 16


@dataclass(frozen=True)
class TableRow:
    """A line: the place by now, who, and the points."""

    place: int
    code: str
    points: str


@dataclass(frozen=True)
class TablePart:
    """The lines of a nomination; its title where there are several."""

    title: str
    rows: tuple[TableRow, ...]


_kept: OrderedDict[tuple[object, ...], tuple[TablePart, ...]] = OrderedDict()
_lock = Lock()


def frozen_since(screen: HallScreen, at: datetime) -> datetime | None:
    """The instant as of which the table stands still; None where it goes on."""
    return screen.frozen_at if screen.frozen_at is not None and screen.frozen_at <= at else None


def table_of(event: Event, screen: HallScreen, at: datetime) -> tuple[TablePart, ...]:
    """The table that may be shown; empty when it is off or nothing counts yet.

    Worked out once for each state of the event, however many screens ask.
    """
    if screen.table_mode == "off":
        return ()
    since = frozen_since(screen, at)
    key = (str(db.engine.url), event.id, screen.table_mode, since, mark_of(event.id))
    with _lock:
        if key in _kept:
            return _kept[key]
    found = _work_out(event, screen.table_mode, since)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _work_out(event: Event, table: str, since: datetime | None) -> tuple[TablePart, ...]:
    try:
        _version, facts = gather(event)
        if since is not None:
            facts = _as_of(event, facts, since)
        if table == "after_trial":
            facts = _finished(event, facts)
        if not facts.sheets:
            return ()
        result = outcome(event, facts)
    except RefusalError:
        # Rules or criteria are missing, or sheets contradict each other: the results room says so.
        return ()
    titles = {one.code: one.title for one in event.nominations}
    by_code = {one.entry: one for one in result.entries}
    several, parts = len(result.nominations) > 1, []
    for nomination in result.nominations:
        rows = [
            TableRow(given.rank_competition, code, shown(given.value))
            for code in nomination.entries
            if (given := by_code[code]).value is not None and given.rank_competition is not None
        ]
        if rows:
            parts.append(TablePart(titles[nomination.nomination] if several else "", tuple(rows)))
    return tuple(parts)


def _as_of(event: Event, facts: Facts, instant: datetime) -> Facts:
    """The sheets and times that stood at the instant."""
    several = has_several_trials(criteria_of_event(event))
    return replace(
        facts,
        sheets=tuple(sheets_at(event, instant, with_trial=several)),
        times=tuple(times_at(event, facts.times, instant, with_trial=several)),
        rulings=(),  # what the jury decides behind the freeze must not move a line of it
    )


def _finished(event: Event, facts: Facts) -> Facts:
    """Only the trials in which everybody is through and every sheet was sent."""
    open_ones = unsent_trials(event)
    open_ones |= {one.id for one in live_trials(event) if not day_of(event, one).is_over}
    judged = judged_trials(event) - open_ones
    several = has_several_trials(criteria_of_event(event))
    codes = {trial.code if several else "" for trial in event.trials if trial.id in judged}
    return replace(
        facts,
        sheets=tuple(sheet for sheet in facts.sheets if sheet.trial in codes),
        times=tuple(one for one in facts.times if one.trial in codes),
    )
