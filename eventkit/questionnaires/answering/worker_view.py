"""The service worker of a questionnaire: what lets it open once more without a network."""

from __future__ import annotations

from flask import Response, url_for

from eventkit.questionnaires.answering.doors import Door, find_door
from eventkit.questionnaires.answering.views import bp
from eventkit.web.access import access, anyone
from eventkit.web.static_files import static_folder
from eventkit.web.workers import core_assets, worker_answer

INNER = ("asking", "draft", "kinds", "own", "sending", "words")


@bp.get("/q/<code>/worker.js")
@access(anyone, find_door)
def worker(door: Door) -> Response:
    """The worker with all static files that the page of a questionnaire uses."""
    kept = core_assets(
        styles=("questionnaire",),
        named=("js/questionnaire/page.js", "js/questionnaire/own.js"),
        inner=[f"js/questionnaire/{name}.js" for name in INNER],
    )
    own = static_folder() / "js/questionnaire/worker.js"
    home = url_for("answering.show", code=door.wave.code)
    return worker_answer("eventkit-q", own, kept, home=home)
