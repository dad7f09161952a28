"""Pages of an author: the quest as a whole, and each of its stations."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.events.refusals import RefusalError
from eventkit.web.access import access
from eventkit_quest.authoring import operations
from eventkit_quest.authoring.blueprint import Page, actor, bp, done, tried
from eventkit_quest.authoring.filling import (
    add_spare,
    game_data,
    offer_tie,
    rules_from,
    station_data,
    station_from,
)
from eventkit_quest.authoring.forms import GameForm, StationForm
from eventkit_quest.authoring.queries import has_begun, station_of
from eventkit_quest.authoring.rules import may_author
from eventkit_quest.authoring.words import STATION_KINDS
from eventkit_quest.models import QuestStation
from eventkit_quest.outside.stations import takes_results
from eventkit_quest.queries import definition_of, definitions_of, quest_of, stations_of
from eventkit_quest.rehearsing.proving import proved
from eventkit_quest.rehearsing.remarks import remarks_of, remarks_on


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@access(may_author, event_by_slug)
def game(event: Event) -> Page:
    """The story, the rules, and the list of stations."""
    quest = quest_of(event)
    form = GameForm(data=game_data(quest))
    offer_tie(form, quest.rules)
    if form.validate_on_submit():
        texts = {name: form[name].data or "" for name in ("legend", "goal", "ending")}
        rules = rules_from(form, quest.rules)
        reason = form.reason.data or ""
        if tried(
            form,
            lambda: operations.save_game(
                event, texts, form.way.data, rules, reason=reason, actor=actor()
            ),
        ):
            return done("quest_authoring.game", event.slug)
    page = render_template(
        "quest/authoring/game.html",
        event=event,
        quest=quest,
        form=form,
        stations=stations_of(event),
        kinds=STATION_KINDS,
        begun=has_begun(event),
        verdict=proved(event, quest),
        remarks=remarks_of(quest),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/<slug>/edit/stations")
@access(may_author, event_by_slug)
def add_station(event: Event) -> Page:
    """Add a station and go on to write it."""
    title = (request.form.get("title") or "").strip()[:200] or _("Новая станция")
    station = operations.add_station(event, title, actor=actor())
    return done(
        "quest_authoring.station", event.slug, _("Станция добавлена."), station_id=station.id
    )


@bp.route("/<slug>/edit/stations/<int:station_id>", methods=["GET", "POST"])
@access(may_author, event_by_slug)
def station(event: Event, station_id: int) -> Page:
    """One station: its task, answers, hints, limits, and when it opens."""
    row = _station(event, station_id)
    known = definition_of(row)
    form = StationForm(data=station_data(known))
    codes = [one.code for one in definitions_of(event) if one.code != known.code]
    after = list(known.opens.after)
    if form.is_submitted():
        asked = request.form.getlist("after")
        after = [code for code in codes if code in asked]
        form.ticked = len(after)
    if form.validate_on_submit():
        data = station_from(form, known, after)
        reason = form.reason.data or ""
        if tried(
            form,
            lambda: operations.save_station(event, row, data, reason=reason, actor=actor()),
        ):
            return done("quest_authoring.station", event.slug, station_id=station_id)
    add_spare(form)
    page = render_template(
        "quest/authoring/station.html",
        event=event,
        form=form,
        row=row,
        known=known,
        after=after,
        others=[one for one in definitions_of(event) if one.code != known.code],
        begun=has_begun(event),
        verdict=proved(event, quest_of(event)),
        remarks=remarks_on(known),
        takes_results=takes_results(known),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/<slug>/edit/stations/<int:station_id>/<any(up,down,remove):act>")
@access(may_author, event_by_slug)
def act_on_station(event: Event, station_id: int, act: str) -> Page:
    """Move a station in the list, or take it out."""
    row = _station(event, station_id)
    if act != "remove":
        operations.move_station(event, row, act == "up", actor=actor())
        return done("quest_authoring.game", event.slug)
    try:
        operations.remove_station(event, row, actor=actor())
    except RefusalError as refusal:
        return _refused(event, refusal)
    return done("quest_authoring.game", event.slug, _("Станция убрана."))


def _refused(event: Event, refusal: RefusalError) -> Page:
    """Back to the quest with the reason why not."""
    db.session.rollback()
    flash(refusal.message, "bad")
    return redirect(url_for("quest_authoring.game", slug=event.slug))


def _station(event: Event, station_id: int) -> QuestStation:
    return station_of(event, station_id) or abort(404)
