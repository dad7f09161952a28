"""Numbers, dates and file names; expected values were written by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from eventkit.printing import words
from eventkit.printing.file_names import windows_file_name
from eventkit.printing.typograph import bind

POINTS = ("балл", "балла", "баллов")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0 баллов"),
        ("1", "1 балл"),
        ("2", "2 балла"),
        ("4", "4 балла"),
        ("5", "5 баллов"),
        ("11", "11 баллов"),
        ("12", "12 баллов"),
        ("14", "14 баллов"),
        ("21", "21 балл"),
        ("22", "22 балла"),
        ("25", "25 баллов"),
        ("101", "101 балл"),
        ("111", "111 баллов"),
        ("112", "112 баллов"),
        ("34.5", "34,5 балла"),
        ("34.00", "34 балла"),
    ],
)
def test_a_number_agrees_with_its_word(number, text):
    assert words.counted(Decimal(number), POINTS) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("2.675", 2, "2,68"),
        ("0.125", 2, "0,13"),
        ("100/3", 2, "33,33"),
        ("200/3", 2, "66,67"),
        ("42.85", 1, "42,9"),
        ("51.85", 1, "51,9"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-0.05", 1, "-0,1"),
        ("-0.04", 1, "0,0"),
    ],
)
def test_numbers_are_rounded_half_away_from_zero(value, digits, text):
    assert words.shown(Fraction(value), digits) == text


def test_dates_as_papers_write_them():
    day = date(2025, 3, 1)
    assert words.long_date(day) == "1 марта 2025 г."
    assert words.quoted_date(day) == "«01» марта 2025 г."
    assert words.short_date(day) == "01.03.2025"
    assert words.long_date(date(2025, 11, 14)) == "14 ноября 2025 г."


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 8, 31), "2022/23"),
        (date(2023, 9, 1), "2023/24"),
        (date(2024, 8, 31), "2023/24"),
        (date(2099, 12, 31), "2099/00"),
    ],
)
def test_a_school_year_begins_in_september(day, year):
    assert words.school_year(day) == year


def test_degrees_have_roman_figures():
    assert [words.degree(place) for place in (1, 2, 3)] == [
        "I степени",
        "II степени",
        "III степени",
    ]
    assert words.roman(1994) == "MCMXCIV"
    with pytest.raises(ValueError, match="Roman"):
        words.roman(0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Черных С. Д. — «Молодость или опыт?».docx", "Черных С. Д. — «Молодость или опыт».docx"),
        ("эссе: письмо/признание.docx", "эссе письмо признание.docx"),
        ("CON.docx", "_CON.docx"),
        ("И\u0306онова.docx", "Йонова.docx"),
        ("lpt1", "_lpt1"),
        ("con.tar.gz", "_con.tar.gz"),
        ("conin$.docx", "_conin$.docx"),
        ("отчёт. .", "отчёт"),
        ("a\u202ecod.exe", "acod.exe"),
        ("???.docx", "файл.docx"),
        ("", "файл"),
        ("../../etc/passwd", "etc passwd"),
    ],
)
def test_file_names_open_on_windows(given, expected):
    assert windows_file_name(given) == expected


def test_a_long_file_name_keeps_its_ending():
    name = windows_file_name("ш" * 400 + ".docx")
    assert name.endswith("ш.docx")
    assert len(name.encode()) <= 255


def test_short_words_stay_with_what_follows():
    text = "и в номинации «Урок» МАОУ СОШ №1 с. Вымыслово, А. Р. Звонкова, 14 ноября"
    bound = bind(text)
    assert bound.replace("\u00a0", " ") == text
    assert bound == (
        "и\u00a0в\u00a0номинации «Урок» МАОУ СОШ №1 с.\u00a0Вымыслово, "
        "А.\u00a0Р.\u00a0Звонкова, 14\u00a0ноября"
    )
