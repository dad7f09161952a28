"""What each person will see after publication, for whoever publishes: the same pages, before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import abort, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.pages import Page, find_counted
from eventkit.registration.models import Registration
from eventkit.registration.rules import may_see
from eventkit.results import queries
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, staff_names
from eventkit.results.own import own_explanation
from eventkit.results.public import body_of
from eventkit.results.publication.path import LOOKED
from eventkit.results.room import base_context
from eventkit.results.rules import may_preview
from eventkit.results.views import Preview, bp, explanation_file, own_page, public_page
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results/preview"


@bp.get(HERE)
@access(may_preview, find=find_counted)
def preview(event: Event) -> Page:
    """The page of the person whose work is asked for by code or name; the first one unasked."""
    made = _counted(event)
    rows = list(queries.standings(made))
    asked = request.args.get("q", "").strip()
    names = staff_names(event, [row.entry for row in rows])
    found = [row for row in rows if _is_meant(row, names[row.entry_id], asked)]
    exact = [row for row in found if (row.entry.code or "").casefold() == asked.casefold()]
    found = exact or found
    if asked and len(found) != 1:
        return _choice(event, made, found, names, asked)
    if not found:
        abort(404)
    session[LOOKED] = made.id
    return _as_author(event, made, rows, found[0], names)


def _as_author(
    event: Event,
    made: Calculation,
    rows: Sequence[Standing],
    row: Standing,
    names: Mapping[int, Named],
) -> str:
    place = rows.index(row)
    application = db.session.scalars(
        select(Registration).where(Registration.entry_id == row.entry_id)
    ).first()
    urls = {
        "mine": url_for("registration.application", slug=event.slug, number=application.number)
        if application and may_see(current_viewer(), application)
        else "",
        "pdf": _file_url(event, row, "pdf"),
        "text": _file_url(event, row, "txt"),
        "all": url_for("results.preview_public", slug=event.slug),
    }
    bar = Preview(
        whose=f"{names[row.entry_id].text} ({row.entry.code})",
        number=made.number,
        place=str(_("%(place)d из %(all)d", place=place + 1, all=len(rows))),
        before=_url(event, rows[place - 1]) if place else "",
        after=_url(event, rows[place + 1]) if place + 1 < len(rows) else "",
        search=request.args.get("q", ""),
    )
    return own_page(event, row, urls, bar)


def _choice(
    event: Event,
    made: Calculation,
    found: Sequence[Standing],
    names: Mapping[int, Named],
    asked: str,
) -> str:
    """Whose page is meant, where the search fits several or none."""
    return render_template(
        "results/preview_choice.html",
        **base_context(event, made, "results.publication"),
        found=[(row, names[row.entry_id], _url(event, row)) for row in found],
        asked=asked,
    )


@bp.get(f"{HERE}/public")
@access(may_preview, find=find_counted)
def preview_public(event: Event) -> Page:
    """The page of all results as everybody will read it, names by the consents of today."""
    made = _counted(event)
    session[LOOKED] = made.id
    preview = Preview(str(_("общая страница итогов")), made.number)
    return public_page(event, body_of(event, made), preview)


@bp.get(f"{HERE}/<work>.<any(pdf, txt):ending>")
@access(may_preview, find=find_counted)
def preview_file(event: Event, work: str, ending: str) -> Response:
    """The explanation of a work as its author will be able to take it."""
    row = next((s for s in queries.standings(_counted(event)) if s.entry.code == work), None)
    if row is None:
        abort(404)
    return explanation_file(own_explanation(row), event, ending)


def _counted(event: Event) -> Calculation:
    """The version that would be published; without one the path to it comes first."""
    made = queries.calculation(event)
    if made is None:
        abort(redirect(url_for("results.publication", slug=event.slug)))
    return made


def _is_meant(row: Standing, named: Named, asked: str) -> bool:
    wanted = asked.casefold()
    return wanted in (row.entry.code or "").casefold() or wanted in named.text.casefold()


def _url(event: Event, row: Standing) -> str:
    return url_for("results.preview", slug=event.slug, q=row.entry.code)


def _file_url(event: Event, row: Standing, ending: str) -> str:
    return url_for("results.preview_file", slug=event.slug, work=row.entry.code, ending=ending)
