"""Whatever comes to the device's door: 400 in words or an answer, never a failure."""

from __future__ import annotations

import json
import random
from contextlib import suppress

import pytest

from eventkit.scoring.queries import sheet_of
from eventkit.scoring.touches.reading import MalformedError, parsed, touches_of
from tests.scoring.touches.phones import one, send, touch

GOOD = {"id": "a", "task": 1, "field": "c1", "value": "4", "base": 0, "counter": 1}
JUNK = (
    None, True, False, -1, 0, 2**31, 2**53 + 1, 10**400, 1.5, "", "я", "\x00", "\ud800", [], {},
    [[]], "a" * 70, "'; DROP TABLE touch; --",
)  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"device": "d"}',
        b'{"touches": []}',
        b'{"device": "d", "touches": 1}',
        b'{"device": "d", "touches": [1]}',
        b'{"device": "d", "touches": [{}]}',
        b'{"device": "' + b"d" * 65 + b'", "touches": []}',
        b'{"device": "d", "touches": [NaN]}',
        b'{"device": "d", "touches": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_malformed_body_is_told_in_words(phone, body):
    answer = phone.post("/jury/touches", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["kind"]) == (400, "malformed")
    assert answer.json["message"]


def test_each_field_with_each_kind_of_junk(phone, task, fields):
    for name in (*GOOD, "made_at", "resolves"):
        for value in JUNK:
            wrong = touch(task, fields[0], "4") | {name: value}
            body = json.dumps({"device": "d", "touches": [wrong]})
            answer = phone.post("/jury/touches", data=body, content_type="application/json")
            assert answer.status_code in (200, 400), (name, value, answer.text)
            assert answer.status_code == 200 or answer.json["message"]


def test_what_no_database_can_hold_is_dropped_from_texts(phone, task):
    result = one(phone, task, "note", "до\x00 и \ud800после\r\nстрока")
    assert result["outcome"] == "applied"
    assert sheet_of(task.id).private_note == "до и после\nстрока"


def test_a_text_longer_than_its_place_is_refused_and_kept(phone, task):
    result = one(phone, task, "note", "я" * 30_000)
    assert result["outcome"] == "refused"
    assert "длиннее" in result["message"]


def test_too_many_at_once_are_sent_back(phone, task, fields):
    many = [touch(task, fields[0], "1") for _ in range(501)]
    assert "не больше 500" in send(phone, *many, status=413)["message"]
    body = b'{"device": "' + b" " * 5_000_000 + b'"}'
    answer = phone.post("/jury/touches", data=body, content_type="application/json")
    assert answer.status_code == 413


def test_a_batch_of_five_hundred_is_one_short_transaction(phone, task, fields, count_queries):
    many = [touch(task, fields[0], str(number % 6)) for number in range(500)]
    results = send(phone, *many)["results"]
    assert {result["outcome"] for result in results} <= {"applied", "same"}
    assert sheet_of(task.id).marks[0].steps == 499 % 6


def test_any_bytes_are_read_or_refused_in_words(app):
    dice = random.Random(4)
    good = json.dumps({"device": "d", "touches": [GOOD]}).encode()
    for _ in range(2000):
        body = bytearray(good)
        for _hit in range(dice.randint(1, 4)):
            body[dice.randrange(len(body))] = dice.randrange(256)
        with suppress(MalformedError):
            touches_of(parsed(bytes(body)))
