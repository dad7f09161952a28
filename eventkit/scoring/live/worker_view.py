"""The service worker of the desk of the day: what lets it open without a network."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.scoring.live.rules import may_run_day
from eventkit.scoring.live.views import HERE, PAGES
from eventkit.web.access import access
from eventkit.web.static_files import static_folder
from eventkit.web.workers import core_assets, worker_answer

bp = Blueprint("live_offline", __name__)
INNER = ("live/clock", "live/kept", "live/queue", "jury/leave", "rows")


@bp.get(f"{HERE}/worker.js")
@access(may_run_day, find=find_judged)
def worker(event: Event) -> Response:
    """The worker with all static files that the desk uses."""
    kept = core_assets(
        styles=("live",),
        named=("js/live/desk.js",),
        inner=[f"js/{name}.js" for name in INNER],
    )
    own = static_folder() / "js/live/worker.js"
    home = url_for("live.desk", slug=event.slug)
    return worker_answer("eventkit-live", own, kept, home=home, cache=PAGES)
