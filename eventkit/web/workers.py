"""Service workers: what lets a page open once more without a network.

A worker keeps the static files of its page. Its text is the part that all of them share
(``static/js/worker.js``) and its own; before both stands what it is told by the server.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from flask import Response, url_for

from eventkit.lazy import dataclass
from eventkit.web.static_files import static_folder

LOOKS = ("tokens", "base", "components", "pages", "print")
FONTS = ("golos-text", "pt-serif-400", "pt-serif-400-italic", "pt-serif-700")


@dataclass(frozen=True)
class Asset:
    """A static file that a worker keeps: where it lies, and its address as pages write it."""

    file: Path
    address: str


def assets(endpoint: str, *, named: Iterable[str] = (), inner: Iterable[str] = ()) -> list[Asset]:
    """Static files that ``endpoint`` serves.

    ``named`` are asked for by pages, with the version of their content; ``inner`` by the styles
    and modules themselves, which know no version.
    """
    folder = static_folder(endpoint)
    with_version = [Asset(folder / n, url_for(endpoint, filename=n)) for n in named]
    return with_version + [Asset(folder / n, url_for(endpoint, filename=n, v=None)) for n in inner]


def core_assets(
    *, styles: Iterable[str] = (), named: Iterable[str] = (), inner: Iterable[str] = ()
) -> list[Asset]:
    """The core's files of a page: its looks with the ``styles`` besides, fonts, emblem, modules."""
    looks = (f"css/{name}.css" for name in (*LOOKS, *styles))
    fonts = (f"fonts/{name}.woff2" for name in FONTS)
    named = (*looks, "emblem.svg", "js/app.js", *named)
    return assets("static", named=named, inner=(*fonts, *inner))


def worker_answer(
    name: str, own: Path, kept: Sequence[Asset], *, home: str, **told: object
) -> Response:
    """The text of the worker ``name`` over all addresses below ``home``.

    ``own`` is the file with what is this worker's alone. A change of any file makes it a new one.
    """
    shared = static_folder() / "js/worker.js"
    text = "\n".join(file.read_text(encoding="utf-8") for file in (shared, own))
    whole = hashlib.sha256(text.encode())
    for asset in kept:
        whole.update(asset.file.read_bytes())
    head = {
        "name": name,
        "version": whole.hexdigest()[:8],
        "assets": [asset.address for asset in kept],
        "home": home,
        **told,
    }
    return Response(
        f"const TOLD = {json.dumps(head, ensure_ascii=False)};\n{text}",
        mimetype="text/javascript",
        headers={"Service-Worker-Allowed": home, "Cache-Control": "no-cache"},
    )
