"""A filled sheet that is printed and typed back says the same."""

from __future__ import annotations

import io
import random
from decimal import Decimal
from fractions import Fraction

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit.app import create_app
from eventkit.db import db
from eventkit.printing.reading_codes import read_codes
from eventkit.printing.score_sheets import ScoreSheet, score_sheets
from eventkit.scoring.marks import steps_of
from eventkit.scoring.models import Criterion, Mark
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.paper.printed import filled_lines, form_of, has_boxes
from eventkit.scoring.paper.typed import spelled
from eventkit.scoring.queries import sheet_of
from eventkit.testing.fixtures import SETTINGS
from eventkit.testing.forms import forms_of
from eventkit.testing.juries import create_entry, create_juror, create_task, enter_by_link
from eventkit.web.i18n import exact_words
from tests.scoring.paper.hall import Hall

STEPS = ("1", "0.5", "0.1", "0.25")
WEIGHTS = ("1", "1.5", "2", "0.333")
RIGHT_COLUMN = 174
"""Millimetres from the left edge: what stands beyond is a mark in digits."""


def criterion(number: int, maximum: int, step: str, weight: str) -> Criterion:
    return Criterion(
        id=number,
        code=f"K{number}",
        title=f"Критерий {number}",
        maximum=Decimal(maximum),
        step=Decimal(step),
        weight=Decimal(weight),
        description="",
        levels=[],
    )


def exact_sum(criteria: list[Criterion], steps: list[int | None]) -> Fraction:
    """Σ mark × weight, worked out here."""
    return sum(
        (
            (count or 0) * Fraction(c.step) * Fraction(c.weight)
            for c, count in zip(criteria, steps, strict=True)
        ),
        Fraction(0),
    )


@st.composite
def scales(draw: st.DrawFn) -> tuple[Criterion, int]:
    maximum, step = draw(st.integers(3, 100)), draw(st.sampled_from(STEPS))
    most = int(maximum / Fraction(step))
    return criterion(1, maximum, step, "1"), draw(st.integers(0, most))


@pytest.fixture(scope="module", autouse=True)
def language(tmp_path_factory):
    """One application for all examples: words are in its language."""
    folder = tmp_path_factory.mktemp("words")
    url = f"sqlite:///{folder / 'words.db'}"
    app = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url}, instance=folder)
    with app.app_context():
        yield


@settings(max_examples=400)
@given(scales())
def test_each_mark_that_is_printed_is_typed_back_as_it_was(scale: tuple[Criterion, int]) -> None:
    """In digits, and by the boxes that are crossed out."""
    one, steps = scale
    (line,) = filled_lines([one], {1: Mark(criterion_id=1, steps=steps)})
    assert steps_of(one, spelled(line.mark)) == steps
    if has_boxes(one):
        assert line.box is not None
        assert steps_of(one, spelled(f"{line.box}{'½' if line.half else ''}")) == steps


def right_columns(pdf: bytes) -> list[list[str]]:
    """What stands at the right edge of each page, from above."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.get_textpage()
            .get_text_bounded(left=RIGHT_COLUMN / 25.4 * 72, bottom=60, top=690)
            .split()
            for page in document
        ]
    finally:
        document.close()


def test_marks_and_total_of_forty_kinds_of_sheets_are_read_from_the_pdf() -> None:
    """Steps ½, 0.1 and ¼, maxima from 3 to 100, weights, gaps: typed from the page, the same."""
    chance = random.Random(2026)
    sheets, wanted = [], []
    for number in range(40):
        weights = WEIGHTS if number % 2 else ("1",)
        criteria = [
            criterion(i, chance.randint(3, 100), chance.choice(STEPS), chance.choice(weights))
            for i in range(1, chance.randint(2, 8))
        ]
        steps = [chance.randint(0, int(c.maximum / c.step)) for c in criteria]
        given = zip(criteria, steps, strict=True)
        marks = {c.id: Mark(criterion_id=c.id, steps=count) for c, count in given}
        total = exact_sum(criteria, steps)
        wanted.append((criteria, steps, total))
        sheets.append(
            ScoreSheet(
                form=form_of(criteria),
                juror="Взвешенный Олег Маркович",
                code=f"Э-{number}",
                nomination="Эссе",
                number="0007 9444",
                address="https://konkurs.example/manage/k/paper/00079444",
                filled=filled_lines(criteria, marks),
                total=exact_words(total),
            )
        )
    pages = right_columns(score_sheets(sheets, event="К вершинам"))
    assert len(pages) == 40
    for words, (criteria, steps, total) in zip(pages, wanted, strict=True):
        assert len(words) == len(criteria) + 1, words
        typed = [steps_of(c, spelled(word)) for c, word in zip(criteria, words, strict=False)]
        assert typed == steps
        assert Fraction(words[-1].replace(",", ".")) == total


@pytest.fixture
def hall(app):
    return Hall(app)


def pdf_of(answer) -> bytes:
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/pdf"
    return answer.data


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            " ".join(page.get_textpage().get_text_range().replace("\u00a0", " ").split())
            for page in document
        ]
    finally:
        document.close()


def test_a_sheet_goes_to_paper_and_comes_back_the_same(hall: Hall) -> None:
    """Through every door: marked, printed filled, its marks read from the page and typed in."""
    enter_sheet(hall.task, {"K1": "4", "K2": "7.5"}, source="screen", comment="Спасибо за письмо.")
    secretary = hall.someone("secretary")
    where = f"/manage/{hall.event.slug}/paper/print?make=1&filled=1"
    pdf = pdf_of(secretary.get(where))
    assert "Спасибо за письмо." in texts(pdf)[0]
    (words,) = right_columns(pdf)
    total = words.pop()
    before = sheet_of(hall.task.id)
    assert before is not None
    assert (words, total) == (["4", "7,5"], "11,5")
    twin = create_task(hall.event, create_juror(hall.event), hall.task.entry)
    data = {**hall.fields(*words), "turn": "1", "act": "finish"}
    secretary.post(hall.address(twin), data=data)
    after, before = sheet_of(twin.id), sheet_of(hall.task.id)
    assert after is not None
    assert before is not None
    assert (after.state, after.source, after.total) == ("submitted", "paper", before.total)
    assert after.total == Fraction("11.5")


def test_the_code_on_paper_opens_exactly_that_sheet(hall: Hall) -> None:
    """Each page of the whole jury's file; the page that it opens names the same work."""
    codes = ("Э-119", "Э-120")
    others = [create_task(hall.event, hall.juror, create_entry(hall.event, code=c)) for c in codes]
    secretary = hall.someone("secretary")
    pdf = pdf_of(secretary.get(f"/manage/{hall.event.slug}/paper/print?make=1"))
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        picture = page.render(scale=2).to_pil()
        out = io.BytesIO()
        picture.save(out, "PNG")
        out.seek(0)
        found += read_codes(out)
    document.close()
    tasks = [hall.task, *others]
    base = str(hall.app.config["BASE_URL"]).rstrip("/")
    assert found == [base + hall.address(task) for task in tasks]
    for task, text in zip(tasks, texts(pdf), strict=True):
        assert f"Шифр работы {task.entry.code}" in text
        answer = secretary.get(hall.address(task))
        assert task.entry.code in answer.text


