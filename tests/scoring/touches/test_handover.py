"""A device without a network: the secretary loads its file or its code, once or ten times."""

from __future__ import annotations

import base64
import io
import json
import random
import zlib

import pytest
import qrcode
from PIL import Image, ImageFilter

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.scoring.models import Criterion
from eventkit.scoring.operations import release_juror
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.touches.models import TouchRow
from eventkit.scoring.touches.seals import seal_of
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_judged_event, create_juror
from eventkit.testing.pages import words
from tests.scoring.touches.phones import send, touch


@pytest.fixture
def office(app, event, task):
    """The secretary at a computer with a network."""
    db.session.commit()
    browser = app.test_client()
    account = create_account(create_person(last_name="Секретарёва"), roles={event.id: "secretary"})
    sign_in(browser, account)
    return browser


@pytest.fixture
def marks(task, fields):
    about = {"field": f"t{fields[0][1:]}", "value": "Сильное начало", "base": 0}
    return [
        touch(task, fields[0], "4"),
        touch(task, fields[1], "7.5"),
        touch(task, about["field"], about["value"]),
        touch(task, "note", "тайное для себя"),
        touch(task, "submit", ""),
    ]


def file_of(event, juror, touches, **more):
    data = {"format": "eventkit.handover/1", "event": event.slug, "juror": juror.id}
    data |= {"seal": seal_of(juror), "device": "phone", "written_at": "2025-11-05T10:00:00Z"}
    return json.dumps(data | {"touches": touches} | more, ensure_ascii=False).encode()


def code_of(event, juror, touches, way="z", **more):
    rows = [[t["id"], t["task"], t["field"], t["value"], t["base"], t["counter"]] for t in touches]
    data = {"j": juror.id, "s": seal_of(juror), "d": "phone", "t": rows} | more
    text = json.dumps(data, ensure_ascii=False).encode()
    if way == "z":
        packing = zlib.compressobj(9, zlib.DEFLATED, -15)
        text = packing.compress(text) + packing.flush()
    packed = base64.urlsafe_b64encode(text).decode().rstrip("=")
    return f"https://contest.example/manage/{event.slug}/handover#h={way}.{packed}"


def photograph(*texts, tilt=0.0, kind="JPEG"):
    """Codes on a screen, as a hand-held phone sees them: tilted, blurred, noisy."""
    photo = Image.new("L", (1500 * len(texts), 1500), 90)
    for number, text in enumerate(texts):
        code = qrcode.make(text, error_correction=qrcode.ERROR_CORRECT_L).get_image()
        photo.paste(code.convert("L").resize((1000, 1000)), (250 + 1500 * number, 250))
    photo = photo.rotate(tilt, fillcolor=90).filter(ImageFilter.GaussianBlur(1.6))
    photo = Image.blend(photo, Image.effect_noise(photo.size, 60), 0.15)
    out = io.BytesIO()
    photo.convert("RGB").save(out, kind)
    return out.getvalue()


def bring(office, event, content=None, name="marks.json", **data):
    if content is not None:
        data["file"] = (io.BytesIO(content), name)
    address = f"/manage/{event.slug}/handover"
    return office.post(address, data=data, content_type="multipart/form-data")


def load(office, event, preview):
    text = preview.text.split('name="handover" value="')[1].split('"')[0]
    return bring(office, event, handover=text, act="load")


def test_a_file_is_looked_at_and_then_loaded(office, event, juror, task, fields, marks):
    preview = bring(office, event, file_of(event, juror, marks))
    page = words(preview)
    for told in (juror.person.full_name, "2 балла, 2 текста, 1 отправка листа", "Э-117", "7,5"):
        assert told in page
    assert "тайное" not in page
    assert sheet_of(task.id) is None
    done = words(load(office, event, preview))
    assert "Загружено 5 отметок" in done
    assert "тайное" not in done
    sheet = sheet_of(task.id)
    assert (sheet.state, str(sheet.total), sheet.private_note) == (
        "submitted", "23/2", "тайное для себя",
    )  # fmt: skip
    assert {row.via for row in db.session.query(TouchRow)} == {"file"}
    line = db.session.query(JournalLine).filter_by(act="touches.handed_over").one()
    assert line.data == {"via": "file", "touches": 5}
    again = words(load(office, event, preview))
    assert "Всё это уже загружено" in again
    assert db.session.query(TouchRow).count() == 5
    assert db.session.query(JournalLine).filter_by(act="touches.handed_over").count() == 1


@pytest.mark.parametrize(
    ("tilt", "way", "kind"), [(0, "z", "JPEG"), (17, "z", "PNG"), (-8, "p", "WEBP")]
)
def test_a_photographed_code_is_loaded(office, event, juror, task, fields, tilt, way, kind):
    code = code_of(event, juror, [touch(task, fields[0], "4"), touch(task, fields[1], "2")], way)
    preview = bring(office, event, photograph(code, tilt=tilt, kind=kind), "photo.jpg")
    assert "2 балла" in words(preview)
    assert "Загружено 2 отметки" in words(load(office, event, preview))
    assert [mark.steps for mark in sheet_of(task.id).marks] == [4, 4]
    assert db.session.query(TouchRow).first().via == "code"


