"""Third readings and replacements: whom to give a work that needs one more sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Trial
from eventkit.juries.conflicts import derived_conflicts
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import assign, withdraw
from eventkit.juries.panels.queries import barred_by_panels
from eventkit.juries.queries import free_jurors
from eventkit.scoring.deadlines import term_of
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.letters import tell_it_is_over, tell_third_reader
from eventkit.scoring.models import Sheet
from eventkit.scoring.setup_queries import current_rules
from eventkit.web.clock import now

THIRD = 3


def open_third_reading(entry: Entry, trial: Trial, *, actor: str = "system") -> Assignment | None:
    """Give the work to a third reader if its two readings differ by the limit of the rules.

    Two sheets that are sent at once open one: each sender has written its line of the journal
    before asking, and a chain of the journal has one writer at a time. None when no third reading
    is due, one is there already, or nobody is free: then the queue of third readings says so.
    """
    if not third_reading_due(entry, trial):
        return None
    free = jurors_to_offer(entry)
    if not free:
        return None
    return give_third_reading(free[0], entry, trial, replaces=_fallen(entry, trial), actor=actor)


def third_reading_due(entry: Entry, trial: Trial) -> bool:
    """Whether the two readings of the work diverge and no third one is under way."""
    limit = third_reading_limit(current_rules(entry.event))
    if limit is None:
        return False
    rows = _rows(entry, trial)
    return not any(row[0] >= THIRD for row in rows) and diverges(_sent(rows), limit)


def readings_diverge(entry: Entry, trial: Trial) -> bool:
    """Whether the first two readings of the work were sent and ask for a third."""
    limit = third_reading_limit(current_rules(entry.event))
    return limit is not None and diverges(_sent(_rows(entry, trial)), limit)


def third_reading_limit(rules: ScoringRules) -> Fraction | None:
    """The difference of two readings from which the rules ask for a third; None if they do not."""
    return rules.divergence_points if rules.aggregation == "two_plus_third" else None


def diverges(readings: Mapping[int, Fraction], limit: Fraction) -> bool:
    """Whether both first readings were sent and differ by the limit or more."""
    return 1 in readings and 2 in readings and abs(readings[1] - readings[2]) >= limit


def jurors_to_offer(entry: Entry) -> list[Juror]:
    """Who may still take the work, the least loaded first.

    Conflicts count too that follow from facts but are not written down yet.
    """
    free = free_jurors(entry)
    barred = derived_conflicts(free, entry.event_id)
    elsewhere = barred_by_panels(entry.event)
    return [
        juror
        for juror in free
        if (juror.id, entry.id) not in barred and (entry.id, juror.id) not in elsewhere
    ]


def give_third_reading(
    juror: Juror,
    entry: Entry,
    trial: Trial,
    *,
    replaces: Assignment | None = None,
    actor: str = "system",
) -> Assignment:
    """Give a work to this third reader, with the days of the rules, and write to him or her.

    Raises JuryRefusalError as ``assign`` does.
    """
    event = juror.event
    task = assign(
        juror,
        entry,
        trial,
        reading=THIRD,
        replaces=replaces,
        due_at=term_of(event, now(), current_rules(event).third_days),
        actor=actor,
    )
    tell_third_reader(task)
    return task


def drop_third_reading(entry: Entry, trial: Trial, *, actor: str = "system") -> None:
    """Take back the third readings of a work that nobody has opened: they are not needed now.

    One that is begun stays: its sheet is kept, and may be needed when the two are sent again.
    """
    query = (
        select(Assignment)
        .where(
            Assignment.entry_id == entry.id,
            Assignment.trial_id == trial.id,
            Assignment.state == "active",
            Assignment.reading >= THIRD,
            Assignment.id.not_in(select(Sheet.assignment_id)),
        )
        # Whoever begins the sheet at this moment holds the task: then it is not dropped.
        .with_for_update(skip_locked=True)
    )
    for task in db.session.scalars(query).all():
        tell_it_is_over(task)
        withdraw(task, actor=actor)


def give(juror: Juror, entry: Entry, trial: Trial, *, actor: str = "system") -> Assignment:
    """Give a work by hand: as a third reading where one is due, else as the next reading."""
    if third_reading_due(entry, trial):
        replaces = _fallen(entry, trial)
        return give_third_reading(juror, entry, trial, replaces=replaces, actor=actor)
    return assign(juror, entry, trial, actor=actor)


def replace(
    annulled: Assignment, juror: Juror | None = None, *, actor: str = "system"
) -> Assignment | None:
    """Give the work of an annulled task to another juror, by default to the least loaded free one.

    The new sheet stands in the place (reading) of the old one. None when nobody is free.
    """
    entry, trial = annulled.entry, annulled.trial
    if juror is None:
        free = jurors_to_offer(entry)
        if not free:
            return None
        juror = free[0]
    if annulled.reading >= THIRD and third_reading_due(entry, trial):
        return give_third_reading(juror, entry, trial, replaces=annulled, actor=actor)
    return assign(juror, entry, trial, reading=annulled.reading, replaces=annulled, actor=actor)


def _rows(entry: Entry, trial: Trial) -> Sequence[tuple[int, str | None, Fraction | None]]:
    """Of each task in force of the work: its reading, the state of its sheet, the total."""
    query = (
        select(Assignment.reading, Sheet.state, Sheet.total)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.entry_id == entry.id,
            Assignment.trial_id == trial.id,
            Assignment.state == "active",
        )
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def _sent(rows: Sequence[tuple[int, str | None, Fraction | None]]) -> dict[int, Fraction]:
    return {n: total for n, state, total in rows if state == "submitted" and total is not None}


def _fallen(entry: Entry, trial: Trial) -> Assignment | None:
    """The annulled third reading that a new one comes in the place of."""
    later = select(Assignment.replaces_id).where(Assignment.replaces_id.is_not(None))
    query = select(Assignment).where(
        Assignment.entry_id == entry.id,
        Assignment.trial_id == trial.id,
        Assignment.reading >= THIRD,
        Assignment.state != "active",
        Assignment.id.not_in(later),
    )
    return db.session.scalars(query.order_by(Assignment.id.desc()).limit(1)).first()
