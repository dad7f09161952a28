"""The sheet of the stopwatch, for the organizer and the secretary."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Trial
from eventkit.events.pages import Page, actor, find_judged, saved
from eventkit.events.phases import phase
from eventkit.events.rules import is_read_only
from eventkit.lazy import dataclass
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.rules import may_keep_time
from eventkit.scoring.setup_queries import criteria_of_event, current_rules
from eventkit.scoring.timing.forms import TimeCell, TimesForm
from eventkit.scoring.timing.operations import TimeTakenError, note_time
from eventkit.scoring.timing.queries import Cell, limited_trials, times_of
from eventkit.scoring.timing.words import points_words, time_words
from eventkit.web import pages
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.viewer import current_viewer

bp = Blueprint("timing", __name__)
HERE = "/manage/<slug>/times"


@dataclass(frozen=True)
class TimeLine:
    """A work with a cell for each trial that has a limit, and what its time costs."""

    entry: Entry
    cells: list[TimeCell]
    costs: list[str]


@bp.app_template_global("has_time_limits")
def has_time_limits(event: Event) -> bool:
    """Whether the rules of the event limit the time of performances."""
    return bool(current_rules(event).time_limits)


@bp.app_template_global("keeps_time")
def keeps_time(event: Event) -> bool:
    """Whether the viewer runs the day of performances: its pages open for no one else."""
    return may_keep_time(current_viewer(), event)


@bp.get(HERE)
@access(may_keep_time, find=find_judged)
def times(event: Event) -> Page:
    """The works in their order with the time of each performance."""
    return _page(event, pages.paginate(_entries(event)), TimesForm())


@bp.post(HERE)
@access(may_keep_time, find=find_judged)
def save(event: Event) -> Page:
    """Keep what was typed, all of it or nothing; what another has noted meanwhile is told."""
    page = pages.paginate(_entries(event))
    form = TimesForm(request.form)
    if not _are_open(event):
        flash(_closed_words(), "bad")
        return _page(event, page, form), 409
    changed = _keep(event, page, form)
    if form.errors:
        db.session.rollback()
        return _page(event, page, form), 422
    message = _("Время записано.") if changed else _("Ничего не изменилось.")
    return saved("timing.times", event, message, page=page.number)


def _keep(event: Event, page: pages.Page[Entry], form: TimesForm) -> int:
    """Note each time that differs from what the page showed; returns how many changed."""
    trials = [trial for trial, _limit in _limits(event)]
    entries = {entry.id: entry for entry in page.rows}
    by_id = {trial.id: trial for trial in trials}
    changed = 0
    for cell, seconds in form.read(list(page.rows), trials).items():
        seen = form.seen(cell)
        if seconds == seen or form.errors:
            continue
        try:
            changed += note_time(
                entries[cell[0]], by_id[cell[1]], seconds, seen=seen, actor=actor()
            )
        except TimeTakenError as taken:
            form.errors[cell] = taken.message
    return changed


def _page(event: Event, page: pages.Page[Entry], form: TimesForm) -> str:
    limits = _limits(event)
    rules, criteria = current_rules(event), criteria_of_event(event)
    kept = times_of([entry.id for entry in page.rows])
    told, lines = time_words(rules, criteria)
    return render_template(
        "scoring/times.html",
        event=event,
        page=page,
        limits=limits,
        rows=[_line(entry, limits, kept, form, rules) for entry in page.rows],
        told=told,
        lines=lines,
        is_open=_are_open(event),
        closed=_closed_words(),
    )


def _line(
    entry: Entry,
    limits: list[tuple[Trial, int]],
    kept: Mapping[Cell, int],
    form: TimesForm,
    rules: ScoringRules,
) -> TimeLine:
    cells, costs = [], []
    for trial, limit in limits:
        cell: Cell = (entry.id, trial.id)
        seconds = kept.get(cell)
        cells.append(form.cell(cell, seconds))
        points = rules.overtime.penalty(seconds or 0, limit)
        costs.append(f"−{points_words(points)}" if points else "")
    return TimeLine(entry, cells, costs)


def _limits(event: Event) -> list[tuple[Trial, int]]:
    return limited_trials(current_rules(event), criteria_of_event(event))


def _entries(event: Event) -> Select[Entry]:
    return (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
        .options(joinedload(Entry.nomination))
        .order_by(Entry.code, Entry.id)
    )


def _are_open(event: Event) -> bool:
    """Until the results are published; after that an appeal corrects a time."""
    return phase(event, now()) in ("registration", "judging", "results") and not is_read_only(event)


def _closed_words() -> str:
    return str(_("Итоги опубликованы. Теперь время исправляют по апелляции."))
