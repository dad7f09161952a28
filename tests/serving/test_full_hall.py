"""A hall full of phones and screens, each with a connection that stays open."""

from __future__ import annotations

from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from tests.serving.process import Served, installation

PHONES = 160  # a hundred teams and sixty screens


def test_the_last_one_in_a_full_hall_is_answered_while_all_others_stay_connected(
    tmp_path: Path,
) -> None:
    with installation(tmp_path):
        pass
    hall = Served(tmp_path)
    with ExitStack() as stack:
        for _phone in range(PHONES):
            phone = HTTPConnection("127.0.0.1", hall.port, timeout=10)
            stack.callback(phone.close)
            phone.request("GET", "/healthz")
            answer = phone.getresponse()
            assert answer.status == 200
            answer.read()
            assert phone.sock is not None, "the connection stays"
    hall.stop()
