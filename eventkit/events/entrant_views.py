"""Settings: who may enter, and the nominations."""

from __future__ import annotations

from flask import abort, render_template, request

from eventkit.events.forms import AudienceForm, NominationForm
from eventkit.events.models import Audience, Event, Nomination
from eventkit.events.nomination_operations import (
    add_audience,
    add_nomination,
    change_line,
    move_line,
    remove_line,
)
from eventkit.events.pages import Page, actor, find_event, put_refusal, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.events.views import bp
from eventkit.web.access import access

HERE = "/manage/<slug>/settings/entrants"


@bp.get(HERE)
@access(may_manage, find=find_event)
def entrants(event: Event) -> Page:
    """Audiences with their limits, nominations under them."""
    return render_template("events/entrants.html", event=event)


@bp.route(f"{HERE}/audience", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def new_audience(event: Event) -> Page:
    """Add those who may enter."""
    return _edit(event, AudienceForm(), None)


@bp.route(f"{HERE}/audience/<int:line_id>", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def edit_audience(event: Event, line_id: int) -> Page:
    """Change who may enter."""
    audience = _audience(event, line_id)
    return _edit(event, AudienceForm(obj=audience), audience)


@bp.route(f"{HERE}/nomination", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def new_nomination(event: Event) -> Page:
    """Add a nomination."""
    form = NominationForm(event)
    if not form.is_submitted():
        form.audience.data = request.args.get("audience", 0, type=int)
    return _edit(event, form, None)


@bp.route(f"{HERE}/nomination/<int:line_id>", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def edit_nomination(event: Event, line_id: int) -> Page:
    """Change a nomination."""
    nomination = _nomination(event, line_id)
    return _edit(event, NominationForm(event, obj=nomination), nomination)


@bp.post(f"{HERE}/<kind>/<int:line_id>/remove")
@access(may_manage, find=find_event)
def remove_entrants(event: Event, kind: str, line_id: int) -> Page:
    """Take an audience or a nomination out; refused in words when somebody has entered it."""
    try:
        remove_line(_line(event, kind, line_id), actor=actor())
    except RefusalError as refusal:
        return refused("events.entrants", event, refusal)
    return saved("events.entrants", event)


@bp.post(f"{HERE}/<kind>/<int:line_id>/move")
@access(may_manage, find=find_event)
def move_entrants(event: Event, kind: str, line_id: int) -> Page:
    """Move an audience or a nomination one place up or down."""
    move_line(_line(event, kind, line_id), request.form.get("to") == "up", actor=actor())
    return saved("events.entrants", event)


def _audience(event: Event, line_id: int) -> Audience:
    found = next((line for line in event.audiences if line.id == line_id), None)
    if found is None:
        abort(404)
    return found


def _nomination(event: Event, line_id: int) -> Nomination:
    found = next((line for line in event.nominations if line.id == line_id), None)
    if found is None:
        abort(404)
    return found


def _line(event: Event, kind: str, line_id: int) -> Audience | Nomination:
    if kind not in ("audience", "nomination"):
        abort(404)
    return (_audience if kind == "audience" else _nomination)(event, line_id)


def _edit(
    event: Event, form: AudienceForm | NominationForm, line: Audience | Nomination | None
) -> Page:
    if form.validate_on_submit():
        try:
            if line is not None:
                change_line(line, actor=actor(), **form.values())
            elif isinstance(form, AudienceForm):
                add_audience(event, actor=actor(), **form.values())
            else:
                add_nomination(event, actor=actor(), **form.values())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("events.entrants", event)
    kind = "audience" if isinstance(form, AudienceForm) else "nomination"
    page = render_template("events/entrant.html", event=event, form=form, line=line, kind=kind)
    return page, 422 if form.errors else 200
