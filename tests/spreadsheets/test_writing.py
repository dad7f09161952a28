"""Workbooks, as LibreOffice opens them and as their own XML stands."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from eventkit.spreadsheets.naming import worksheet_title
from eventkit.spreadsheets.writing import Column, Table, workbook

LOCAL = datetime(2025, 1, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None)
COLUMNS = [
    Column("Автор", 30),
    Column("Листов", 8, "integer"),
    Column("Итог", 10, "decimal"),
    Column("Дата", 12, "date"),
    Column("Отправлено (Якутск)", 18, "datetime"),
]
ROWS = [
    ("Звонкова", 3, Fraction(100, 3), date(2025, 11, 14), datetime(2025, 11, 14, 15, tzinfo=UTC)),
    ("=1+1", 1, Decimal("2.675"), None, None),
    ("+7 914 000-00-00", 0, Decimal("-0.125"), date(1990, 1, 1), LOCAL),
    ("@СУММ", None, 34, None, None),
    ("#N/A", None, Decimal("0.1"), None, None),
    ("00123", None, None, None, None),
]


def test_libreoffice_shows_the_cells_as_they_are_meant(tmp_path):
    soffice = shutil.which("soffice")
    assert soffice, "this check needs LibreOffice (apt-get install libreoffice-calc)"
    (tmp_path / "t.xlsx").write_bytes(
        workbook([Table("Итоги", COLUMNS, ROWS)], zone=ZoneInfo("Asia/Yakutsk"))
    )
    # separator ;, quote ", UTF-8, from line 1, Russian, as shown, no formulas
    shape = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1049,false,true,true"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            shape,
            "--outdir",
            str(tmp_path),
            str(tmp_path / "t.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()
    shown = list(csv.reader(lines, delimiter=";"))
    # without a Russian language pack LibreOffice writes a decimal point
    for row in shown:
        row[2] = row[2].replace(".", ",")
    assert shown == [
        ["Автор", "Листов", "Итог", "Дата", "Отправлено (Якутск)"],
        ["Звонкова", "3", "33,33", "14.11.2025", "15.11.2025 00:00"],
        ["=1+1", "1", "2,68", "", ""],
        ["+7 914 000-00-00", "0", "-0,13", "01.01.1990", "01.01.2025 09:30"],
        ["@СУММ", "", "34,00", "", ""],
        ["#N/A", "", "0,10", "", ""],
        ["00123", "", "", "", ""],
    ]


def test_the_sheet_is_ready_to_filter_and_to_print():
    book = openpyxl.load_workbook(io.BytesIO(workbook([Table("Итоги", COLUMNS, ROWS)])))
    sheet = book["Итоги"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E7"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 30


def test_no_text_becomes_a_formula_and_no_number_a_text():
    book = openpyxl.load_workbook(io.BytesIO(workbook([Table("Итоги", COLUMNS, ROWS)])))
    sheet = book.active
    names = [sheet.cell(row, 1) for row in range(2, 8)]
    assert [cell.value for cell in names] == [row[0] for row in ROWS]
    assert {cell.data_type for cell in names} == {"s"}
    assert [bool(cell.quotePrefix) for cell in names] == [False, True, True, True, False, False]
    assert sheet["C2"].value == 33.33
    assert sheet["C2"].number_format == "0.00"


def test_titles_are_made_different_and_rows_may_be_generated():
    pieces = workbook(
        [
            Table("Секреты: всё", COLUMNS, (row for row in ROWS)),
            Table("секреты? всё", COLUMNS, []),
        ]
    )
    book = openpyxl.load_workbook(io.BytesIO(pieces))
    assert book.sheetnames == ["Секреты всё", "секреты всё (2)"]
    assert book.worksheets[1].auto_filter.ref == "A1:E1"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Column("Итог", kind="decimal"), 0.1),
        (Column("Листов", kind="integer"), Decimal("1.5")),
        (Column("Листов", kind="integer"), True),
        (Column("Дата", kind="date"), datetime(2025, 1, 1, tzinfo=UTC)),
        (Column("Автор"), 5),
    ],
)
def test_a_value_of_another_kind_is_refused(column, value):
    with pytest.raises(ValueError, match="cannot hold"):
        workbook([Table("т", [column], [[value]])])


def test_rows_and_tables_must_be_whole():
    with pytest.raises(ValueError, match="1 values for 5 columns"):
        workbook([Table("т", COLUMNS, [["x"]])])
    with pytest.raises(ValueError, match="needs a table"):
        workbook([])


def test_a_program_that_reads_row_by_row_finds_every_row_and_every_sign():
    texts = ["<b>Я & Ты</b>", '"кавычки"', " с краю ", "строка\nи ещё", "]]>"]
    data = workbook([Table("т", [Column("a"), Column("b")], [[text, text] for text in texts])])
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    found = list(sheet.iter_rows(min_row=2, values_only=True))
    assert found == [(text, text) for text in texts]


def test_signs_that_xml_forbids_are_dropped():
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([Table("т", [Column("a")], [["a\x0bb\x00"], ["я" * 40_000]])]))
    )
    assert book.active["A2"].value == "ab"
    assert len(book.active["A3"].value) == 32767


@pytest.mark.parametrize(
    ("title", "prefix", "expected"),
    [
        (
            "Наставник и молодой педагог: секреты успешного взаимодействия",
            "EX1",
            "EX1 Наставник и молодой педагог",
        ),
        ("Молодость или опыт?", "YS3", "YS3 Молодость или опыт"),
        ("", "", "Лист"),
        ("'[a]/b'", "", "a b"),
        ("History", "", "History (2)"),
        ("Итоги \U0001f600\ud83d\ufffe года", "", "Итоги года"),
    ],
)
def test_worksheet_titles(title, prefix, expected):
    assert worksheet_title(title, prefix=prefix) == expected


def test_worksheet_titles_that_are_taken_get_a_number():
    long = "Очень длинное название номинации конкурса"
    first = worksheet_title(long)
    second = worksheet_title(long, taken=[first])
    assert first != second
    assert second.endswith(" (2)")
    assert len(second) <= 31
