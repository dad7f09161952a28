"""Tables as people keep them."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from eventkit.spreadsheets.normalising import (
    CellError,
    clean_date,
    clean_datetime,
    clean_decimal,
    clean_integer,
    clean_text,
)
from eventkit.spreadsheets.reading import Field, UnreadableTableError, load, read

FIELDS = [
    Field("name", ("ФИО", "Автор"), required=True),
    Field("born", ("Дата рождения",), "date"),
    Field("mark", ("Балл", "Оценка"), "decimal"),
]
TABLE = (
    "ФИО;Дата рождения;Балл;Прим.\n"
    "Звонкова Алина;14.11.1990;9,5;x\n"
    "Черных София;31.09.1990;2.;\n"
    ";1990-01-02;десять;\n"
    "\n"
    "Ли;33000;1 234,5;\n"
)


def local(*parts: int) -> datetime:
    """A moment without a zone, as cells have it."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("9,5", "9.5"),
        ("9.5", "9.5"),
        ("2.", "2"),
        (" 1\u00a0234,5 ", "1234.5"),
        ("−3", "-3"),
        ("\u200b7", "7"),
        (9.1, "9.1"),
        (0.1 + 0.2, "0.3"),
        (12, "12"),
    ],
)
def test_numbers_as_typed(raw, value):
    assert clean_decimal(raw) == Decimal(value)


@pytest.mark.parametrize("raw", ["десять", "1,2,3", "9,5 балла", "١٢", "1e5", True, "nan"])
def test_what_is_no_number_is_named(raw):
    with pytest.raises(CellError):
        clean_decimal(raw)


def test_a_date_in_place_of_a_number_is_explained():
    with pytest.raises(CellError, match=r"Excel принял число за дату 05\.09\.2025"):
        clean_decimal(date(2025, 9, 5))


def test_whole_numbers():
    assert clean_integer("15") == 15
    assert clean_integer(3.0) == 3
    assert clean_integer("") is None
    with pytest.raises(CellError, match="целое"):
        clean_integer("3,5")


@pytest.mark.parametrize(
    "raw",
    [
        "14.11.2025",
        "14/11/2025",
        "14-11-2025",
        "2025-11-14",
        "14.11.25",
        "«14» ноября 2025 г.",
        "14 нояб. 2025",
        "14.11.2025 18:00",
        "45975",
        45975.0,
        date(2025, 11, 14),
        local(2025, 11, 14, 18),
    ],
)
def test_dates_as_typed(raw):
    assert clean_date(raw) == date(2025, 11, 14)


def test_dates_of_the_last_century_and_of_none():
    assert clean_date("7.5.85") == date(1985, 5, 7)
    assert clean_date("33000") == date(1990, 5, 7)
    assert clean_date(None) is None
    assert clean_date(" \u00a0") is None


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("31.09.2023", "Такого дня нет: «31.09.2023». Последнее число этого месяца – 30."),
        ("29.02.2025", "Последнее число этого месяца – 28."),
        ("завтра", "Это не дата: «завтра»"),
        ("11.14.2025", "Это не дата"),
        ("14.11.12345", "Это не дата"),
    ],
)
def test_a_day_that_is_none_is_explained(raw, message):
    with pytest.raises(CellError) as problem:
        clean_date(raw)
    assert message in str(problem.value)


def test_moments():
    assert clean_datetime("14.11.2025 18:05") == local(2025, 11, 14, 18, 5)
    assert clean_datetime("2025-11-14T18:05:09") == local(2025, 11, 14, 18, 5, 9)
    assert clean_datetime("14.11.2025") == local(2025, 11, 14)
    assert clean_datetime(45975.75) == local(2025, 11, 14, 18)
    with pytest.raises(CellError, match="времени"):
        clean_datetime("14.11.2025 25:00")


