"""The service worker of the desk of the day: what lets it open without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from flask import Blueprint, Response, current_app, url_for

from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.scoring.live.rules import may_run_day
from eventkit.scoring.live.views import HERE, PAGES
from eventkit.web.access import access

bp = Blueprint("live_offline", __name__)
STYLES = ("tokens", "base", "components", "pages", "print", "live")
ENTRIES = ("js/app.js", "js/live/desk.js")
"""Modules that the page asks for by their version; the others are asked for by the modules."""
INNER = ("js/live/clock.js", "js/live/kept.js", "js/live/queue.js", "js/jury/leave.js")
FONTS = ("golos-text", "pt-serif-400", "pt-serif-400-italic", "pt-serif-700")


@bp.get(f"{HERE}/worker.js")
@access(may_run_day, find=find_judged)
def worker(event: Event) -> Response:
    """The worker's text, headed by what it has to keep: a change of any file makes it a new one."""
    folder = Path(current_app.static_folder or "")
    text = (folder / "js/live/worker.js").read_text(encoding="utf-8")
    home = url_for("live.desk", slug=event.slug)
    told = {"version": _version(folder, text), "assets": _assets(), "home": home, "cache": PAGES}
    return Response(
        f"const LIVE = {json.dumps(told)};\n{text}",
        mimetype="text/javascript",
        headers={"Service-Worker-Allowed": home, "Cache-Control": "no-cache"},
    )


def _assets() -> list[str]:
    """The addresses of all static files that the desk uses, as it writes them."""
    named = (*(f"css/{name}.css" for name in STYLES), *ENTRIES, "emblem.svg")
    plain = (*(f"fonts/{name}.woff2" for name in FONTS), *INNER)
    return [url_for("static", filename=name) for name in named] + [
        url_for("static", filename=name, v=None) for name in plain
    ]


def _version(folder: Path, text: str) -> str:
    """Eight signs that follow every file kept."""
    whole = hashlib.sha256(text.encode())
    for name in (*(f"css/{name}.css" for name in STYLES), *ENTRIES, *INNER):
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()[:8]
