"""The trials of a version as tables: who was judged in them, with the sheets of each juror."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from eventkit.entries.performances.queries import performances_of_event
from eventkit.events.models import Event, Trial
from eventkit.juries.queries import jurors_of
from eventkit.lazy import dataclass
from eventkit.results import queries
from eventkit.results.board import result_row, trial_values
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import staff_names
from eventkit.results.papers import author_words
from eventkit.results.totals import Barred, barred_in, recusal_mark
from eventkit.scoring.engine import EntryResult
from eventkit.scoring.setup_queries import criteria_of_event, trials_of
from eventkit.scoring.timing.queries import times_of, trial_key


@dataclass(frozen=True)
class TrialLine:
    """An entrant in a trial: place in the order, sheets, time."""

    standing: Standing
    """The entrant's row in the calculation: its place in the end."""
    position: int | None
    name: str
    code: str
    totals: tuple[Fraction | str | None, ...]
    """Of each juror; «КИ» for a conflict of interest, None for a gap."""
    mean: Fraction | None
    """Plain, of the sheets that were not annulled, whatever the rule of the trial."""
    seconds: int | None
    penalty: Fraction
    value: Fraction | None
    """What the trial adds by its rule, after the penalty; None where trials are not added up."""


@dataclass(frozen=True)
class TrialTable:
    """A trial as its protocol shows it."""

    trial: Trial
    jurors: tuple[str, ...]
    lines: tuple[TrialLine, ...]
    nomination: str = ""
    """The nomination's title where the table shows one of several."""


def trial_tables(event: Event, made: Calculation) -> list[TrialTable]:
    """The judged trials of a version; entrants in the order in which they performed."""
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    trials = trials_of(criteria_of_event(event))
    jury = {str(j.id): j.person.short_name for j in jurors_of(event.id, with_left=True)}
    times = times_of([row.entry_id for row in rows])
    order = {(p.trial_id, p.entry_id): p.position for p in performances_of_event(event)}
    results = {row.entry_id: result_row(row) for row in rows}
    barred = barred_in(made)
    found = []
    for trial in trials:
        key = trial_key(trial, trials)
        seen = {s.juror for one in results.values() for s in one.sheets if s.trial == key}
        jurors = [juror for juror in jury if juror in seen]
        lines = [
            _line(
                row,
                results[row.entry_id],
                key,
                jurors,
                barred,
                name=author_words(names[row.entry_id]),
                position=order.get((trial.id, row.entry_id)),
                seconds=times.get((row.entry_id, trial.id)),
            )
            for row in rows
        ]
        lines = [one for one in lines if any(one.totals) or one.position is not None]
        lines.sort(key=lambda one: (one.position is None, one.position or 0))
        found.append(TrialTable(trial, tuple(jury[j] for j in jurors), tuple(lines)))
    return found


def _line(
    row: Standing,
    result: EntryResult,
    key: str,
    jurors: Sequence[str],
    barred: Barred,
    *,
    name: str,
    position: int | None,
    seconds: int | None,
) -> TrialLine:
    sheets = {s.juror: s.total for s in result.sheets if s.trial == key and s.use != "annulled"}
    totals = tuple(
        recusal_mark() if sheets.get(j) is None and (result.entry, j) in barred else sheets.get(j)
        for j in jurors
    )
    known = [total for total in sheets.values() if total is not None]
    return TrialLine(
        standing=row,
        position=position,
        name=name,
        code=row.entry.code or "",
        totals=totals,
        mean=sum(known, Fraction(0)) / len(known) if known else None,
        seconds=seconds,
        penalty=result.penalties.get(key, Fraction(0)),
        value=trial_values(result).get(key),
    )


def split_by_trial(tables: Sequence[TrialTable]) -> list[TrialTable]:
    """Each trial for each nomination, entrants by their places; none where all is one trial."""
    if len(tables) < 2:
        return []
    found = []
    for table in tables:
        own: dict[str, list[TrialLine]] = {}
        for line in sorted(table.lines, key=lambda one: one.standing.position):
            own.setdefault(line.standing.nomination.title, []).append(line)
        several = len(table.trial.event.nominations) > 1
        found += [
            replace(table, lines=tuple(lines), nomination=title if several else "")
            for title, lines in own.items()
        ]
    return found
