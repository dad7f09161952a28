"""What a monitor asks."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_a_living_process_says_so(client: FlaskClient) -> None:
    """The address answers without a session."""
    assert client.get("/healthz").get_json() == {"status": "alive"}
