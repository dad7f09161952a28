"""The timetable: laid out by the staff, read by everybody when it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.queries import performances_of, performances_of_event
from eventkit.events.models import Event, Trial
from eventkit.events.pages import (
    Page,
    actor,
    find_judged,
    put_refusal,
    refused,
    saved,
)
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_view
from eventkit.juries.draw.queries import live_trials
from eventkit.juries.draw.words import public_names, staff_names
from eventkit.juries.models import Juror
from eventkit.juries.queries import juror_with_event
from eventkit.juries.rules import is_juror, may_run_stage
from eventkit.juries.timetable.feeds import juror_calendar, timetable_calendar, timetable_workbook
from eventkit.juries.timetable.forms import LayoutForm, MoveForm
from eventkit.juries.timetable.operations import lay_out, move, show
from eventkit.juries.timetable.queries import (
    by_time,
    is_shown,
    slots_of,
    timed,
    times_of_trials,
)
from eventkit.juries.timetable.sittings import sittings_of
from eventkit.juries.timetable.words import break_words, warnings
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.requests import row_id

bp = Blueprint("timetable", __name__)
bp.app_template_global("timetable_shown")(is_shown)
HERE = "/manage/<slug>/timetable"
THERE = "/events/<slug>/timetable"
Day = tuple[str, list[Performance]]


@bp.get(HERE)
@access(may_run_stage, find=find_judged)
def room(event: Event) -> Page:
    """The days with their performances, and what clashes."""
    everybody = performances_of_event(event)
    rows, trials = by_time(everybody), live_trials(event)
    return render_template(
        "juries/timetable/room.html",
        event=event,
        trials=[(trial, performances_of(trial)) for trial in trials],
        times=times_of_trials(event),
        days=days_of(event, rows),
        breaks=break_words(rows),
        names=staff_names(row.entry for row in rows),
        warnings=warnings(event, slots_of(rows), everybody),
        shown=is_shown(event),
    )


@bp.route(f"{HERE}/<int:trial_id>", methods=["GET", "POST"])
@access(may_run_stage, find=find_judged)
def trial(event: Event, trial_id: int) -> Page:
    """When a trial begins and how it goes on."""
    subject = _trial(event, trial_id)
    form = LayoutForm()
    if not form.is_submitted():
        form.load(subject, times_of_trials(event).get(subject.id), None)
    if form.validate_on_submit():
        try:
            layout = form.layout(event.timezone)
            lay_out(subject, layout, form.room.data or "", actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("timetable.room", event, _("Расписание испытания готово."))
    page = render_template("juries/timetable/trial.html", event=event, trial=subject, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route(f"{HERE}/move/<int:performance_id>", methods=["GET", "POST"])
@access(may_run_stage, find=find_judged)
def shift(event: Event, performance_id: int) -> Page:
    """Give one performance another time."""
    row = db.session.get(Performance, row_id(str(performance_id)) or 0)
    if row is None or row.event_id != event.id or row.starts_at is None:
        abort(404)
    form = MoveForm()
    if not form.is_submitted():
        form.load(row)
    if form.validate_on_submit():
        try:
            move(row, form.moment(event.timezone), following=form.following.data, actor=actor())
        except RefusalError as refusal:
            return refused("timetable.room", event, refusal)
        return saved("timetable.room", event, _("Время изменено."))
    page = render_template("juries/timetable/move.html", event=event, row=row, form=form)
    return page, 422 if form.errors else 200


@bp.post(f"{HERE}/show")
@access(may_run_stage, find=find_judged)
def show_all(event: Event) -> Page:
    """Let visitors see the times, or not."""
    shown = request.form.get("shown") == "1"
    show(event, shown, actor=actor())
    done = _("Расписание видят все.") if shown else _("Расписание снято с сайта.")
    return saved("timetable.room", event, done)


@bp.get(f"{HERE}.xlsx")
@access(may_run_stage, find=find_judged)
def table(event: Event) -> Response:
    """The timetable for Excel."""
    rows = timed(event)
    names = staff_names(row.entry for row in rows)
    answer = Response(timetable_workbook(event, rows, names), mimetype=XLSX)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{event.slug}-timetable.xlsx")
    return answer


@bp.get(THERE)
@access(may_view, find=find_judged)
def public(event: Event) -> Page:
    """The days with their performances, once they are shown."""
    rows = timed(event) if is_shown(event) else []
    return render_template(
        "juries/timetable/public.html",
        event=event,
        days=days_of(event, rows),
        breaks=break_words(rows),
        names=public_names(event, [row.entry for row in rows]),
    )


@bp.get(f"{THERE}.ics")
@access(may_view, find=find_judged)
def calendar(event: Event) -> Response:
    """The same for a calendar."""
    rows = timed(event) if is_shown(event) else []
    names = public_names(event, [row.entry for row in rows])
    answer = Response(timetable_calendar(event, rows, names), mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "inline", filename=f"{event.slug}.ics")
    return answer


@bp.get("/jury/calendar/<int:juror_id>.ics")
@access(is_juror, juror_with_event)
def own_calendar(juror: Juror) -> Response:
    """A juror's own trials, rooms and hours for a calendar; shown to everybody or not."""
    answer = Response(juror_calendar(juror, sittings_of(juror)), mimetype="text/calendar")
    name = f"{juror.event.slug}-jury.ics"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def days_of(event: Event, rows: Sequence[Performance]) -> list[Day]:
    """The performances by day, in the event's zone."""
    zone = ZoneInfo(event.timezone)

    def day(row: Performance) -> str:
        assert row.starts_at is not None
        return row.starts_at.astimezone(zone).date().isoformat()

    return [(key, list(group)) for key, group in groupby(rows, key=day)]


def _trial(event: Event, trial_id: int) -> Trial:
    wanted = row_id(str(trial_id))
    return next((t for t in live_trials(event) if t.id == wanted), None) or abort(404)
