"""Score sheets as PDF: read, rendered and scanned."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from eventkit.printing.reading_codes import PictureError, read_codes
from eventkit.printing.score_sheets import (
    FilledLine,
    ScoreSheet,
    SheetForm,
    SheetLine,
    score_sheets,
)

LEVELS = (("0–2", "Тема не раскрыта"), ("3–5", "Раскрыта частично"), ("6–10", "Раскрыта вполне"))
FORM = SheetForm(
    lines=(
        SheetLine("Соответствие жанру", "от 0 до 5", tuple("012345")),
        SheetLine(
            "Глубина",
            "от 0 до 10, шаг 0,5",
            tuple(map(str, range(11))),
            half=True,
            levels=LEVELS,
        ),
        SheetLine("Язык", "от 0 до 100, шаг 0,1", comb=(3, 1), description="Без штампов."),
    ),
    total_label="Сумма баллов, из 115",
    total_comb=(3, 1),
)
BLANK = ScoreSheet(
    form=FORM,
    juror="Взвешенный Олег Маркович",
    code="Э-118",
    nomination="Первый раз в школьный класс",
    number="0007 9444",
    address="https://konkurs.example/manage/k-vershinam-2026/paper/00079444",
)


@pytest.fixture(autouse=True)
def words(app):
    """Labels are set in the reader's language."""


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            " ".join(page.get_textpage().get_text_range().replace("\u00a0", " ").split())
            for page in document
        ]
    finally:
        document.close()


def picture_of(pdf: bytes, page: int = 0, scale: float = 2) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()


def file_of(picture: Image.Image, kind: str = "JPEG") -> io.BytesIO:
    out = io.BytesIO()
    picture.save(out, kind, quality=80)
    out.seek(0)
    return out


def test_a_sheet_says_whose_it_is_and_what_is_judged() -> None:
    pdf = score_sheets([BLANK], event="К вершинам", organizer="Отдел образования")
    (text,) = pages_of(pdf)
    for words in (
        "Оценочный лист",
        "К вершинам",
        "Отдел образования",
        "Взвешенный Олег Маркович",
        "Э-118",
        "Первый раз в школьный класс",
        "0007 9444",
        "1. Соответствие жанру от 0 до 5",
        "Раскрыта частично",
        "Без штампов.",
        "Сумма баллов, из 115",
        "Подпись",
        "Дата",
    ):
        assert words in text


def test_the_code_of_each_page_opens_its_own_sheet() -> None:
    other = replace(BLANK, number="0008 0027", address="https://konkurs.example/p/paper/00080027")
    pdf = score_sheets([BLANK, other, BLANK], event="К вершинам")
    found = [read_codes(file_of(picture_of(pdf, page))) for page in range(3)]
    assert found == [[BLANK.address], [other.address], [BLANK.address]]


def test_it_is_black_and_white() -> None:
    """A school's printer has no colour, and grey does not survive its copies."""
    filled = replace(BLANK, filled=(FilledLine("4", 4), FilledLine("7,5", 7, True), FilledLine()))
    picture = picture_of(score_sheets([filled], event="К вершинам"))
    assert all(red == green == blue for _count, (red, green, blue) in picture.getcolors(100_000))


def test_many_words_give_way_so_that_a_sheet_stays_on_one_page() -> None:
    """Descriptors get smaller, then go; more criteria than a page holds go on to a second."""
    line = replace(FORM.lines[1], title="Критерий с длинным названием, как в положении о конкурсе")
    pages = {}
    for count in (6, 10, 14, 26):
        form = replace(FORM, lines=(line,) * count)
        pages[count] = pages_of(score_sheets([replace(BLANK, form=form)], event="К вершинам"))
    assert [len(found) for found in pages.values()] == [1, 1, 1, 2]
    assert "Тема не раскрыта" in pages[6][0]
    assert "Тема не раскрыта" not in pages[14][0]
    assert all("0007 9444" in text for text in pages[26])
    assert "Страница 2 из 2" in pages[26][1]
    assert "Страница" not in pages[6][0]


def test_more_sheets_than_are_set_at_once_keep_their_order() -> None:
    sheets = [replace(BLANK, code=f"Э-{number}") for number in range(100, 260)]
    texts = pages_of(score_sheets(sheets, event="К вершинам"))
    assert [f"Э-{number} " in text for number, text in enumerate(texts, 100)] == [True] * 160


def test_there_must_be_a_sheet() -> None:
    with pytest.raises(ValueError, match="no sheet"):
        score_sheets([], event="К вершинам")


@pytest.mark.parametrize("angle", [7, 94, 181, 263])
def test_a_code_is_read_from_a_photograph(angle: int) -> None:
    """Tilted, out of focus, in a photograph of twelve million points, compressed."""
    page = picture_of(score_sheets([BLANK], event="К вершинам"), scale=4)
    desk = Image.new("RGB", (4000, 3000), (118, 96, 74))
    turned = page.rotate(angle, expand=True, fillcolor=(118, 96, 74))
    turned.thumbnail((3600, 2800))
    desk.paste(turned, (140, 90))
    shot = desk.filter(ImageFilter.GaussianBlur(1.6))
    assert read_codes(file_of(shot)) == [BLANK.address]


def test_several_codes_are_all_read_and_a_bare_desk_has_none() -> None:
    other = replace(BLANK, address="https://konkurs.example/p/paper/00080027")
    pdf = score_sheets([BLANK, other], event="К вершинам")
    left, right = picture_of(pdf, 0), picture_of(pdf, 1)
    both = Image.new("RGB", (left.width + right.width, left.height))
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    assert sorted(read_codes(file_of(both))) == sorted([BLANK.address, other.address])
    assert read_codes(file_of(Image.new("RGB", (900, 700), (118, 96, 74)))) == []


def test_what_is_no_photograph_is_refused_in_words() -> None:
    whole = file_of(picture_of(score_sheets([BLANK], event="К вершинам")), "PNG").getvalue()
    for content in (b"", b"%PDF-1.7", b"GIF89a" + b"\0" * 40, b"\x89PNG\r\n\x1a\n" + b"\0" * 60):
        with pytest.raises(PictureError, match="Это не снимок"):
            read_codes(io.BytesIO(content))
    with pytest.raises(PictureError, match="повреждён"):
        read_codes(io.BytesIO(whole[: len(whole) // 2]))


def test_a_picture_that_unpacks_into_very_much_is_refused_before_that() -> None:
    """A few kilobytes of PNG that would take two hundred megabytes."""
    huge = file_of(Image.new("1", (15_000, 15_000)), "PNG")
    assert len(huge.getvalue()) < 100_000
    with pytest.raises(PictureError, match="слишком большой"):
        read_codes(huge)
