"""What a service worker keeps, beside what its pages ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

_ASKED = re.compile(r'(?:href|src)="((?:/\w+)?/static/[^"]+)"')
_IMPORTED = re.compile(r'(?:from|import)\s*\(?"(\.[^"]+\.js)"')


def told_by(client: FlaskClient, worker: str) -> dict[str, Any]:
    """What the server tells the worker at this address; everything it is to keep is there."""
    answer = client.get(worker)
    assert answer.mimetype == "text/javascript"
    told: dict[str, Any] = json.loads(answer.text.partition("const TOLD = ")[2].partition(";\n")[0])
    assert answer.headers["Service-Worker-Allowed"] == told["home"]
    for address in told["assets"]:
        assert client.get(address).status_code == 200, address
    return told


def not_kept(client: FlaskClient, kept: Iterable[str], pages: Iterable[str]) -> set[str]:
    """Addresses of static files that these pages and their modules need and ``kept`` lacks."""
    needed: set[str] = set()
    waiting = [one for page in pages for one in _ASKED.findall(client.get(page).text)]
    assert waiting
    while waiting:
        address = waiting.pop()
        if address in needed:
            continue
        needed.add(address)
        # app.js fetches the rest only for pages that do not go offline.
        if urlsplit(address).path.endswith(".js") and "/app.js" not in address:
            found = _IMPORTED.findall(client.get(address).text)
            waiting += [urljoin(urlsplit(address).path, one) for one in found]
    return needed - set(kept)
