"""Explanations for the jury and for the head: pages and files."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.events.models import Event, Nomination
from eventkit.events.pages import Page, find_judged
from eventkit.printing.explanations import Explanation
from eventkit.results import queries
from eventkit.results.board import chosen_nomination, juror_names
from eventkit.results.explained.places import explain_places
from eventkit.results.explained.whole import explain_whole
from eventkit.results.models import Calculation
from eventkit.results.names import public_names, staff_names
from eventkit.results.room import shown_version, unsent
from eventkit.results.rules import may_read_places, may_see_names, may_see_room
from eventkit.results.views import bp, explanation_file
from eventkit.scoring.engine import ScoringRules
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results"
ENDING = "<any(pdf, txt):ending>"


@bp.get(f"{HERE}/places")
@access(may_read_places, find=find_judged)
def places(event: Event) -> Page:
    """How the places of a nomination came about, one nomination at a time."""
    made = _version(event)
    nomination = _nomination(event)
    asked: dict[str, Any] = {"slug": event.slug, "version": request.args.get("version")}
    return render_template(
        "results/account.html",
        event=event,
        told=_places(event, made, nomination),
        back=_back(event),
        pdf=url_for("results.places_file", **asked, nomination=nomination.code, ending="pdf"),
        text=url_for("results.places_file", **asked, nomination=nomination.code, ending="txt"),
        others=[
            (n.title, url_for("results.places", **asked, nomination=n.code), n.id == nomination.id)
            for n in event.nominations
        ],
    )


@bp.get(f"{HERE}/places.{ENDING}")
@access(may_read_places, find=find_judged)
def places_file(event: Event, ending: str) -> Response:
    """The same for the jury's table or the archive."""
    told = _places(event, _version(event), _nomination(event))
    return explanation_file(told, event, ending)


@bp.get(f"{HERE}/whole")
@access(may_see_room, find=find_judged)
def whole(event: Event) -> Page:
    """One page about the whole event for the head."""
    asked: dict[str, Any] = {"slug": event.slug, "version": request.args.get("version")}
    return render_template(
        "results/account.html",
        event=event,
        told=_whole(event),
        back=_back(event),
        pdf=url_for("results.whole_file", **asked, ending="pdf"),
        text=url_for("results.whole_file", **asked, ending="txt"),
        others=[],
    )


@bp.get(f"{HERE}/whole.{ENDING}")
@access(may_see_room, find=find_judged)
def whole_file(event: Event, ending: str) -> Response:
    """The same as a paper or as text."""
    return explanation_file(_whole(event), event, ending)


def _places(event: Event, made: Calculation, nomination: Nomination) -> Explanation:
    """The staff reads names as they are; a juror those who agreed, and no juror's."""
    viewer = current_viewer()
    rows = [row for row in queries.standings(made) if row.nomination_id == nomination.id]
    entries = [row.entry for row in rows]
    if not may_see_room(viewer, event):
        return explain_places(made, nomination, rows, public_names(event), {})
    if not may_see_names(viewer, event):
        return explain_places(made, nomination, rows, {}, {})
    names = staff_names(event, entries)
    return explain_places(made, nomination, rows, names, juror_names(event))


def _whole(event: Event) -> Explanation:
    # Here: a start of the server does without.
    from eventkit.results.jury.places import draw_all, first_places
    from eventkit.results.jury.report import can_be_said
    from eventkit.results.jury.sheets import judged

    made = _version(event)
    result = queries.result_of(made)
    firm = []
    if can_be_said():
        works, rules = judged(made), ScoringRules.from_dict(result.rules)
        codes = [nomination.nomination for nomination in result.nominations]
        drawn = draw_all(works, codes, smaller_is_better=rules.smaller_is_better)
        firm = first_places(works, drawn)
    return explain_whole(made, result, queries.standings(made), len(unsent(event)), firm)


def _version(event: Event) -> Calculation:
    """The staff may ask for any version; a juror reads the published one."""
    is_staff = may_see_room(current_viewer(), event)
    made = shown_version(event) if is_staff else queries.published_calculation(event)
    if made is None:
        abort(404)
    return made


def _nomination(event: Event) -> Nomination:
    nomination = chosen_nomination(event, request.args.get("nomination", ""))
    if nomination is None:
        abort(404)
    return nomination


def _back(event: Event) -> tuple[str, str]:
    """The words and the address of where the reader came from."""
    if may_see_room(current_viewer(), event):
        return str(_("Итоги")), url_for("results.room", slug=event.slug)
    return str(_("Мои работы")), url_for("scoring.tasks")