def test_texts_lose_what_nobody_sees():
    assert clean_text("\ufeff Звонкова\u00a0\u200bАлина \r\n  2 строка ") == (
        "Звонкова Алина\n2 строка"
    )
    assert clean_text(89140000000.0) == "89140000000"
    assert clean_text("И\u0306онова") == "Йонова"
    assert clean_text(local(2025, 11, 14)) == "14.11.2025"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_csv_in_every_russian_encoding(encoding):
    (sheet,) = load(TABLE.encode(encoding), "участники.csv")
    reading = read(sheet, FIELDS)
    assert [(record.row, record.values) for record in reading.records] == [
        (2, {"name": "Звонкова Алина", "born": date(1990, 11, 14), "mark": Decimal("9.5")}),
        (6, {"name": "Ли", "born": date(1990, 5, 7), "mark": Decimal("1234.5")}),
    ]
    assert [(one.row, one.column) for one in reading.troubles] == [
        (3, "Дата рождения"),
        (4, "ФИО"),
        (4, "Балл"),
    ]
    assert reading.troubles[2].message == (
        "Строка 4, столбец «Балл». Это не число: «десять». Пример: 9,5."
    )
    assert reading.unknown_columns == ("Прим.",)


@pytest.mark.parametrize(
    "text",
    [
        'ФИО,Балл\n"Ли, Анна","9,5"\n',
        'ФИО\tБалл\n"Ли, Анна"\t9,5\n',
        "sep=|\nФИО|Балл\nЛи, Анна|9,5\n",
        'Список\n\nФИО;балл\n"Ли, Анна";9,5\n',
        'Оценка;Автор\r\n9.5;"Ли, Анна"\r\n',
    ],
)
def test_separators_headings_and_their_order(text):
    reading = read(load(text.encode(), "x.csv")[0], FIELDS)
    assert [record.values for record in reading.records] == [
        {"name": "Ли, Анна", "born": None, "mark": Decimal("9.5")}
    ]


def test_a_missing_column_is_one_trouble():
    reading = read(load("Балл\n1\n2\n".encode(), "x.csv")[0], FIELDS)
    assert [one.message for one in reading.troubles] == [
        "Нет столбца «ФИО». Добавьте его или назовите так."
    ]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_office_files(tmp_path, ending):
    book = openpyxl.Workbook()
    book.active.append(["Автор", "Дата рождения", "Балл"])
    book.active.append(["Звонкова\u00a0Алина", date(1990, 5, 7), 9.1])
    book.active.append([None, None, None])
    book.active.append(["Ли", "7.5.1990", "9,1"])
    path = tmp_path / "t.xlsx"
    book.save(path)
    if ending != "xlsx":
        soffice = shutil.which("soffice")
        assert soffice, "this check needs LibreOffice (apt-get install libreoffice-calc)"
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", ending]
        subprocess.run(
            [*command, "--outdir", str(tmp_path), str(path)],
            check=True,
            capture_output=True,
            timeout=120,
        )
    reading = read(load((tmp_path / f"t.{ending}").read_bytes(), f"t.{ending}")[0], FIELDS)
    assert not reading.troubles
    assert [(one.row, one.values["name"], one.values["born"]) for one in reading.records] == [
        (2, "Звонкова Алина", date(1990, 5, 7)),
        (4, "Ли", date(1990, 5, 7)),
    ]
    assert {one.values["mark"] for one in reading.records} == {Decimal("9.1")}


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repeated_cells() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            '<table:table-row table:number-rows-repeated="1000000">'
            '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
        )
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 100 * 1024 * 1024)
    return stream.getvalue()


@pytest.mark.parametrize("data", [far_cell(), repeated_cells(), bomb()])
def test_a_table_that_would_take_all_memory_is_refused(data):
    with pytest.raises(UnreadableTableError, match="слишком большая"):
        load(data, "t.xlsx")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04damaged", b"%PDF-1.7\0\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked"]
)
def test_what_is_no_table_is_refused_in_words(data):
    with pytest.raises(UnreadableTableError):
        load(data, "t.xlsx")


def test_an_empty_file_is_an_empty_table():
    reading = read(load(b"", "t.csv")[0], FIELDS)
    assert reading.records == ()
    assert len(reading.troubles) == 1
