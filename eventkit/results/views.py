"""Published results for everybody, and a participant's own result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from eventkit.events.models import Event
from eventkit.events.pages import find_event
from eventkit.events.rules import may_view
from eventkit.registration.doors import find_door
from eventkit.registration.rules import Door, may_open
from eventkit.results import queries
from eventkit.results.appeals.own import own_appeals
from eventkit.results.appeals.window import in_time, public_end
from eventkit.results.board import place_words, result_row
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import public_names
from eventkit.results.own import own_result
from eventkit.results.telling import root_number, signed
from eventkit.scoring.rule_words import exact_words, sentences
from eventkit.scoring.setup_queries import criteria_of_event, rules_of
from eventkit.web.access import access, anyone
from eventkit.web.clock import now

bp = Blueprint("results", __name__)
bp.app_template_filter("exact_words")(exact_words)
bp.app_template_filter("signed")(signed)
bp.app_template_filter("root_number")(root_number)
Page = str | Response | tuple[str, int]


@bp.get("/events/<slug>/results")
@access(may_view, find=find_event)
def public(event: Event) -> Page:
    """The published results by nomination, or when to come back."""
    made = queries.published_calculation(event)
    if made is None:
        return render_template("results/not_yet.html", event=event), 404
    rows = queries.standings(made)
    names = public_names(event, [row.entry for row in rows])
    return render_template(
        "results/public.html",
        event=event,
        made=made,
        audiences=_by_audience(rows),
        names=names,
        sharing=_sharing(rows),
        grand_prix=[row for row in rows if row.is_grand_prix],
        prizes=_special_prizes(event, rows),
        rules=sentences(rules_of(made.rules_version), criteria_of_event(event)),
        corrected=queries.was_corrected(event),
        appeals_end=end if in_time(end := public_end(event), now()) else None,
    )


def _by_audience(rows: Sequence[Standing]) -> list[tuple[Any, list[tuple[Any, list[Standing]]]]]:
    """Audience → nomination → rows, in the event's order."""
    found: list[tuple[Any, list[tuple[Any, list[Standing]]]]] = []
    for nomination, group in groupby(rows, key=lambda row: row.nomination):
        audience = nomination.audience
        if not found or found[-1][0] is not audience:
            found.append((audience, []))
        found[-1][1].append((nomination, list(group)))
    return found


def _sharing(rows: Sequence[Standing]) -> dict[int, str]:
    """«на двоих» by the row's id."""
    groups: dict[tuple[int, int], list[Standing]] = defaultdict(list)
    for row in rows:
        if row.place is not None:
            groups[row.nomination_id, row.place].append(row)
    return {row.id: place_words(row.place_shown, len(g)) for g in groups.values() for row in g}


def _special_prizes(event: Event, rows: Sequence[Standing]) -> list[tuple[str, list[Standing]]]:
    by_code = {row.entry.code: row for row in rows}
    return [
        (decision.text, [by_code[code] for code in decision.entry_codes if code in by_code])
        for decision in queries.decisions(event)
        if decision.kind == "special_prize" and decision.revoked_at is None
    ]


@bp.get("/results")
@access(anyone)
def archive() -> Page:
    """Published results of all events, by year."""
    years: dict[int, list[Calculation]] = defaultdict(list)
    for made in queries.published_events():
        years[made.event.reference_date.year].append(made)
    return render_template("results/archive.html", years=sorted(years.items(), reverse=True))


@bp.get("/events/<slug>/register/<token>/result")
@access(may_open, find=find_door)
def own(door: Door) -> Page:
    """The participant's own result and how it came about."""
    registration = door.registration
    event = registration.event
    made = queries.published_calculation(event)
    if made is None:
        return render_template("results/not_yet.html", event=event), 404
    standing = queries.published_standing(registration.entry_id or 0)
    if standing is None:
        abort(404)
    return render_template(
        "results/own.html",
        event=event,
        door=door,
        own=own_result(standing),
        result=result_row(standing),
        appeals=own_appeals(standing),
    )
