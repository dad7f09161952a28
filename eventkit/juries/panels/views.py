"""Panels of a jury, for the organizer: who judges what, and where."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_judged, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.juries.panels.forms import PanelForm
from eventkit.juries.panels.models import JuryPanel
from eventkit.juries.panels.operations import add_panel, divide_works, fill_panel, remove_panel
from eventkit.juries.panels.queries import (
    are_linked,
    has_panels,
    panel_of_event,
    panels_of,
    split_nominations,
    works_to_divide,
)
from eventkit.juries.queries import jurors_of
from eventkit.juries.rounds.queries import current_round
from eventkit.juries.rules import may_run_jury, may_watch_jury
from eventkit.web.access import access
from eventkit.web.requests import row_id
from eventkit.web.viewer import current_viewer

bp = Blueprint("panels", __name__)
bp.app_template_global("has_panels")(has_panels)
HERE = "/manage/<slug>/jury/panels"


@bp.get(HERE)
@access(may_watch_jury, find=find_judged)
def board(event: Event) -> Page:
    """The panels of the round now, and what should be thought of."""
    judged_in = current_round(event)
    panels, jurors = panels_of(event, judged_in), jurors_of(event.id)
    works = works_to_divide(event, judged_in)
    homes = {work.entry_id for panel in panels for work in panel.works}
    seated = {seat.juror_id for panel in panels for seat in panel.seats}
    return render_template(
        "juries/panels.html",
        event=event,
        judged_in=judged_in,
        panels=panels,
        split=split_nominations(panels),
        linked=are_linked(panels),
        homeless=[work for work in works if work.id not in homes],
        unseated=[juror for juror in jurors if juror.id not in seated],
        may_run=may_run_jury(current_viewer(), event),
    )


@bp.route(f"{HERE}/new", methods=["GET", "POST"])
@access(may_run_jury, find=find_judged)
def new(event: Event) -> Page:
    """Make a panel."""
    return _edit(event, None)


@bp.route(f"{HERE}/<int:panel_id>", methods=["GET", "POST"])
@access(may_run_jury, find=find_judged)
def edit(event: Event, panel_id: int) -> Page:
    """Change who sits in a panel and what it judges."""
    return _edit(event, _panel(event, panel_id))


@bp.post(f"{HERE}/<int:panel_id>/remove")
@access(may_run_jury, find=find_judged)
def remove(event: Event, panel_id: int) -> Page:
    """Take a panel away."""
    remove_panel(_panel(event, panel_id), actor=actor())
    return saved("panels.board", event, _("Состав убран. Розданные листы не изменились."))


@bp.post(f"{HERE}/divide")
@access(may_run_jury, find=find_judged)
def divide(event: Event) -> Page:
    """Let the program divide the works."""
    try:
        number = divide_works(event, request.form.get("way", ""), actor=actor())
    except RefusalError as refusal:
        return refused("panels.board", event, refusal)
    done = ngettext("Разделена %(num)d работа.", "Разделено %(num)d работ.", number)
    return saved("panels.board", event, done)


def _panel(event: Event, panel_id: int) -> JuryPanel:
    return panel_of_event(event, row_id(str(panel_id))) or abort(404)


def _edit(event: Event, panel: JuryPanel | None) -> Page:
    form = PanelForm()
    form.offer(jurors_of(event.id), works_to_divide(event, current_round(event)))
    if panel is not None and not form.is_submitted():
        form.load(panel)
    if form.validate_on_submit():
        title, room = form.title.data or "", form.room.data or ""
        made = panel or add_panel(event, title, room, actor=actor())
        fill_panel(
            made, form.jurors.data or (), form.works(), title=title, room=room, actor=actor()
        )
        return saved("panels.board", event)
    page = render_template("juries/panel.html", event=event, form=form, panel=panel)
    return page, 422 if form.errors else 200
