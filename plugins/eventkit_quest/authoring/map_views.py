"""The map: its picture, and where the stations stand on it."""

from __future__ import annotations

from flask import abort, current_app, render_template, request
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from eventkit.db import db, restart_as_writer
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.files.models import StoredFile
from eventkit.files.operations import MEGABYTE, Received, keep, open_file
from eventkit.web.access import access
from eventkit.web.requests import slow_first
from eventkit_quest.authoring import operations
from eventkit_quest.authoring.blueprint import Page, actor, bp, done
from eventkit_quest.authoring.forms import PictureForm
from eventkit_quest.authoring.rules import may_author, may_see_map
from eventkit_quest.models import QuestGame
from eventkit_quest.pictures import draw_anew
from eventkit_quest.queries import quest_of

# A drawing that came in a file is shown as a picture and runs nothing.
AS_PICTURE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@bp.get("/<slug>/map")
@access(may_see_map, event_by_slug)
def picture(event: Event) -> Response:
    """The map's picture."""
    game = db.session.get(QuestGame, event.id)
    file = db.session.get(StoredFile, game.picture_id) if game and game.picture_id else None
    if file is None:
        abort(404)
    stream = open_file(file)
    response = Response(FileWrapper(stream), mimetype=file.media_type, direct_passthrough=True)
    response.call_on_close(stream.close)
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Security-Policy"] = AS_PICTURE
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(file.sha256)
    return response.make_conditional(request.environ)


@bp.get("/<slug>/edit/map")
@access(may_author, event_by_slug)
def edit_map(event: Event) -> Page:
    """The map with its stations, to be moved by mouse, finger, arrows or numbers."""
    return _page(event)


@bp.post("/<slug>/edit/map")
@access(may_author, event_by_slug)
def place(event: Event) -> Page:
    """Keep where the stations stand."""
    places: dict[str, tuple[float, float]] = {}
    wrong: list[str] = []
    for station in quest_of(event).stations:
        typed = [request.form.get(f"{axis}-{station.code}", "") for axis in ("x", "y")]
        x, y = (_share(text) for text in typed)
        wrong += [f"{axis}-{station.code}" for axis, at in (("x", x), ("y", y)) if at is None]
        if x is not None and y is not None:
            places[station.code] = (x, y)
    if wrong:
        return _page(event, wrong=wrong), 422
    operations.place_stations(event, places, actor=actor())
    return done("quest_authoring.edit_map", event.slug)


@bp.post("/<slug>/edit/map/picture")
@slow_first
@access(may_author, event_by_slug)
def change_picture(event: Event) -> Page:
    """Take a picture of the organizer's, or another description."""
    form = PictureForm()
    valid = form.validate_on_submit()
    drawn = _drawn(form) if valid else None
    valid = valid and not form.errors
    restart_as_writer()
    if not valid:
        return _page(event, form), 422
    received, size = drawn or (None, (0, 0))
    file = keep(received) if received else None
    operations.set_picture(event, file, size, form.alt.data or "", actor=actor())
    return done("quest_authoring.edit_map", event.slug)


def _page(event: Event, form: PictureForm | None = None, wrong: list[str] | None = None) -> str:
    quest = quest_of(event)
    return render_template(
        "quest/authoring/map.html",
        event=event,
        quest=quest,
        form=form or PictureForm(formdata=None, data={"alt": quest.map.alt}),
        typed=request.form if wrong else {},
        wrong=wrong or [],
    )


def _drawn(form: PictureForm) -> tuple[Received, tuple[int, int]] | None:
    upload = form.picture.data
    if not upload or not getattr(upload, "filename", ""):
        return None
    try:
        return draw_anew(upload.stream, int(current_app.config["MAX_FILE_MB"]) * MEGABYTE)
    except ValueError as problem:
        form.picture.errors = [*form.picture.errors, str(problem)]
        return None


def _share(text: str) -> float | None:
    """A share of a length from percents as people type them; None for anything else."""
    plain = text.strip().replace(",", ".")
    if len(plain) > 8 or not plain.replace(".", "", 1).isdecimal():
        return None
    percent = float(plain)
    return round(percent / 100, 4) if percent <= 100 else None
