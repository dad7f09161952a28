"""What every page shares: the living page of components and the pages of errors."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import eventkit

STATIC = Path(eventkit.__file__).parent / "static"


def test_the_living_page_shows_a_mistake_at_its_field(client: FlaskClient) -> None:
    """The field names its message, and what was typed stays."""
    page = client.get("/components").get_data(as_text=True)
    field = re.search(r'<input[^>]*name="since"[^>]*>', page)
    assert field
    assert 'aria-describedby="since-error"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'value="31.09.2023"' in field[0]
    assert 'id="since-error"' in page


def test_no_page_needs_what_the_policy_forbids(client: FlaskClient) -> None:
    """No style attribute, style element, inline script or handler."""
    answer = client.get("/components")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert not re.findall(r"<[^>]+\s(?:style|on[a-z]+)=", page)
    assert "<style" not in page
    assert not re.findall(r"<script(?![^>]*\ssrc=)", page)


def test_a_wrong_address_says_what_to_do(client: FlaskClient) -> None:
    """The page of error 404 leads to the start."""
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.get_data(as_text=True).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "item",
    json.loads((STATIC / "vendor/manifest.json").read_text(encoding="utf-8"))["files"],
    ids=lambda item: item["file"],
)
def test_vendored_files_are_the_ones_named(item: dict[str, str]) -> None:
    """Each file has the sum that the manifest gives, and its licence beside it."""
    content = (STATIC / item["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == item["sha256"]
    assert (STATIC / item["licence_file"]).read_text(encoding="utf-8").strip()


def test_fonts_and_styles_stay_within_their_budget() -> None:
    """90 KB for all fonts, 14 KB packed for the sheets that every page loads."""
    fonts = sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2"))
    assert fonts <= 90 * 1024
    names = ("tokens", "base", "components", "pages", "print")
    sheets = b"".join((STATIC / f"css/{name}.css").read_bytes() for name in names)
    assert len(gzip.compress(sheets, 9)) <= 14 * 1024
