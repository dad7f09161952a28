"""The service worker of the juror's pages: what lets them open without a network."""

from __future__ import annotations

from flask import Blueprint, Response, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from eventkit.web.access import access, anyone
from eventkit.web.security import HEADERS
from eventkit.web.static_files import static_folder
from eventkit.web.workers import core_assets, worker_answer

bp = Blueprint("offline", __name__)

OUTSIDE = ("worker.js", "desk.js", "leave.js")
"""Scripts of the jury's folder that no other module of its pages asks for."""


@bp.get("/jury/worker.js")
@access(anyone)
def worker() -> Response:
    """The worker with all static files that the juror's pages use."""
    kept = core_assets(
        styles=("jury",),
        named=("js/jury/desk.js",),
        inner=(*_modules(), "js/rows.js", "js/score.js", "vendor/qrcode.js"),
    )
    return worker_answer(
        "eventkit-jury",
        static_folder() / "js/jury/worker.js",
        kept,
        home=url_for("scoring.tasks"),
        policy=HEADERS["Content-Security-Policy"],
        words={
            "lang": str(get_locale() or "ru"),
            "title": _("Нет сети"),
            "text": _("На этом устройстве такой страницы нет. Откройте её, когда вернётся связь."),
            "back": _("К списку работ"),
        },
    )


def _modules() -> list[str]:
    jury = sorted(file.name for file in (static_folder() / "js/jury").glob("*.js"))
    return [f"js/jury/{name}" for name in jury if name not in OUTSIDE]
