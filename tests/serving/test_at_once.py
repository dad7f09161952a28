"""Sixteen teachers press «Отправить заявку» in the same minute, each with a file."""

from __future__ import annotations

import io
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import EntryFile
from eventkit.files.operations import open_file
from eventkit.journal.queries import verify
from eventkit.mail.models import Letter
from eventkit.registration.models import Registration
from eventkit.testing.factories import create_organization
from eventkit.testing.registration import ANNA, create_open_event
from eventkit.web.clock import now
from tests.serving.process import Client, Served, installation

# In every check tests/registration/test_at_once.py tells it inside one process, with small files.
pytestmark = [pytest.mark.sqlite, pytest.mark.all]

HOW_MANY = 16
SCHOOL = "МАОУ СОШ №1 с. Вымыслово"


def usual_work(number: int) -> bytes:
    """A Word file as large as usual ones, with a picture, unlike every other."""
    picture = io.BytesIO()
    Image.effect_noise((400, 400), 60 + number).save(picture, "PNG")
    document = docx.Document()
    for paragraph in range(20):
        document.add_paragraph(f"Эссе {number}, часть {paragraph}. " + "Я вхожу в класс. " * 15)
    document.add_picture(picture)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def apply(port: int, slug: str, nomination: str, number: int, work: bytes, told: Any) -> None:
    """The whole form, step by step; ``told`` gets each status and where it led."""
    you = ANNA | {"first_name": "Дарья" + "а" * number, "email": f"d{number}@example.org"}
    steps: tuple[tuple[str, dict[str, str], tuple[str, bytes] | None], ...] = (
        ("school", {"organization": SCHOOL}, None),
        ("nomination", {"nomination": nomination}, None),
        ("work", {"title": f"Эссе {number}"}, (f"essay-{number}.docx", work)),
        ("consents", {"processing": "y"}, None),
        ("check", {}, None),
    )
    with Client(port) as client:
        client.get(f"/events/{slug}/register")
        answer = client.post(f"/events/{slug}/register", you)
        told.append((answer.status, answer.location))
        own = answer.location.rpartition("/")[0]
        for step, fields, file in steps:
            client.get(f"{own}/{step}")
            answer = client.post(f"{own}/{step}", fields, file)
            told.append((answer.status, answer.location))


def test_sixteen_applications_with_files_at_once_all_arrive(tmp_path: Path) -> None:
    with installation(tmp_path):
        event = create_open_event()
        stage = event.stage("registration")
        assert stage
        stage.opens_at, stage.closes_at = now() - timedelta(days=1), now() + timedelta(days=1)
        create_organization(short_name=SCHOOL)
        db.session.flush()
        slug, nomination = event.slug, str(event.nominations[0].id)
    works = [usual_work(number) for number in range(HOW_MANY)]
    told: list[list[tuple[int, str]]] = [[] for _work in works]
    server = Served(tmp_path)
    teachers = [
        threading.Thread(
            target=apply, args=(server.port, slug, nomination, number, works[number], told[number])
        )
        for number in range(HOW_MANY)
    ]
    for teacher in teachers:
        teacher.start()
    for teacher in teachers:
        teacher.join(300)
    server.stop()
    assert [[status for status, _place in steps] for steps in told] == [[302] * 6] * HOW_MANY
    assert all(steps[-1][1].endswith("/sent") for steps in told)
    log = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert "locked" not in log
    assert "Traceback" not in log
    with installation(tmp_path):
        rows = db.session.scalars(select(Registration).order_by(Registration.number)).all()
        assert [row.number for row in rows] == list(range(1, HOW_MANY + 1))
        assert {row.state for row in rows} == {"submitted"}
        assert {bytes_of(file) for file in db.session.scalars(select(EntryFile))} == set(works)
        assert len(db.session.scalars(select(Letter)).all()) == HOW_MANY
        assert verify() == []


def bytes_of(file: EntryFile) -> bytes:
    """A stored file as it was sent."""
    with open_file(file.file) as stream:
        return stream.read()
