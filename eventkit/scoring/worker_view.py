"""The service worker of the juror's pages: what lets them open without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from flask import Blueprint, Response, current_app, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from eventkit.web.access import access, anyone
from eventkit.web.security import HEADERS

bp = Blueprint("offline", __name__)

STYLES = ("tokens", "base", "components", "pages", "print", "jury")
ENTRIES = ("js/app.js", "js/jury/desk.js")
"""Modules that pages ask for by their version; the others are asked for by the modules."""
OUTSIDE = ("worker.js", "desk.js", "leave.js")
FONTS = ("golos-text", "pt-serif-400", "pt-serif-400-italic", "pt-serif-700")


@bp.get("/jury/worker.js")
@access(anyone)
def worker() -> Response:
    """The worker's text, headed by what it has to keep: a change of any file makes it a new one."""
    folder = Path(current_app.static_folder or "")
    text = (folder / "js/jury/worker.js").read_text(encoding="utf-8")
    assets = _assets(folder)
    desk = {
        "version": _version(folder, text),
        "assets": assets,
        "home": url_for("scoring.tasks"),
        "policy": HEADERS["Content-Security-Policy"],
        "words": {
            "lang": str(get_locale() or "ru"),
            "title": _("Нет сети"),
            "text": _("На этом устройстве такой страницы нет. Откройте её, когда вернётся связь."),
            "back": _("К списку работ"),
        },
    }
    head = f"const DESK = {json.dumps(desk, ensure_ascii=False)};\n"
    return Response(
        head + text,
        mimetype="text/javascript",
        headers={"Service-Worker-Allowed": url_for("scoring.tasks"), "Cache-Control": "no-cache"},
    )


def _assets(folder: Path) -> list[str]:
    """The addresses of all static files that the juror's pages use, as the pages write them."""
    named = [f"css/{name}.css" for name in STYLES]
    found = [url_for("static", filename=name) for name in (*named, *ENTRIES, "emblem.svg")]
    found += [url_for("static", filename=f"fonts/{name}.woff2", v=None) for name in FONTS]
    return found + [url_for("static", filename=name, v=None) for name in _modules(folder)]


def _modules(folder: Path) -> list[str]:
    jury = sorted(file.name for file in (folder / "js/jury").glob("*.js"))
    inner = [f"js/jury/{name}" for name in jury if name not in OUTSIDE]
    return [*inner, "js/score.js", "vendor/qrcode.js"]


def _version(folder: Path, text: str) -> str:
    """Eight signs that follow every file kept."""
    files = [
        *(f"css/{name}.css" for name in STYLES),
        *ENTRIES,
        *_modules(folder),
        *(f"fonts/{name}.woff2" for name in FONTS),
    ]
    whole = hashlib.sha256(text.encode())
    for name in files:
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()[:8]
