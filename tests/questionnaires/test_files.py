"""A questionnaire goes out and in as one file or as a workbook; mistakes are named by their row."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.questionnaires.authoring.reading import TableError, read_workbook
from eventkit.questionnaires.authoring.workbook import to_workbook
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.library import library
from eventkit.questionnaires.models import Questionnaire
from eventkit.testing.pages import words
from eventkit.web.i18n import in_language
from tests.questionnaires.conftest import EVERY_KIND


def book(*rows: tuple[Any, ...], **sheets: list[tuple[Any, ...]]) -> bytes:
    made = Workbook()
    first = made.active
    assert first is not None
    first.title = "Пункты"
    for row in rows:
        first.append(row)
    for title, lines in sheets.items():
        sheet = made.create_sheet(title)
        for row in lines:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_workbook_is_read_back_whole_whatever_language_it_was_written_in(
    app: Flask, language: str
) -> None:
    for document in (EVERY_KIND, *(one.document for one in library())):
        whole = Instrument.from_dict(document).to_dict()
        with app.test_request_context(), in_language(language):
            data = to_workbook(whole)
        assert read_workbook(data, "book.xlsx") == whole
    titles = load_workbook(io.BytesIO(data)).sheetnames
    assert titles[1] == {"ru": "Пункты", "en": "Items"}[language]


def test_a_column_of_texts_is_enough(app: Flask) -> None:
    data = book(("Текст",), ("Мне спокойно.",), ("Мне шумно.",))
    assert read_workbook(data, "Настроение.xlsx") == (
        Instrument.from_dict(
            {
                "format": "eventkit-questionnaire",
                "version": 1,
                "title": "Настроение",
                "items": [
                    {"id": "q1", "text": "Мне спокойно."},
                    {"id": "q2", "text": "Мне шумно."},
                ],
            }
        ).to_dict()
    )


def test_every_mistake_is_named_by_its_worksheet_and_row(app: Flask) -> None:
    data = book(
        ("Код", "Вид", "Текст", "До"),
        ("q1", "один", "Стаж", ""),
        ("q2", "согласие", "Спокойно", "много"),
        ("q2", "квадрат", "Шумно", ""),
        Варианты=[("Пункт", "Текст"), ("q1", "до года"), ("q9", "больше")],
        Шкалы=[("Код", "Название", "Пункты"), ("A", "Покой", "q2, q7")],
    )
    with pytest.raises(TableError) as refused:
        read_workbook(data, "x.xlsx")
    assert refused.value.mistakes[0] == "Варианты, строка 3: пункта «q9» нет."
    assert "Пункты, строка 2: Нужно хотя бы 2." in refused.value.mistakes
    assert "Пункты, строка 3: «До». «много» – не число." in refused.value.mistakes
    assert "Пункты, строка 4: «Код». «q2» встречается дважды." in refused.value.mistakes
    assert "Шкалы, строка 2: «Пункты». «q7» здесь нет." in refused.value.mistakes
    assert any(one.startswith("Пункты, строка 4: «Вид».") for one in refused.value.mistakes)
    with pytest.raises(TableError, match="ни одного пункта"):
        read_workbook(book(("Текст",)), "x.xlsx")


def test_files_go_out_and_in_on_pages(
    organizer: FlaskClient, event: Event, everything: Questionnaire
) -> None:
    root = f"/manage/{event.slug}/questionnaires"
    own = f"{root}/{everything.id}"
    for ending in ("json", "xlsx"):
        got = organizer.get(f"{own}/questionnaire.{ending}")
        sent = {"file-file": (io.BytesIO(got.data), f"all.{ending}")}
        organizer.post(f"{root}/file", data=sent, content_type="multipart/form-data")
    db.session.expire_all()
    drafts = [one.draft for one in db.session.query(Questionnaire)]
    assert drafts == [everything.draft] * 3
    broken = json.dumps(everything.draft | {"scales": [{"id": "A", "title": "?"}]}).encode()
    for content, said in (
        (broken, "Шкала 1"),
        (b"{", "не JSON"),
        (b'{"format": "eventkit-quest"}', "Это не файл опросника."),
        (b"PK\x03\x04", "не открывается"),
        (book(("Текст",)), "ни одного пункта"),
    ):
        sent = {"file": (io.BytesIO(content), "x.xlsx")}
        page = organizer.post(f"{own}/file", data=sent, content_type="multipart/form-data")
        assert page.status_code == 422
        assert said in words(page)
    assert organizer.post(f"{own}/file", data={}).status_code == 422
    column = {"file": (io.BytesIO(book(("Текст",), ("Тихо",))), "Тишина.xlsx")}
    organizer.post(f"{own}/file", data=column, content_type="multipart/form-data")
    db.session.expire_all()
    assert everything.draft["title"] == {"ru": "Тишина"}


def test_the_library_is_our_own_in_both_languages_and_says_so(
    organizer: FlaskClient, event: Event
) -> None:
    root = f"/manage/{event.slug}/questionnaires"
    page = words(organizer.get(f"{root}/new"))
    for ready in library():
        instrument = Instrument.from_dict(ready.document)
        assert instrument.title["ru"] in page
        assert "CC0" in instrument.licence
        assert instrument.source
        texts = [instrument.title, instrument.intro, instrument.thanks]
        for item in instrument.items:
            texts += [item.text, *item.labels, *(one.text for one in (*item.options, *item.rows))]
        texts += [one for scale in instrument.scales for one in (scale.title, scale.about)]
        assert all(text["ru"] and text["en"] for text in texts), ready.name
        answer = organizer.post(f"{root}/library/{ready.name}", follow_redirects=True)
        assert "взят из библиотеки" in words(answer)
    assert organizer.post(f"{root}/library/none").status_code == 404
