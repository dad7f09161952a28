"""Published results for everybody, and a participant's own result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from flask import Blueprint, abort, render_template, send_file, url_for
from werkzeug.wrappers import Response

from eventkit.events.models import Audience, Event, Nomination
from eventkit.events.pages import find_event
from eventkit.events.rules import may_view
from eventkit.printing.explanations import Explanation, explanation_pdf, plain_text
from eventkit.printing.file_names import windows_file_name
from eventkit.registration.doors import find_door
from eventkit.registration.rules import Door, may_open
from eventkit.results import queries
from eventkit.results.appeals.own import OwnAppeals, own_appeals
from eventkit.results.appeals.window import in_time, public_end
from eventkit.results.board import place_words
from eventkit.results.explained.telling import root_number, signed
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, public_names
from eventkit.results.own import own_explanation, own_result
from eventkit.results.queries import PlaceRow
from eventkit.scoring.rule_words import sentences
from eventkit.scoring.setup_queries import criteria_of_event, rules_of
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.i18n import exact_words, number

bp = Blueprint("results", __name__)
bp.app_template_filter("exact_words")(exact_words)
bp.app_template_filter("signed")(signed)
bp.app_template_filter("root_number")(root_number)
Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands above a page that is looked at before its publication."""

    whose: str
    """«Публичная страница», or whose own page it is."""
    number: int
    place: str = ""
    """«12 из 24»."""
    before: str = ""
    after: str = ""
    """Addresses of the neighbours."""
    search: str = ""


@bp.get("/events/<slug>/results")
@access(may_view, find=find_event)
def public(event: Event) -> Page:
    """The published results by nomination, or when to come back."""
    made = queries.published_calculation(event)
    if made is None:
        return render_template("results/not_yet.html", event=event), 404
    return public_page(event, made)


def public_page(event: Event, made: Calculation, preview: Preview | None = None) -> str:
    """The results of a version as everybody reads them; in a preview, as they will."""
    rows = queries.place_rows(made)
    lines = {nomination.id: nomination for nomination in event.nominations}
    names = public_names(event)
    return render_template(
        "results/public.html",
        event=event,
        made=made,
        published_at=made.published_at or now(),
        protocol_number=made.protocol_number or str(made.number),
        audiences=_by_audience(rows, lines, names),
        names=names,
        grand_prix=[(row, lines[row.nomination_id]) for row in rows if row.is_grand_prix],
        prizes=_special_prizes(event, rows),
        rules=sentences(rules_of(made.rules_version), criteria_of_event(event)),
        corrected=queries.is_correction(made),
        preview=preview,
        appeals_end=end if in_time(end := public_end(event), now()) else None,
    )


class Shown(NamedTuple):
    """A row in finished words: there may be hundreds, so the page only puts them down."""

    place: str
    sharing: str
    is_provisional: bool
    name: str
    school: str
    value: str
    percent: str
    status: str


Lines = list[tuple[Nomination, list[Shown]]]


def _by_audience(
    rows: Sequence[PlaceRow], lines: Mapping[int, Nomination], names: Mapping[int, Named]
) -> list[tuple[Audience | None, Lines]]:
    """Audience → nomination → rows, in the event's order."""
    sharing = _sharing(rows)
    found: list[tuple[Audience | None, Lines]] = []
    for nomination_id, group in groupby(rows, key=attrgetter("nomination_id")):
        nomination = lines[nomination_id]
        if not found or found[-1][0] is not nomination.audience:
            found.append((nomination.audience, []))
        shown = [_shown(row, names[row.entry_id], sharing.get(row.id, "")) for row in group]
        found[-1][1].append((nomination, shown))
    return found


def _shown(row: PlaceRow, named: Named, sharing: str) -> Shown:
    return Shown(
        row.place_shown if row.place else "",
        sharing,
        row.is_provisional,
        named.text,
        named.school,
        number(row.value),
        "" if row.percent is None else exact_words(row.percent),
        row.status,
    )


def _sharing(rows: Sequence[PlaceRow]) -> dict[int, str]:
    """«на двоих» by the row's id."""
    groups: dict[tuple[int, int], list[PlaceRow]] = defaultdict(list)
    for row in rows:
        if row.place is not None:
            groups[row.nomination_id, row.place].append(row)
    shared = (group for group in groups.values() if len(group) > 1)
    return {row.id: place_words(row.place_shown, len(group)) for group in shared for row in group}


def _special_prizes(event: Event, rows: Sequence[PlaceRow]) -> list[tuple[str, list[PlaceRow]]]:
    by_code = {row.code: row for row in rows}
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
    event = door.registration.event
    if queries.published_calculation(event) is None:
        return render_template("results/not_yet.html", event=event), 404
    place: dict[str, Any] = {"slug": event.slug, "token": door.key}
    urls = {
        "mine": url_for("registration.mine", **place),
        "pdf": url_for("results.own_file", **place, ending="pdf"),
        "text": url_for("results.own_file", **place, ending="txt"),
        "all": url_for("results.public", slug=event.slug),
    }
    standing = _own_standing(door)
    return own_page(event, standing, urls, appeals=own_appeals(standing), token=door.key)


def own_page(
    event: Event,
    standing: Standing,
    urls: Mapping[str, str],
    preview: Preview | None = None,
    *,
    appeals: OwnAppeals | None = None,
    token: str = "",
) -> str:
    """The page of one work as its author reads it; in a preview, as the author will.

    ``urls`` are the addresses of the application (mine), the files (pdf, text) and all results;
    ``token`` opens the application, where ``appeals`` are filed.
    """
    return render_template(
        "results/own.html",
        event=event,
        urls=urls,
        own=own_result(standing),
        told=own_explanation(standing),
        preview=preview,
        appeals=appeals,
        token=token,
    )


@bp.get("/events/<slug>/register/<token>/result.<any(pdf, txt):ending>")
@access(may_open, find=find_door)
def own_file(door: Door, ending: str) -> Response:
    """The same explanation to be printed or kept."""
    event = door.registration.event
    return explanation_file(own_explanation(_own_standing(door)), event, ending)


def _own_standing(door: Door) -> Standing:
    standing = queries.published_standing(door.registration.entry_id or 0)
    if standing is None:
        abort(404)
    return standing


def explanation_file(told: Explanation, event: Event, ending: str) -> Response:
    """An explanation as a file to take away: ``pdf`` or ``txt``."""
    content = explanation_pdf(told) if ending == "pdf" else plain_text(told).encode()
    return send_file(
        BytesIO(content),
        mimetype="application/pdf" if ending == "pdf" else "text/plain",
        as_attachment=True,
        download_name=windows_file_name(f"{event.title}. {told.title}.{ending}"),
    )
