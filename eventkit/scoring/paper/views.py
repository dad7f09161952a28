"""«С бумаги»: finding a sheet by number, code or photograph; what has come in; the setting."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.events.rules import may_manage
from eventkit.journal.operations import actor_of
from eventkit.scoring.paper import operations
from eventkit.scoring.paper.finding import number_among, sheet_by_number
from eventkit.scoring.paper.forms import TwiceForm
from eventkit.scoring.paper.models import PAPER_STATES
from eventkit.scoring.paper.numbers import NumberError, number_of, shown_number
from eventkit.scoring.paper.queries import counts, papers_query
from eventkit.scoring.paper.rules import may_look_at_papers, may_type
from eventkit.scoring.paper.words import state_words, typed_by
from eventkit.scoring.rules import judging_is_open
from eventkit.web.access import access
from eventkit.web.codes import PhotoError, codes_in_photo
from eventkit.web.pages import paginate
from eventkit.web.requests import commit, slow_first
from eventkit.web.viewer import current_viewer

bp = Blueprint("paper", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/manage/<slug>/paper")
@access(may_look_at_papers, find=find_judged)
def room(event: Event) -> Page:
    """The field for a number, what has come in on paper, and the way to the printer."""
    typed = request.args.get("number")
    if typed is None:
        return _room(event)
    try:
        task = sheet_by_number(event, typed)
    except NumberError as problem:
        return _room(event, typed=typed, number_error=problem.message), 422
    return redirect(url_for("paper.sheet", slug=event.slug, number=number_of(task.id)))


@bp.post("/manage/<slug>/paper/photo")
@access(may_look_at_papers, find=find_judged)
@slow_first
def photo(event: Event) -> Page:
    """Open the sheet whose code is on a photograph."""
    try:
        task = sheet_by_number(event, number_among(codes_in_photo()))
    except (NumberError, PhotoError) as problem:
        return _room(event, photo_error=problem.message), 422
    return redirect(url_for("paper.sheet", slug=event.slug, number=number_of(task.id)))


def _room(event: Event, *, typed: str = "", number_error: str = "", photo_error: str = "") -> str:
    viewer = current_viewer()
    state = request.args.get("state", "")
    chosen = state if state in PAPER_STATES else ""
    return render_template(
        "scoring/paper/room.html",
        event=event,
        page=paginate(papers_query(event.id, [chosen] if chosen else ())),
        counts=counts(event.id),
        states=PAPER_STATES,
        chosen=chosen,
        typed=typed,
        number_error=number_error,
        photo_error=photo_error,
        is_open=judging_is_open(event),
        may_type=may_type(viewer, event),
        may_manage=may_manage(viewer, event),
        number_of=number_of,
        shown_number=shown_number,
        state_words=state_words,
        typed_by=typed_by,
    )


@bp.route("/manage/<slug>/settings/paper", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def setting(event: Event) -> Page:
    """Whether sheets from paper are typed in once or by two people."""
    form = TwiceForm(twice=event.paper_twice)
    if not form.validate_on_submit():
        page = render_template("scoring/paper/setting.html", event=event, form=form)
        return page, 422 if form.is_submitted() else 200
    operations.set_twice(event, form.twice.data, actor=actor_of(current_viewer()))
    slug = event.slug
    commit()
    flash(_("Сохранено."), "ok")
    return redirect(url_for("paper.room", slug=slug))
