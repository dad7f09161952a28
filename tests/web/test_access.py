"""Every route names a rule, and answers carry the security headers."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from eventkit.testing.pages import words
from eventkit.web.static_files import is_static


def test_every_view_names_its_rule(app: Flask) -> None:
    """No permission is implied; static files, served by Flask itself, are the one exception."""
    nameless = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not is_static(rule.endpoint)
        and not hasattr(app.view_functions[rule.endpoint], "access_rule")
    ]
    assert nameless == []


def test_a_page_allows_no_inline_script_and_no_foreign_host(client: FlaskClient) -> None:
    """The policy stands on pages and on errors."""
    for path in ("/login", "/no-such-page"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_pages_hold_no_inline_script_or_style(client: FlaskClient) -> None:
    """What the policy would refuse is not written at all."""
    for path in ("/login", "/components", "/no-such-page"):
        text = client.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text


def test_an_unknown_address_gets_a_page_that_helps(client: FlaskClient) -> None:
    """404 in the reader's language."""
    answer = client.get("/no-such-page", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Такой страницы нет" in words(answer)
