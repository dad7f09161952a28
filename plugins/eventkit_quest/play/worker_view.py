"""The service worker of a team's game: what lets it open without a network."""

from __future__ import annotations

from pathlib import Path

from flask import Response, url_for

from eventkit.web.access import access, anyone
from eventkit.web.static_files import static_folder
from eventkit.web.workers import Asset, assets, core_assets, worker_answer
from eventkit_quest.play.doors import Door, find_game
from eventkit_quest.play.views import bp

FILES = "play.static"
PAGE = "js/play/page.js"
WORKER = "js/play/worker.js"


@bp.get("/<slug>/worker.js")
@access(anyone, find_game)
def worker(door: Door) -> Response:
    """The worker with all static files that the page of a game uses."""
    home = url_for("play.game", slug=door.event.slug)
    folder = static_folder(FILES)
    kept = core_assets(inner=("js/copy.js", "js/rows.js")) + _own_assets(folder)
    own = folder / WORKER
    return worker_answer("eventkit-quest", own, kept, home=home, cache=cache_of(home))


def cache_of(home: str) -> str:
    """The name of the cache with the page of a game."""
    return f"eventkit-quest-page:{home}"


def _own_assets(folder: Path) -> list[Asset]:
    found = sorted(f"js/play/{file.name}" for file in (folder / "js/play").glob("*.js"))
    inner = [name for name in found if name not in (PAGE, WORKER)]
    return assets(FILES, named=("css/play.css", PAGE), inner=inner)
