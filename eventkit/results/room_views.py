"""The results room: places and versions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import abort, render_template, request

from eventkit.events.models import Event
from eventkit.events.pages import Page, find_counted
from eventkit.results import queries
from eventkit.results.alarm_words import alarms
from eventkit.results.board import (
    Row,
    chosen_nomination,
    deciding_criterion,
    explanation,
    is_withheld,
    lacks_third,
    notes_of,
    place_words,
    rows_of,
    surnames,
    teller_of,
)
from eventkit.results.facts import of_nomination, stored_rulings
from eventkit.results.matrices import Matrix, matrices_of
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, code_names, staff_names
from eventkit.results.publication.differences import difference
from eventkit.results.remembered import remembered
from eventkit.results.room import (
    Rights,
    base_context,
    counts,
    not_counted,
    shown_version,
    unsent,
)
from eventkit.results.rules import judging_is_over, may_see_room
from eventkit.results.views import bp
from eventkit.results.what_if.advice import MOST_WORKS, Method, methods, probable_places
from eventkit.results.what_if.ways import has_trials
from eventkit.scoring.engine import CalculationResult, ScoringRules
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.web.access import access

HERE = "/manage/<slug>/results"


@bp.get(HERE)
@access(may_see_room, find=find_counted)
def room(event: Event) -> Page:
    """The places of one nomination with their reasons, and what is to be known about all."""
    made = shown_version(event)
    context = base_context(event, made, "results.room")
    if made is None:
        return not_counted(event, context)
    nomination = chosen_nomination(event, request.args.get("nomination", ""))
    if nomination is None:
        abort(404)
    standings = queries.standings(made, nomination)
    official = queries.result_of(made)
    rights: Rights = context["rights"]
    names = _names(event, standings, rights)
    code = nomination.code
    firm = remembered(
        made, f"firm:{code}", lambda: probable_places(of_nomination(made.inputs, code))
    )
    rows = rows_of(standings, names, firm)
    others = remembered(made, "methods", lambda: methods(official, stored_rulings(made.inputs)))
    return render_template(
        "results/room.html",
        **context,
        nomination=nomination,
        groups=[(a, list(group)) for a, group in groupby(event.nominations, lambda n: n.audience)],
        counts=counts(event, made),
        notes=_notes(event, official),
        result=next((n for n in official.nominations if n.nomination == nomination.code), None),
        rows=rows,
        sharing=_sharing(rows),
        is_withheld=is_withheld,
        **_reason(event, made, _opened(rows), rights),
        methods=others,
        has_trials=has_trials(made),
        compared=_compared(others),
        decisions=[
            d
            for d in queries.decisions(event)
            if d.nomination_id == nomination.id and d.revoked_at is None
        ],
        thirds=[row.code for row in rows if lacks_third(row.result)],
        missing=unsent(event),
        alarms=alarms(official.warnings, teller_of(made, is_discreet=not rights.names)),
        most_works=MOST_WORKS,
        is_over=judging_is_over(event),
    )


def _notes(event: Event, official: CalculationResult) -> dict[str, Any]:
    """What is to be known about each nomination, by its code."""
    numbers = {c.code: place for place, c in enumerate(criteria_of_event(event), start=1)}
    best = {n.entries[0] for n in official.nominations if n.entries}
    by_code = {entry.entry: entry for entry in official.entries if entry.entry in best}
    rules = ScoringRules.from_dict(official.rules)
    return {
        n.nomination: notes_of(n, by_code[n.entries[0]] if n.entries else None, rules, numbers)
        for n in official.nominations
    }


def _reason(event: Event, made: Calculation, opened: Row | None, rights: Rights) -> dict[str, Any]:
    """The row that is opened, in sentences and as marks by criterion."""
    matrices: list[Matrix] = []
    if opened is not None:
        names = surnames(event) if rights.names else {}
        matrices = matrices_of(made, opened.result, criteria_of_event(event), names)
    return {"opened": opened, "paragraphs": _told(made, opened), "matrices": matrices}


def _names(event: Event, standings: Sequence[Standing], rights: Rights) -> dict[int, Named]:
    entries = [row.entry for row in standings]
    return staff_names(event, entries) if rights.names else dict(code_names(entries))


def _opened(rows: list[Row]) -> Row | None:
    """The row whose reason stands open: asked for, else of a settled tie, else the first."""
    asked = request.args.get("open")
    if asked is not None:
        return next((row for row in rows if row.code == asked), None)
    tied = (row for row in rows if deciding_criterion(row.result))
    return next(tied, rows[0] if rows else None)


def _told(made: Calculation, opened: Row | None) -> list[str]:
    if opened is None:
        return []
    return explanation(opened.result, teller_of(made))


def _sharing(rows: list[Row]) -> dict[str, str]:
    """«на двоих» by code."""
    shared = {}
    for row in rows:
        place = row.standing.place
        same = sum(place is not None and other.standing.place == place for other in rows)
        shared[row.code] = place_words(row.standing.place_shown, same)
    return shared


def _compared(found: list[Method]) -> Method | None:
    """The other method that was asked for by ``?method=``."""
    asked = request.args.get("method", "")
    return next((m for m in found if m.key == asked and not m.is_official), None)


@bp.get(f"{HERE}/versions")
@access(may_see_room, find=find_counted)
def versions(event: Event) -> Page:
    """All calculations with their hashes, what each changed, and the papers."""
    made = shown_version(event)
    context = base_context(event, made, "results.versions")
    everything = list(queries.calculations(event))
    before = next((c for c in everything if made is not None and c.number < made.number), None)
    changes = difference(before, made) if before is not None and made is not None else []
    return render_template(
        "results/versions.html", **context, versions=everything, before=before, changes=changes
    )
