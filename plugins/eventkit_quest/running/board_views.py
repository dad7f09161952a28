"""The hall's board: open to everybody, asked again and again, cheap to answer."""

from __future__ import annotations

from datetime import datetime

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.files.models import StoredFile
from eventkit.files.operations import open_file
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.i18n import readers_language
from eventkit_quest.models import QuestGame
from eventkit_quest.queries import rules_of
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.board import Kept, remembered, spots_of, tokens_of
from eventkit_quest.running.live import live_view
from eventkit_quest.running.models import BOARDS, QuestRun
from eventkit_quest.running.queries import quest_by_slug, run_of
from eventkit_quest.running.rules import may_watch
from eventkit_quest.running.words import news_words

WIDTH = 1120
"""Of the map in units of the drawing; its height follows from the picture's proportions."""
HEIGHT = 832


@bp.get("/<slug>/board")
@access(may_watch, quest_by_slug)
def board(event: Event) -> str:
    """What the projector shows."""
    run = run_of(event.id)
    game = db.session.get(QuestGame, event.id)
    return render_template(
        "quest/running/board.html",
        event=event,
        has_picture=bool(game and game.picture_id),
        kept=_kept(event, run),
        size=map_size(event),
    )


@bp.get("/<slug>/board/state")
@access(may_watch, quest_by_slug)
def board_state(event: Event) -> Response:
    """What changes of it; 304 while nothing has."""
    kept = _kept(event, run_of(event.id))
    answer = Response(status=304)
    if not request.if_none_match.contains_weak(kept.tag):
        answer = Response(kept.text, mimetype="text/html")
    answer.set_etag(kept.tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.get("/<slug>/board/map")
@access(may_watch, quest_by_slug)
def map_picture(event: Event) -> Response:
    """The picture of the map; the browser asks again by its ETag."""
    game = db.session.get(QuestGame, event.id)
    file = db.session.get(StoredFile, game.picture_id) if game and game.picture_id else None
    if file is None:
        abort(404)
    answer = Response(status=304)
    if not request.if_none_match.contains_weak(file.sha256):
        with open_file(file) as stream:
            answer = Response(stream.read(), mimetype=file.media_type)
    answer.set_etag(file.sha256)
    answer.headers["Cache-Control"] = "private, no-cache"
    # A drawing opened by itself would be a page of ours; as a picture it runs nothing.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _kept(event: Event, run: QuestRun | None) -> Kept:
    at = now()
    return remembered(event, run, readers_language(), at, lambda: render_state(event, run, at))


def render_state(event: Event, run: QuestRun | None, at: datetime) -> str:
    """The parts of the board that change, as one piece of a page."""
    frozen = run.frozen_at if run else None
    view = live_view(event, frozen or at, until=frozen)
    width, height = map_size(event)
    radius = width / 34
    rules = rules_of(event)
    return render_template(
        "quest/running/_board.html",
        event=event,
        run=run,
        mode=run.board if run else BOARDS[0],
        view=view,
        size=(width, height),
        radius=radius,
        spots=spots_of(view.stations, width, height),
        tokens=tokens_of(view, width, height, radius),
        control=rules.control_time_minutes,
        breakers=rules.tie_break,
        news_words=news_words,
    )


def map_size(event: Event) -> tuple[int, int]:
    """Width and height of the map's drawing."""
    game = db.session.get(QuestGame, event.id)
    shape = game.document.get("map", {}) if game and game.picture_id else {}
    if not shape.get("width") or not shape.get("height"):
        return WIDTH, HEIGHT
    return WIDTH, round(WIDTH * shape["height"] / shape["width"])
