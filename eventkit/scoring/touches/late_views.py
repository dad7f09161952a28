"""«Опоздавшие баллы»: what came when it could not be taken, and what is done about it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries.rules import may_watch_jury
from eventkit.scoring.forms import ReasonForm
from eventkit.scoring.rules import may_correct_sheets, may_hand_over
from eventkit.scoring.touches.late import (
    Late,
    enter,
    late_of,
    late_query,
    late_touch,
    set_aside,
)
from eventkit.web.access import access
from eventkit.web.pages import paginate
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

bp = Blueprint("late", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/manage/<slug>/jury/late")
@access(may_watch_jury, find=find_judged)
def touches(event: Event) -> str:
    """All that waits, by juror."""
    page = paginate(late_query(event.id))
    viewer = current_viewer()
    return render_template(
        "scoring/late.html",
        event=event,
        page=page,
        rows=late_of(page.rows),
        may_correct=may_correct_sheets(viewer, event),
        may_hand_over=may_hand_over(viewer, event),
    )


@bp.get("/manage/<slug>/jury/late/<int:touch_id>")
@access(may_correct_sheets, find=find_judged)
def touch(event: Event, touch_id: int) -> str:
    """One of them, to decide about."""
    return _decide_page(event, late_touch(event.id, touch_id) or abort(404), ReasonForm())


@bp.post("/manage/<slug>/jury/late/<int:touch_id>")
@access(may_correct_sheets, find=find_judged)
def decide(event: Event, touch_id: int) -> Page:
    """Put the mark into the sheet (``act=enter``), or leave the sheet as it is, with a reason."""
    late = late_touch(event.id, touch_id) or abort(404)
    form = ReasonForm()
    if not form.validate():
        return _decide_page(event, late, form), 422
    enters = request.form.get("act") == "enter"
    try:
        (enter if enters else set_aside)(late, form.reason.data, actor=actor_of(current_viewer()))
    except RefusalError as refusal:
        form.reason.errors = [refusal.message]
        return _decide_page(event, late, form), 422
    slug = event.slug
    commit()
    flash(_("Балл внесён в лист.") if enters else _("Лист оставлен как есть."), "ok")
    return redirect(url_for("late.touches", slug=slug))


def _decide_page(event: Event, late: Late, form: ReasonForm) -> str:
    return render_template("scoring/late_touch.html", event=event, late=late, form=form)
