"""What is sent: small, and kept by browsers as long as it is right."""

from __future__ import annotations

import gzip
import re

from flask.testing import FlaskClient


def test_a_page_is_packed_for_whoever_takes_it(client: FlaskClient) -> None:
    """The packed page unpacks to the plain one but for the request's own tokens."""
    plain = client.get("/components").text
    answer = client.get("/components", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < len(plain.encode()) / 3
    assert gzip.decompress(answer.data).decode()[:200] == plain[:200]


def test_a_versioned_style_sheet_is_kept_for_a_year(client: FlaskClient) -> None:
    """The page asks for the version, and without a version the browser asks again."""
    found = re.search(r'href="(/static/css/base\.css\?v=[0-9a-f]{8})"', client.get("/login").text)
    assert found is not None
    with client.get(found[1]) as versioned:
        assert "immutable" in versioned.headers["Cache-Control"]
    with client.get("/static/css/base.css") as bare:
        assert bare.headers["Cache-Control"] == "no-cache"
    same = {"If-None-Match": bare.headers["ETag"]}
    with client.get("/static/css/base.css", headers=same) as again:
        assert again.status_code == 304


def test_the_first_visit_takes_less_than_150_kilobytes(client: FlaskClient) -> None:
    """The page, its styles, script and preloaded fonts, as they travel."""
    headers = {"Accept-Encoding": "gzip"}
    page = client.get("/login", headers=headers)
    text = gzip.decompress(page.data).decode()
    needed = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
    assert len(needed) > 5
    sent = len(page.data)
    for path in needed:
        with client.get(path, headers=headers) as answer:
            sent += len(answer.data)
    assert sent < 150_000, sent
