"""Route sheets: printed before the game, typed in after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import Optional

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.fields import ClockField
from eventkit.web.requests import commit, row_id
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer
from eventkit_quest.engine import StationDefinition
from eventkit_quest.queries import definitions_of, teams_of
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.host_views import marks_in
from eventkit_quest.running.paper_operations import (
    PaperSheet,
    PaperStation,
    came_so_far,
    paper_of,
    type_in,
)
from eventkit_quest.running.queries import OwnTeam, doors_of, quest_by_slug, run_of, team_by_id
from eventkit_quest.running.rules import may_run, may_run_team

Page = str | Response | tuple[str, int]
MOST_HINTS = 10


class PaperForm(FlaskForm):
    """The two moments; what stands at the stations is read beside."""

    start = ClockField(validators=[Optional()])
    finish = ClockField(validators=[Optional()])


@bp.get("/<slug>/manage/sheets")
@access(may_run, quest_by_slug)
def sheets(event: Event) -> Page:
    """A page of A4 for each team: stations in its own order, cells for marks and signatures."""
    stations = {one.code: one for one in definitions_of(event)}
    doors = doors_of(event.id)
    teams = []
    for entry in teams_of(event):
        door = doors.get(entry.id)
        route = [code for code in door.route if code in stations] if door else []
        order = [*route, *(code for code in stations if code not in route)]
        link = url_for("play.link", slug=event.slug, secret=door.secret) if door else ""
        own = [stations[code] for code in order]
        teams.append((entry, own, full_url(link) if link else "", door.pin if door else ""))
    address = full_url(url_for("play.game", slug=event.slug))
    return render_template("quest/running/sheets.html", event=event, teams=teams, address=address)


def _on_the_day(event: Event, clock: time | None) -> datetime | None:
    """The instant of a clock on the day of the game; today where nobody gave a common start."""
    run, zone = run_of(event.id), ZoneInfo(event.timezone)
    day = ((run and run.started_at) or now()).astimezone(zone).date()
    return None if clock is None else datetime.combine(day, clock, tzinfo=zone)


@bp.get("/<slug>/manage/teams/<int:entry_id>/paper")
@access(may_run_team, team_by_id)
def paper(own: OwnTeam) -> Page:
    """The sheet of a team, with what is known."""
    return _page(own, paper_of(own.event, own.entry), {})


@bp.post("/<slug>/manage/teams/<int:entry_id>/paper")
@access(may_run_team, team_by_id)
def save_paper(own: OwnTeam) -> Page:
    """Write down what the paper says."""
    form, stations = PaperForm(), definitions_of(own.event)
    is_valid = form.validate_on_submit()
    errors = {name: " ".join(map(str, said)) for name, said in form.errors.items() if name}
    sheet = PaperSheet(
        _on_the_day(own.event, form.start.data),
        _on_the_day(own.event, form.finish.data),
        {one.code: _line(one, errors) for one in stations},
    )
    if not is_valid or errors:
        return _page(own, sheet, errors), 422
    actor = actor_of(current_viewer())
    try:
        type_in(own.event, own.entry, sheet, row_id(request.form.get("seen")), actor=actor)
    except RefusalError as refusal:
        db.session.rollback()
        return _page(own, sheet, {refusal.field or "seen": refusal.message}), 422
    where = url_for("quest_running.team", slug=own.event.slug, entry_id=own.entry.id)
    commit()
    flash(_("Маршрутный лист записан."), "ok")
    return redirect(where)


def _line(station: StationDefinition, errors: dict[str, str]) -> PaperStation:
    typed, code = request.form, station.code
    hints = _whole(typed, f"hints-{code}", MOST_HINTS, errors) or 0
    right = _whole(typed, f"right-{code}", 1000, errors)
    codes = [one.code for one in station.criteria]
    marks = marks_in(typed, codes, prefix=f"{code}-")
    for one in codes:
        name = f"mark-{code}-{one}"
        if typed.get(name, "").strip() and one not in marks:
            errors[name] = _("Напишите число, например 5 или 4,5.")
    return PaperStation(bool(typed.get(f"done-{code}")), right, marks, hints)


def _whole(typed: Mapping[str, str], name: str, most: int, errors: dict[str, str]) -> int | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 4 or int(text) > most:
        errors[name] = _("Целое число, не больше %(most)s.", most=most)
        return None
    return int(text)


def _page(own: OwnTeam, sheet: PaperSheet, errors: Mapping[str, str]) -> str:
    return render_template(
        "quest/running/paper.html",
        event=own.event,
        entry=own.entry,
        stations=definitions_of(own.event),
        sheet=sheet,
        errors=errors,
        typed=request.form if errors else None,
        seen=came_so_far(own.entry),
        clock=lambda at: _clock(own.event, at),
    )


def _clock(event: Event, at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(ZoneInfo(event.timezone)):%H:%M}"
