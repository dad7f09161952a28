"""The service worker of a team's game: what lets it open without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from flask import Response, current_app, url_for

from eventkit.web.access import access, anyone
from eventkit_quest.play.doors import Door, find_game
from eventkit_quest.play.views import bp

OWN = Path(__file__).parents[1] / "static"
STYLES = ("tokens", "base", "components", "pages")
FONTS = ("golos-text", "pt-serif-400", "pt-serif-400-italic", "pt-serif-700")


@bp.get("/<slug>/worker.js")
@access(anyone, find_game)
def worker(door: Door) -> Response:
    """The worker's text, headed by what it has to keep: a change of any file makes it a new one."""
    text = (OWN / "js/play/worker.js").read_text(encoding="utf-8")
    home = url_for("play.game", slug=door.event.slug)
    told = {"version": _version(text), "assets": _assets(), "home": home, "cache": cache_of(home)}
    return Response(
        f"const GAME = {json.dumps(told)};\n{text}",
        mimetype="text/javascript",
        headers={"Service-Worker-Allowed": home, "Cache-Control": "no-cache"},
    )


def cache_of(home: str) -> str:
    """The name of the cache with the page of a game."""
    return f"eventkit-quest-page:{home}"


def _modules() -> list[str]:
    found = sorted(file.name for file in (OWN / "js/play").glob("*.js"))
    return [f"js/play/{name}" for name in found if name != "worker.js"]


def _assets() -> list[str]:
    """The addresses of all static files that the page uses, as it writes them."""
    core = [*(f"css/{name}.css" for name in STYLES), "js/app.js", "emblem.svg"]
    found = [url_for("static", filename=name) for name in core]
    found.append(url_for("static", filename="js/copy.js", v=None))
    found += [url_for("static", filename=f"fonts/{name}.woff2", v=None) for name in FONTS]
    return found + [url_for("play.static", filename=n) for n in ("css/play.css", *_modules())]


def _version(text: str) -> str:
    """Eight signs that follow every file kept."""
    core = Path(current_app.static_folder or "")
    whole = hashlib.sha256(text.encode())
    for name in (*(f"css/{name}.css" for name in STYLES), "js/app.js"):
        whole.update((core / name).read_bytes())
    for name in ("css/play.css", *_modules()):
        whole.update((OWN / name).read_bytes())
    return whole.hexdigest()[:8]
