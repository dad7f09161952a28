"""The page of results from other sites: a table, what it would change, the act."""

from __future__ import annotations

from fractions import Fraction

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.web.access import access
from eventkit.web.plain_data import written
from eventkit.web.requests import commit, row_id
from eventkit.web.tables import UnreadableTableError
from eventkit.web.viewer import current_viewer
from eventkit_quest.models import QuestStation
from eventkit_quest.outside.forms import ResultsForm
from eventkit_quest.outside.operations import take_results
from eventkit_quest.outside.queries import last_of, results_at, stations_for_results
from eventkit_quest.outside.table import LARGEST, Results, points_in, read_results
from eventkit_quest.queries import definition_of, teams_of
from eventkit_quest.running.queries import quest_by_slug
from eventkit_quest.running.rules import may_run

bp = Blueprint("quest_outside", "eventkit_quest", template_folder="templates")
Page = str | Response | tuple[str, int]


@bp.get("/<slug>/manage/outside")
@access(may_run, quest_by_slug)
def page(event: Event) -> Page:
    """Choose a station and a table."""
    form = ResultsForm(stations_for_results(event), formdata=None)
    form.station.data = row_id(request.args.get("station")) or None
    return _page(event, form)


@bp.post("/<slug>/manage/outside")
@access(may_run, quest_by_slug)
def preview(event: Event) -> Page:
    """What the table would change, and what is wrong with it row by row."""
    stations = {one.id: one for one in stations_for_results(event)}
    form = ResultsForm(list(stations.values()))
    if not form.validate_on_submit():
        return _page(event, form), 422
    station = stations[form.station.data]
    content = form.file.data.stream.read(LARGEST + 1)
    try:
        name = form.file.data.filename or ""
        found = read_results(content, name, teams_of(event), definition_of(station))
    except UnreadableTableError as problem:
        form.file.errors = [str(problem)]
        return _page(event, form), 422
    return _page(event, form, station, found), 200 if found.points else 422


@bp.post("/<slug>/manage/outside/take")
@access(may_run, quest_by_slug)
def take(event: Event) -> Page:
    """Write down what was looked at."""
    stations = {one.id: one for one in stations_for_results(event)}
    station = stations.get(row_id(request.form.get("station")))
    form = ResultsForm(list(stations.values()), formdata=None)
    if station is None:
        form.station.errors = [_("Выберите станцию.")]
        return _page(event, form), 422
    form.station.data = station.id
    found = _looked_at(event, station)
    seen = row_id(request.form.get("seen"))
    actor = actor_of(current_viewer())
    if not found.points:
        form.file.errors = [_("Записывать нечего: выберите таблицу.")]
        return _page(event, form), 422
    try:
        changed = take_results(event, station, found.points, seen, actor=actor)
    except RefusalError as refusal:
        db.session.rollback()
        form.file.errors = [refusal.message]
        return _page(event, form, station, found), 422
    where = url_for("quest_outside.page", slug=event.slug, station=station.id)
    commit()
    text = ngettext("Записаны баллы %(num)d команды.", "Записаны баллы %(num)d команд.", changed)
    flash(text if changed else _("Всё это уже записано."), "ok")
    return redirect(where)


def _looked_at(event: Event, station: QuestStation) -> Results:
    """What the page that was looked at sends back."""
    points: dict[int, Fraction] = {}
    for entry in teams_of(event):
        typed = request.form.get(f"points-{entry.id}", "")
        if typed:
            try:
                points[entry.id] = points_in(typed, definition_of(station))
            except ValueError:
                return Results({}, [])
    return Results(points, [])


def _page(
    event: Event,
    form: ResultsForm,
    station: QuestStation | None = None,
    found: Results | None = None,
) -> str:
    points = found.points if found else {}
    before = results_at(station) if station and points else {}
    rows = [
        (entry, before[entry.id].points if entry.id in before else None, points[entry.id])
        for entry in (teams_of(event) if points else ())
        if entry.id in points
    ]
    return render_template(
        "quest/outside/page.html",
        event=event,
        form=form,
        station=station,
        rows=rows,
        written=written,
        wrong=found.wrong if found else [],
        missing=len(teams_of(event)) - len(rows) if rows else 0,
        seen=last_of(station) if station else 0,
    )