def test_a_link_read_by_a_phone_does_as_well(office, event, juror, task, fields):
    link = code_of(event, juror, [touch(task, fields[0], "4")])
    for text in (link, link.partition("#h=")[2], f" {link}\n"):
        assert "1 балл" in words(bring(office, event, handover=text))


def test_the_network_and_the_file_may_both_come(office, phone, event, juror, task, fields, marks):
    send(phone, *marks[:2])
    preview = bring(office, event, file_of(event, juror, marks))
    assert "Загружено 3 отметки" in words(load(office, event, preview))
    assert {r["outcome"] for r in send(phone, *marks)["results"]} == {"applied"}


def refused(office, event, content=None, **data):
    answer = bring(office, event, content, **data)
    assert answer.status_code == 422
    assert db.session.query(TouchRow).count() == 0
    return words(answer)


def test_what_is_wrong_is_told_in_words(office, event, juror, task, fields, marks):
    good, code = file_of(event, juror, marks), code_of(event, juror, marks[:2])
    other = create_judged_event()
    stranger = create_juror(other)
    db.session.commit()
    cases = {
        "Выберите файл": (None, {}),
        "не файл с устройства": (b"%PDF-1.7 ...", {}),
        "Кода на снимке не видно": (photograph_of_nothing(), {}),
        "другой код": (photograph("https://example.org"), {}),
        "несколько кодов": (photograph(code, code_of(event, juror, marks[1:3])), {}),
        "Это баллы другого мероприятия": (file_of(other, stranger, marks), {}),
        "такого человека нет": (file_of(event, stranger, marks), {}),
        "Печать не подошла": (file_of(event, juror, marks, seal="AAAAAAAAAAAAAAAAAAAAAA"), {}),
        "ни одного балла": (file_of(event, juror, []), {}),
        "Файл повреждён": (good[:-20], {}),
        "Это не файл с баллами": (b'{"format": "something/1"}', {}),
        "прочитан не целиком": (None, {"handover": code[:-12]}),
        "не ссылка из кода": (None, {"handover": "https://example.org/"}),
    }
    for told, (content, data) in cases.items():
        assert told in refused(office, event, content, **data), told
    foreign = code_of(event, stranger, marks[:1])
    assert "такого человека нет" in refused(office, event, handover=foreign)


def photograph_of_nothing():
    out = io.BytesIO()
    Image.effect_noise((400, 300), 30).save(out, "PNG")
    return out.getvalue()


def test_damaged_files_and_codes_never_break_the_page(office, event, juror, marks):
    dice = random.Random(7)
    good, code = file_of(event, juror, marks), code_of(event, juror, marks).encode()
    for _ in range(60):
        for whole, name in ((good, "file"), (code, "text")):
            body = bytearray(whole)
            body[dice.randrange(len(body))] = dice.randrange(32, 127)
            if name == "file":
                answer = bring(office, event, bytes(body))
            else:
                answer = bring(office, event, handover=body.decode())
            assert answer.status_code in (200, 422)


def test_a_code_that_unpacks_without_end_is_refused(office, event):
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packing.compress(b" " * 50_000_000) + packing.flush()
    text = "z." + base64.urlsafe_b64encode(bomb).decode().rstrip("=")
    assert "не целиком или повреждён" in refused(office, event, handover=text)


def test_marks_of_a_juror_who_has_left_are_kept_apart(office, event, juror, task, fields, marks):
    content, entry_id = file_of(event, juror, marks[:1]), task.entry_id
    release_juror(juror)
    db.session.commit()
    preview = bring(office, event, content)
    assert "вышел из жюри" in words(preview)
    assert "работу у вас уже забрали" in words(load(office, event, preview))
    kept = db.session.query(TouchRow).one()
    assert (kept.outcome, kept.entry_id, kept.is_open) == ("late", entry_id, True)


def test_a_large_file_is_loaded_part_by_part(office, event, juror, task, fields):
    many = [touch(task, fields[0], str(number % 6)) for number in range(450)]
    preview = bring(office, event, file_of(event, juror, many))
    assert "Загружено 450 отметок" in words(load(office, event, preview))
    lines = db.session.query(JournalLine).filter_by(act="touches.handed_over").all()
    assert [line.data["touches"] for line in lines] == [200, 200, 50]
    assert db.session.query(Criterion).count() == 2


def test_only_organizer_and_secretary_load(app, event, juror, marks):
    db.session.commit()
    chair = app.test_client()
    sign_in(chair, create_account(create_person(), roles={event.id: "chair"}))
    assert chair.get(f"/manage/{event.slug}/handover").status_code == 403
    assert bring(chair, event, file_of(event, juror, marks)).status_code == 403