def test_the_file_of_the_whole_jury_is_ordered_by_juror_and_may_be_narrowed(hall: Hall) -> None:
    chair = create_juror(hall.event, is_chair=True)
    chairs = create_task(hall.event, chair, create_entry(hall.event, code="Э-900"))
    second = create_task(hall.event, hall.juror, create_entry(hall.event, code="Э-119"))
    enter_sheet(second, {"K1": 1, "K2": 1}, source="screen")
    secretary = hall.someone("secretary")
    where = f"/manage/{hall.event.slug}/paper/print?make=1"

    def printed(query: str) -> list[str]:
        found = texts(pdf_of(secretary.get(where + query)))
        return [text.split("Шифр работы ")[1].split()[0] for text in found]

    assert printed("") == ["Э-900", "Э-118", "Э-119"]
    assert printed(f"&juror={hall.juror.id}") == ["Э-118", "Э-119"]
    assert printed("&codes=э-119,+Э-900") == ["Э-900", "Э-119"]
    assert printed(f"&juror={hall.juror.id}&owed=y") == ["Э-118"]
    assert printed(f"&number={hall.address(chairs).rpartition('/')[2]}") == ["Э-900"]


def test_what_cannot_be_printed_is_said_at_its_field(hall: Hall) -> None:
    secretary = hall.someone("secretary")
    where = f"/manage/{hall.event.slug}/paper/print?make=1"
    for query, said in (
        ("&codes=Э-777", "Работы с таким шифром нет: Э-777"),
        ("&number=00079445", "Контрольные цифры не сходятся"),
        ("&juror=99999", ""),
    ):
        answer = secretary.get(where + query)
        assert answer.status_code == 422
        assert said in answer.text.replace("\xa0", " ")
        assert any(form.action.split("?")[0].endswith("/print") for form in forms_of(answer))
    hall.task.list_place = None
    assert "Печатать нечего" in secretary.get(where).text.replace("\xa0", " ")


def test_a_juror_prints_own_blank_sheets_and_nobody_elses(hall: Hall, client) -> None:
    enter_sheet(hall.task, {"K1": 4, "K2": "7.5"}, source="screen", comment="Тайное слово")
    colleague = create_juror(hall.event)
    create_task(hall.event, colleague, create_entry(hall.event, code="Э-500"))
    enter_by_link(client, hall.juror)
    assert f"/jury/paper/{hall.juror.id}" in client.get("/jury").text
    pdf = pdf_of(client.get(f"/jury/paper/{hall.juror.id}"))
    (text,) = texts(pdf)
    assert "Э-118" in text
    assert "Тайное слово" not in text
    assert "7,5" not in text
    assert client.get(f"/jury/paper/{colleague.id}").status_code in (302, 403)


def test_printing_costs_the_same_queries_for_few_and_many(hall: Hall, count_queries) -> None:
    secretary = hall.someone("secretary")
    where = f"/manage/{hall.event.slug}/paper/print?make=1&filled=1"
    enter_sheet(hall.task, {"K1": 4, "K2": "7.5"}, source="screen")
    db.session.commit()
    with count_queries() as few:
        secretary.get(where)
    for _ in range(8):
        task = create_task(hall.event, create_juror(hall.event), create_entry(hall.event))
        enter_sheet(task, {"K1": 4, "K2": "7.5"}, source="screen")
    db.session.commit()
    with count_queries() as many:
        secretary.get(where)
    assert len(many) == len(few)
