"""Addresses that are built once stay the right ones."""

from typing import Any

import pytest
from flask import Flask, render_template_string, url_for
from werkzeug.routing import Rule

from eventkit.web.urls import addresses_by_number, init_urls


def test_rows_get_the_addresses_that_their_pages_have(app: Flask) -> None:
    """Noughts elsewhere in the address are not taken for the row's number."""
    slug = "esse-2020"
    with app.test_request_context():
        address = addresses_by_number("registration.application", "number", slug=slug)
        for number in (1, 20, 300):
            assert address(number) == url_for("registration.application", slug=slug, number=number)


def test_a_remembered_address_is_that_of_the_root_it_was_asked_under(app: Flask) -> None:
    """The same site may be reached with and without a prefix, and in either order."""
    text = "{{ url_for('desk.desk') }} {{ url_for('static', filename='emblem.svg') }}"
    with app.test_request_context():
        plain = render_template_string(text)
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": "/konkurs"}):
        prefixed = render_template_string(text)
    with app.test_request_context():
        assert render_template_string(text) == plain
    assert [f"/konkurs{part}" for part in plain.split()] == prefixed.split()
    assert plain.startswith("/desk /static/emblem.svg?v=")


def test_addresses_with_arguments_are_built_each_time(app: Flask) -> None:
    text = "{{ url_for('desk.cockpit', slug=slug) }}"
    with app.test_request_context():
        built = [render_template_string(text, slug=slug) for slug in ("a", "b")]
        assert built == [url_for("desk.cockpit", slug=slug) for slug in ("a", "b")]


def test_a_rule_is_made_ready_when_its_address_is_built_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of hundreds of pages a start builds no address."""
    made = []

    def counted(rule: Rule, *given: Any) -> Any:
        made.append(rule.rule)
        return compiled(rule, *given)

    compiled = Rule._compile_builder
    monkeypatch.setattr(Rule, "_compile_builder", counted)
    app = Flask("plain", static_folder=None)
    init_urls(app)
    app.add_url_rule("/works/<self>/<int:number>", "work", defaults={"number": 1})
    app.add_url_rule("/works/<self>/page/<int:number>", "work")
    app.add_url_rule("/people/<int:id>", "person")
    assert made == []
    with app.test_request_context():
        for _again in range(2):
            assert url_for("work", self="a b", number=1) == "/works/a%20b/1"
            assert url_for("work", self="a b", number=2, q="я") == "/works/a%20b/page/2?q=%D1%8F"
    assert made == ["/works/<self>/<int:number>", "/works/<self>/page/<int:number>"]
