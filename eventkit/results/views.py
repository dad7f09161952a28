"""Published results for everybody, and a participant's own result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, render_template, send_file, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from eventkit.events.models import Event
from eventkit.events.pages import find_counted
from eventkit.events.rules import may_view
from eventkit.lazy import dataclass
from eventkit.printing.explanations import Explanation, explanation_pdf, plain_text
from eventkit.printing.file_names import windows_file_name
from eventkit.registration.doors import find_own_part
from eventkit.registration.pages import own_url
from eventkit.registration.rules import Door, may_open
from eventkit.results import queries
from eventkit.results.appeals.own import OwnAppeals, appeals_at
from eventkit.results.explained.telling import root_number, signed
from eventkit.results.models import Calculation, Standing
from eventkit.results.own import own_explanation, own_result
from eventkit.results.public import published_body
from eventkit.web.access import access, anyone
from eventkit.web.i18n import exact_words

bp = Blueprint("results", __name__)
bp.app_template_filter("exact_words")(exact_words)
bp.app_template_filter("signed")(signed)
bp.app_template_filter("root_number")(root_number)
Page = str | Response | tuple[str, int]


@dataclass(frozen=True)
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
@access(may_view, find=find_counted)
def public(event: Event) -> Page:
    """The published results by nomination, or when to come back."""
    body = published_body(event)
    if body is None:
        return render_template("results/not_yet.html", event=event), 404
    return public_page(event, body)


def public_page(event: Event, body: Markup, preview: Preview | None = None) -> str:
    """The page around results in words; in a preview, as everybody will read them."""
    return render_template("results/public.html", event=event, body=body, preview=preview)


@bp.get("/results")
@access(anyone)
def archive() -> Page:
    """Published results of all events, by year."""
    years: dict[int, list[Calculation]] = defaultdict(list)
    for made in queries.published_events():
        years[made.event.reference_date.year].append(made)
    return render_template("results/archive.html", years=sorted(years.items(), reverse=True))


@bp.get("/events/<slug>/register/<token>/result")
@access(may_open, find=find_own_part)
def own(door: Door) -> Page:
    """The participant's own result and how it came about."""
    event = door.registration.event
    if queries.published_calculation(event) is None:
        return render_template("results/not_yet.html", event=event), 404
    place: dict[str, Any] = {"slug": event.slug, "token": door.key}
    urls = {
        "mine": own_url(door),
        "pdf": url_for("results.own_file", **place, ending="pdf"),
        "text": url_for("results.own_file", **place, ending="txt"),
        "all": url_for("results.public", slug=event.slug),
    }
    standing = _own_standing(door)
    return own_page(event, standing, urls, appeals=appeals_at(door, standing), token=door.key)


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
@access(may_open, find=find_own_part)
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
