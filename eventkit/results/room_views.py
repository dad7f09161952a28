"""The results room: places, jury, decisions, versions; counting, locking, publishing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_event, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.juries.queries import active_assignments
from eventkit.results import queries
from eventkit.results.advice import MOST_WORKS, Method, methods, probable_places
from eventkit.results.board import (
    Row,
    chosen_nomination,
    deciding_criterion,
    explanation,
    is_withheld,
    juror_names,
    matrix_of,
    nomination_results,
    notes_of,
    place_words,
    result_row,
    rows_of,
    surnames,
    teller_of,
)
from eventkit.results.facts import from_json
from eventkit.results.forms import PublishForm
from eventkit.results.letters import addressees, touched
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, code_names, staff_names
from eventkit.results.operations import calculate, lock, publish
from eventkit.results.room import Rights, base_context, counts, shown_version, unsent
from eventkit.results.rules import judging_is_over, may_calculate, may_publish, may_see_room
from eventkit.results.views import bp
from eventkit.scoring.engine import CalculationResult, ScoringRules
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.web.access import access

HERE = "/manage/<slug>/results"


@bp.get(HERE)
@access(may_see_room, find=find_event)
def room(event: Event) -> Page:
    """The places of one nomination with their reasons, and what is to be known about all."""
    made = shown_version(event)
    context = base_context(event, made, "results.room")
    if made is None:
        return _not_counted(event, context)
    nomination = chosen_nomination(event, request.args.get("nomination", ""))
    if nomination is None:
        abort(404)
    everything = queries.standings(made)
    standings = [row for row in everything if row.nomination_id == nomination.id]
    facts = from_json(made.inputs)
    rights: Rights = context["rights"]
    names = _names(event, standings, rights)
    rows = rows_of(standings, names, probable_places(facts, nomination.code))
    others = methods(facts, queries.result_of(made))
    return render_template(
        "results/room.html",
        **context,
        nomination=nomination,
        groups=[(a, list(group)) for a, group in groupby(event.nominations, lambda n: n.audience)],
        counts=counts(event, made),
        notes=_notes(event, made, everything),
        result=nomination_results(made).get(nomination.code),
        rows=rows,
        sharing=_sharing(rows),
        is_withheld=is_withheld,
        **_reason(event, made, _opened(rows), rights),
        methods=others,
        compared=_compared(others),
        decisions=[
            d
            for d in queries.decisions(event)
            if d.nomination_id == nomination.id and d.revoked_at is None
        ],
        missing=unsent(event),
        most_works=MOST_WORKS,
        is_over=judging_is_over(event),
        facts=_consequences(event, made) if _may_publish_now(event, made, context) else None,
    )


def _notes(event: Event, made: Calculation, standings: Sequence[Standing]) -> dict[str, Any]:
    """What is to be known about each nomination, by its code."""
    numbers = {c.code: place for place, c in enumerate(criteria_of_event(event), start=1)}
    said = nomination_results(made)
    best = {row.nomination_id: result_row(row) for row in reversed(standings)}
    rules = ScoringRules.from_dict(made.result["rules"])
    return {
        n.code: notes_of(said[n.code], best.get(n.id), rules, numbers)
        for n in event.nominations
        if n.code in said
    }


def _reason(event: Event, made: Calculation, opened: Row | None, rights: Rights) -> dict[str, Any]:
    """The row that is opened, in sentences and as marks by criterion."""
    matrix = None
    if opened is not None:
        names = surnames(event) if rights.names else {}
        matrix = matrix_of(made, opened.result, criteria_of_event(event), names)
    return {"opened": opened, "paragraphs": _told(event, made, opened), "matrix": matrix}


def _may_publish_now(event: Event, made: Calculation, context: dict[str, Any]) -> bool:
    """Whether the page offers publication."""
    ready = context["is_latest"] and made.state in ("draft", "locked")
    return ready and context["rights"].publish and judging_is_over(event)


def _names(event: Event, standings: list[Standing], rights: Rights) -> dict[int, Named]:
    entries = [row.entry for row in standings]
    return staff_names(event, entries) if rights.names else dict(code_names(entries))


def _jury_names(event: Event, rights: Rights) -> dict[str, str]:
    return juror_names(event) if rights.names else {}


def _opened(rows: list[Row]) -> Row | None:
    """The row whose reason stands open: asked for, else of a settled tie, else the first."""
    asked = request.args.get("open")
    if asked is not None:
        return next((row for row in rows if row.code == asked), None)
    tied = (row for row in rows if deciding_criterion(row.result))
    return next(tied, rows[0] if rows else None)


def _told(event: Event, made: Calculation, opened: Row | None) -> list[str]:
    if opened is None:
        return []
    return explanation(opened.result, teller_of(event, Fraction(made.result["maximum"])))


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


def _not_counted(event: Event, context: Mapping[str, Any]) -> str:
    """In place of places: whether there is anything to count yet, and what is still missing."""
    missing = len(unsent(event))
    has_sent = len(active_assignments(event.id)) > missing
    return render_template("results/empty.html", **context, missing=missing, has_sent=has_sent)


@bp.get(f"{HERE}/jury")
@access(may_see_room, find=find_event)
def jury(event: Event) -> Page:
    """Statistics of the jury and the advisory model: for information, no place depends on it."""
    made = shown_version(event)
    context = base_context(event, made, "results.jury")
    if made is None:
        return _not_counted(event, context)
    result = queries.result_of(made)
    rules = ScoringRules.from_dict(made.result["rules"])
    titles = {n.code: n.title for n in event.nominations}
    names = _jury_names(event, context["rights"])
    return render_template(
        "results/jury.html",
        **context,
        jurors=[
            (names.get(j.juror) or _("Член жюри %(number)d", number=place), j)
            for place, j in enumerate(result.jurors, start=1)
        ],
        flag=rules.strict_judge_flag,
        advice=result.advice,
        advice_names=names,
        changed=[titles.get(code, code) for code in result.advice.changed_first],
        agreement=_agreement(result),
        titles=titles,
        missing=unsent(event),
    )


def _agreement(result: CalculationResult) -> dict[str, Any] | None:
    """How the jury agrees and how firm first places are; None where it cannot be said."""
    # Here: a start of the server does without.
    from eventkit.results.jury_agreement import agreement_of, can_be_said, first_places, words

    if not can_be_said() or len(result.entries) > MOST_WORKS:
        return None
    return {"words": words(agreement_of(result)), "first_places": first_places(result)}


@bp.get(f"{HERE}/versions")
@access(may_see_room, find=find_event)
def versions(event: Event) -> Page:
    """All calculations with their hashes, what each changed, and the papers."""
    made = shown_version(event)
    context = base_context(event, made, "results.versions")
    everything = list(queries.calculations(event))
    before = next((c for c in everything if made is not None and c.number < made.number), None)
    changes = queries.difference(before, made) if before is not None and made is not None else []
    return render_template(
        "results/versions.html", **context, versions=everything, before=before, changes=changes
    )


@bp.post(f"{HERE}/calculate")
@access(may_calculate, find=find_event)
def count(event: Event) -> Page:
    """Make the next version; unchanged facts give the present one."""
    before = queries.calculation(event)
    try:
        made = calculate(event, actor(), request.form.get("reason", "").strip()[:400])
    except RefusalError as refusal:
        return refused("results.room", event, refusal)
    if before is not None and made.id == before.id:
        message = _("С подсчёта № %(number)d ничего не изменилось.", number=made.number)
    else:
        message = _("Подсчёт № %(number)d готов.", number=made.number)
    return saved("results.room", event, message)


@bp.post(f"{HERE}/lock")
@access(may_calculate, find=find_event)
def close(event: Event) -> Page:
    """Close the latest version for signing."""
    made = queries.calculation(event)
    if made is None:
        abort(404)
    try:
        lock(made, actor=actor())
    except RefusalError as refusal:
        return refused("results.versions", event, refusal)
    return saved(
        "results.versions",
        event,
        _("Подсчёт № %(number)d закрыт. Протокол готов к подписи.", number=made.number),
    )


@bp.route(f"{HERE}/publish", methods=["GET", "POST"])
@access(may_publish, find=find_event)
def publication(event: Event) -> Page:
    """Say what publication does, then do it."""
    made = queries.calculation(event)
    if made is None:
        abort(404)
    form = PublishForm(protocol_number=made.protocol_number or str(made.number))
    if form.validate_on_submit():
        letters = _consequences(event, made)["letters"]
        try:
            publish(made, actor=actor(), protocol_number=form.protocol_number.data)
        except RefusalError as refusal:
            return refused("results.room", event, refusal)
        told = _("Итоги опубликованы, письма авторам поставлены в очередь.")
        return saved("results.room", event, told if letters else _("Итоги опубликованы."))
    context = base_context(event, made, "results.room")
    status = 422 if form.is_submitted() else 200
    facts = _consequences(event, made)
    names = staff_names(event, [change.row.entry for change in facts["changes"]])
    return render_template(
        "results/publish.html", **context, form=form, facts=facts, names=names
    ), status


def _consequences(event: Event, made: Calculation) -> dict[str, Any]:
    rows = queries.standings(made)
    former = queries.published_calculation(event)
    changes = queries.difference(former, made) if former is not None else []
    letters = touched(event, changes) if former is not None else addressees(event)
    return {
        "letters": len(letters),
        "changes": changes,
        "missing": len(unsent(event)),
        "provisional": sum(row.is_provisional and row.place is not None for row in rows),
        "without": sum(row.value is None for row in rows),
        "former": former,
        "is_over": judging_is_over(event),
    }
