"""Letters reach a real server: once, in Russian, again after a failure, or with a reason."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.mail.operations import enqueue
from eventkit.mail.sending import CLAIM_HOLDS, PAUSES, send_due
from eventkit.web.clock import set_clock
from tests.mail.sink import Sink

START = datetime(2025, 11, 1, 3, 0, tzinfo=UTC)
SENDING = Path(__file__).parent / "send_letters.py"


@pytest.fixture(autouse=True)
def clock() -> None:
    """The morning of a day."""
    at(0)


def at(minutes: float) -> None:
    """Let it be so many minutes after the start."""
    set_clock(lambda: START + timedelta(minutes=minutes))


def write(recipient: str = "zvonkova@example.org", subject: str = "Итоги конкурса") -> Letter:
    letter = enqueue(recipient, subject, "Здравствуйте.\n\nИтоги опубликованы.", kind="results")
    assert letter
    db.session.commit()
    return letter


def found(letter: Letter) -> Letter:
    db.session.expire_all()
    return db.session.get_one(Letter, letter.id)


def test_a_letter_arrives_as_it_was_written(sink: Sink) -> None:
    write(subject="Заявка № 7 допущена: «К вершинам мастерства»")
    assert send_due() == 1
    [arrived] = sink.letters
    assert arrived["Subject"] == "Заявка № 7 допущена: «К вершинам мастерства»"
    assert arrived["To"] == "zvonkova@example.org"
    assert arrived["From"] == "contests@example.org"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content().splitlines() == ["Здравствуйте.", "", "Итоги опубликованы."]


def test_a_letter_goes_once(sink: Sink) -> None:
    letter = write()
    assert (send_due(), send_due()) == (1, 0)
    assert found(letter).state == "sent"
    assert found(letter).sent_at == START
    at(100_000)
    assert send_due() == 0
    assert len(sink.letters) == 1


def test_two_senders_at_once_send_each_letter_once(app: Flask, sink: Sink) -> None:
    addresses = [f"person{number}@example.org" for number in range(12)]
    for address in addresses:
        write(address)
    start = threading.Barrier(2)

    def send() -> None:
        with app.app_context():
            start.wait(30)
            send_due()
            db.session.remove()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(sink.recipients) == sorted(addresses)


def test_a_temporary_refusal_is_tried_again_at_the_named_times(sink: Sink) -> None:
    """After 1, 5, 15, 60, 240 and 720 minutes, and not a moment earlier; then it is given up."""
    sink.to_recipient = lambda _address: "451 come later"
    letter = write()
    tried = []
    minutes = 0
    for pause in (*PAUSES, 0):
        before = sink.asked
        send_due()
        assert sink.asked == before + 1
        tried.append(minutes)
        assert found(letter).state == ("waiting" if pause else "failed")
        at(minutes + pause - 0.01)
        send_due()
        assert sink.asked == before + 1
        minutes += pause
        at(minutes)
    assert tried == [0, 1, 6, 21, 81, 321, 1041]
    assert "451" in (found(letter).error or "")
    at(1_000_000)
    assert send_due() == 0


def test_a_letter_that_waited_arrives_when_the_server_takes_it(sink: Sink) -> None:
    sink.to_data = lambda: "452 the disk is full"
    letter = write()
    send_due()
    assert found(letter).error == "452 the disk is full"
    sink.to_data = lambda: "250 OK"
    at(1)
    assert send_due() == 1
    assert (found(letter).state, found(letter).error) == ("sent", None)
    assert found(letter).attempts == 2


def test_a_final_refusal_gives_up_at_once_and_says_why(sink: Sink) -> None:
    """The other letters of the batch go out."""
    sink.to_recipient = lambda address: "550 no such user" if "gone" in address else "250 OK"
    gone, other = write("gone@example.org"), write()
    assert send_due() == 1
    assert (found(gone).state, found(gone).error) == ("failed", "550 no such user")
    assert found(other).state == "sent"


@pytest.mark.parametrize("address", ["звонкова@example.org", "a@b@c", "x" * 80])
def test_an_address_that_cannot_be_written_stops_nobody(sink: Sink, address: str) -> None:
    sink.to_recipient = lambda given: "250 OK" if given == "zvonkova@example.org" else "553 no"
    odd, other = write(address), write()
    send_due()
    assert found(odd).state == "failed"
    assert found(other).state == "sent"


def test_a_server_out_of_reach_costs_one_try(app: Flask) -> None:
    """The first letter waits its minute, the others are not even claimed."""
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    first, second = write(), write()
    assert send_due() == 0
    assert [found(first).attempts, found(second).attempts] == [1, 0]
    assert found(first).next_try_at == START + timedelta(minutes=1)


def test_a_crash_between_claim_and_mark_loses_no_letter(app: Flask, sink: Sink) -> None:
    """A sender killed in the middle of a letter: it waits until the claim expires, then goes."""
    letter = write()
    url = str(app.config["MAIL_URL"])
    child = subprocess.Popen(
        [sys.executable, str(SENDING), app.config["SQLALCHEMY_DATABASE_URI"], url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def kill() -> str:
        child.kill()
        return "451 interrupted"

    sink.to_data = kill
    assert child.stdin
    assert child.stdout
    assert child.stdout.readline() == "ready\n"
    set_clock(None)
    child.communicate("go\n", timeout=60)
    assert child.returncode == -9
    assert (found(letter).state, found(letter).attempts) == ("waiting", 1)
    sink.to_data = lambda: "250 OK"
    assert send_due() == 0
    later = found(letter).next_try_at + timedelta(seconds=1)
    assert later <= datetime.now(UTC) + CLAIM_HOLDS + timedelta(seconds=1)
    set_clock(lambda: later)
    assert send_due() == 1
    assert sink.recipients == ["zvonkova@example.org"]


def test_a_letter_belongs_to_the_transaction_that_causes_it(sink: Sink) -> None:
    enqueue("zvonkova@example.org", "Итоги", "Текст", kind="results")
    db.session.rollback()
    assert send_due() == 0
    assert enqueue("", "Итоги", "Текст", kind="results") is None


def test_a_subject_cannot_smuggle_a_header(sink: Sink) -> None:
    write(subject="Итоги\r\nBcc: thief@example.org")
    send_due()
    [arrived] = sink.letters
    assert arrived["Subject"] == "Итоги Bcc: thief@example.org"
    assert sink.recipients == ["zvonkova@example.org"]
