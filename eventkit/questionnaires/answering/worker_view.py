"""The service worker of a questionnaire: what lets it open once more without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from flask import Response, current_app, url_for

from eventkit.questionnaires.answering.doors import Door, find_door
from eventkit.questionnaires.answering.views import bp
from eventkit.web.access import access, anyone

STYLES = ("tokens", "base", "components", "pages", "questionnaire")
MODULES = ("page", "asking", "draft", "kinds", "own", "sending", "words")
FONTS = ("golos-text", "pt-serif-400", "pt-serif-400-italic", "pt-serif-700")


@bp.get("/q/<code>/worker.js")
@access(anyone, find_door)
def worker(door: Door) -> Response:
    """The worker's text, headed by what it has to keep: a change of any file makes it a new one."""
    folder = Path(current_app.static_folder or "")
    text = (folder / "js/questionnaire/worker.js").read_text(encoding="utf-8")
    files = [f"css/{name}.css" for name in STYLES] + ["js/app.js"]
    files += [f"js/questionnaire/{name}.js" for name in MODULES]
    whole = hashlib.sha256(text.encode())
    for name in files:
        whole.update((folder / name).read_bytes())
    names = [*files, *(f"fonts/{name}.woff2" for name in FONTS)]
    assets = [url_for("static", filename=name, v=None) for name in names]
    home = url_for("answering.show", code=door.wave.code)
    told = {"version": whole.hexdigest()[:8], "assets": assets, "home": home}
    return Response(
        f"const DESK = {json.dumps(told)};\n{text}",
        mimetype="text/javascript",
        headers={"Service-Worker-Allowed": home, "Cache-Control": "no-cache"},
    )
