"""Small answers for slow networks: gzip, and static files that a browser keeps.

A static address that carries its version (``?v=…``) may be kept for a year, and so may a font: one
that changes gets a new name. Any other is asked for again by its ETag. Packed static files are
remembered, since they never change while we run.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from eventkit.web.static_files import is_static, static_folder

PACKABLE = ("text/", "application/json", "application/javascript", "image/svg+xml")
SMALLEST = 1024
YEAR = "public, max-age=31536000, immutable"


def init_compression(app: Flask) -> None:
    """Pack answers and give static addresses their versions."""
    app.after_request(pack)
    app.url_defaults(add_version)


def add_version(endpoint: str, values: dict[str, Any]) -> None:
    """Add the version of a static file to its address."""
    if is_static(endpoint) and "filename" in values and "v" not in values:
        version = static_version(static_folder(endpoint), values["filename"])
        if version:
            values["v"] = version


@lru_cache(maxsize=512)
def static_version(folder: Path, name: str) -> str:
    """Eight signs of the content's hash; empty for a file that is not there."""
    file = folder / name
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8] if file.is_file() else ""


def pack(response: Response) -> Response:
    """Gzip a text answer for whoever takes it."""
    if is_static(request.endpoint) and response.status_code == 200:
        is_kept = "v" in request.args or request.path.endswith(".woff2")
        response.headers["Cache-Control"] = YEAR if is_kept else "no-cache"
    if not _is_packable(response):
        return response
    response.vary.add("Accept-Encoding")
    if is_static(request.endpoint):
        packed = _packed(response.get_etag()[0] or "", _read(response))
    else:
        data = response.get_data()
        if len(data) < SMALLEST:
            return response
        packed = gzip.compress(data, 5, mtime=0)
    response.set_data(packed)
    response.headers["Content-Encoding"] = "gzip"
    return response


def _is_packable(response: Response) -> bool:
    return (
        response.status_code == 200
        and request.method == "GET"
        and (response.mimetype or "").startswith(PACKABLE)
        and (is_static(request.endpoint) or not response.direct_passthrough)
        and "Content-Encoding" not in response.headers
        and request.accept_encodings.quality("gzip") > 0
    )


def _read(response: Response) -> bytes:
    source: Any = response.response
    response.direct_passthrough = False
    data = response.get_data()
    if hasattr(source, "close"):
        source.close()
    return data


@lru_cache(maxsize=128)
def _packed(_etag: str, data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)
