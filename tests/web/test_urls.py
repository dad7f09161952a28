"""Addresses that are built once stay the right ones."""

from flask import Flask, render_template_string, url_for

from eventkit.web.urls import addresses_by_number


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
