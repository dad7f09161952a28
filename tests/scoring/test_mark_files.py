"""Tables of marks as people keep them, read exactly; what is wrong is one line with its place."""

from contextlib import suppress
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventkit.scoring.engine.table import Marked
from eventkit.scoring.mark_files import MarkFileError, read_mark_files


@pytest.fixture
def write(tmp_path):
    def make(text, name="баллы.csv", encoding="utf-8"):
        file = tmp_path / name
        file.write_bytes(text.encode(encoding))
        return file

    return make


def cells(found):
    return {(one.entry, one.juror): one.mark for one in found.marks}


WIDE = {
    ("Э-1", "Соколова"): Fraction(19, 2),
    ("Э-1", "Титов"): Fraction(8),
    ("Э-2", "Соколова"): Fraction(7),
}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("шифр,Соколова,Титов\nЭ-1,9.5,8\nЭ-2,7,\n", "utf-8"),
        ("шифр;Соколова;Титов\nЭ-1;9,5;8\nЭ-2;7;\n", "utf-8-sig"),
        ("шифр\tСоколова\tТитов\nЭ-1\t9,5\t8,0\n\t\t\nЭ-2\t7\t\n", "utf-8"),
        ('шифр,Соколова,Титов\nЭ-1,"9,5",8\nЭ-2,7,\n', "cp1251"),
    ],
)
def test_the_wide_form_in_every_dress(write, text, encoding):
    assert cells(read_mark_files([write(text, encoding=encoding)])) == WIDE


def test_an_xlsx_with_numbers_and_codes_that_became_numbers(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Код", "Соколова", "Титов"], [117.0, 9.5, None], ["118", "8,25", 0.1]):
        book.active.append(row)
    book.save(tmp_path / "т.xlsx")
    assert cells(read_mark_files([tmp_path / "т.xlsx"])) == {
        ("117", "Соколова"): Fraction(19, 2),
        ("118", "Соколова"): Fraction(33, 4),
        ("118", "Титов"): Fraction(1, 10),
    }


def test_the_corner_over_the_ids_may_be_empty(write):
    assert cells(read_mark_files([write(",Соколова,Титов,\nЭ-1,9.5,8,\nЭ-2,7,,\n")])) == WIDE


def test_a_workbook_has_one_sheet_with_marks(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["шифр", "Соколова"])
    book.active.append(["Э-1", 9])
    book.create_sheet("Пустой")
    book.save(tmp_path / "т.xlsx")
    assert cells(read_mark_files([tmp_path / "т.xlsx"])) == {("Э-1", "Соколова"): 9}
    book["Пустой"].append(["что-то"])
    book.save(tmp_path / "т.xlsx")
    with pytest.raises(MarkFileError, match="листов с данными несколько, оставьте один"):
        read_mark_files([tmp_path / "т.xlsx"])


def test_jurors_may_stand_in_rows_and_columns_be_ignored(write):
    file = write("№,судья,Э-1,Э-2,итог\n1,Соколова,9,7,16\n2,Титов,8,,8\n")
    found = read_mark_files([file], jurors_in_rows=True, ignore=["№", "Итог"])
    assert cells(found) == {
        ("Э-1", "Соколова"): 9,
        ("Э-2", "Соколова"): 7,
        ("Э-1", "Титов"): 8,
    }


def test_the_long_form_knows_trials_criteria_and_states(write):
    file = write(
        "Работа;Жюри;Балл;Номинация;Испытание;Критерий;Состояние\n"
        "Э-1;Соколова;4,5;Эссе;I;К1;submitted\n"
        "Э-1;Соколова;5;Эссе;I;К2;\n"
        "Э-1;Титов;3;Эссе;I;К1;annulled\n"
        "Э-2;Титов;;Эссе;I;К1;\n"
    )
    found = read_mark_files([file])
    assert found.marks == [
        Marked("Э-1", "Соколова", Fraction(9, 2), "Эссе", "I", "К1"),
        Marked("Э-1", "Соколова", Fraction(5), "Эссе", "I", "К2"),
    ]
    assert found.left_out == {"annulled": 1}


def test_files_are_read_one_after_another(write):
    first = write("шифр,Соколова\nЭ-1,9\n", "1.csv")
    second = write("entry,judge,score\nЭ-1,Титов,8\n", "2.csv")
    assert cells(read_mark_files([first, second])) == {
        ("Э-1", "Соколова"): 9,
        ("Э-1", "Титов"): 8,
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "в таблице нет оценок"),
        ("шифр,Соколова\n", "в таблице нет оценок"),
        ("шифр\nЭ-1\n", "кроме первого столбца нет ни одного с оценками"),
        (
            "шифр,Соколова\nЭ-1,хорошо\n",
            "строка 2, столбец «Соколова»: Это не число: «хорошо». Пример: 9,5.",
        ),
        ("шифр,Соколова\n,9\n", "строка 2, столбец «шифр»: пусто, а оценки есть"),
        ("work,juror,mark\nЭ-1,,9\n", "строка 2, столбец «juror»: пусто, а оценка есть"),
        ("шифр,Титов,Титов\nЭ-1,9,8\n", "столбец «Титов» есть дважды"),
        ("entry,работа,juror,mark\n1,2,3,4\n", "«entry» и «работа» значат одно и то же"),
        ("шифр,Титов,\nЭ-1,9,8\n", "столбец 3 без заголовка, а оценки в нём есть"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_its_place(write, text, told):
    file = write(text)
    with pytest.raises(MarkFileError) as caught:
        read_mark_files([file])
    message = str(caught.value)
    assert message.startswith(str(file))
    assert told in message
    assert "\n" not in message


def test_the_same_mark_twice_names_both_places_in_both_files(write):
    first = write("шифр,Соколова\nЭ-1,9\n", "1.csv")
    second = write("entry,judge,score\nЭ-2,Соколова,7\nЭ-1,Соколова,8\n", "2.csv")
    with pytest.raises(MarkFileError) as caught:
        read_mark_files([first, second])
    assert str(caught.value) == (
        f"{second}: строка 3: оценка уже была ({first}: строка 2, столбец «Соколова»):"
        " Э-1, Соколова"
    )


def test_files_that_are_no_tables(write, tmp_path):
    with pytest.raises(MarkFileError, match="No such file"):
        read_mark_files([tmp_path / "нет.csv"])
    with pytest.raises(MarkFileError, match=str(tmp_path)):
        read_mark_files([tmp_path])
    broken = tmp_path / "т.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(MarkFileError, match="повреждён"):
        read_mark_files([broken])


def test_a_yes_is_no_mark_even_after_a_one(tmp_path):
    book = openpyxl.Workbook()
    for row in (["шифр", "Соколова"], ["Э-1", 1], ["Э-2", True]):
        book.active.append(row)
    book.save(tmp_path / "т.xlsx")
    with pytest.raises(MarkFileError, match="строка 3"):
        read_mark_files([tmp_path / "т.xlsx"])


def test_damaged_bytes_anywhere_are_told_in_words(tmp_path):
    book = openpyxl.Workbook()
    for row in (["шифр", "Соколова"], ["Э-1", 9], ["Э-2", 7]):
        book.active.append(row)
    book.save(tmp_path / "т.xlsx")
    whole = (tmp_path / "т.xlsx").read_bytes()
    for place in range(0, len(whole), 97):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        (tmp_path / "т.xlsx").write_bytes(broken)
        with suppress(MarkFileError):  # told in words, or a byte that nobody misses
            read_mark_files([tmp_path / "т.xlsx"])


def test_an_open_quote_is_told_in_words(write):
    with pytest.raises(MarkFileError, match="проверьте кавычки"):
        read_mark_files([write('шифр,Соколова\nЭ-1,"9\n' + "Э-2,7\n" * 30_000)])


def test_a_column_to_ignore_must_be_there(write):
    with pytest.raises(MarkFileError) as caught:
        read_mark_files([write("шифр,Соколова,итог\nЭ-1,9,9\n")], ignore=["итог", "Сумма"])
    assert "столбца «Сумма» нет; есть: шифр, Соколова, итог" in str(caught.value)


@given(st.permutations(["Э-1,Соколова,9", "Э-2,Соколова,7", "Э-1,Титов,8", "Э-2,Титов,"]))
def test_the_order_of_rows_says_nothing(tmp_path_factory, rows):
    file = tmp_path_factory.mktemp("rows") / "б.csv"
    file.write_text("entry,juror,mark\n" + "\n".join(rows), encoding="utf-8")
    assert cells(read_mark_files([file])) == {
        ("Э-1", "Соколова"): 9,
        ("Э-2", "Соколова"): 7,
        ("Э-1", "Титов"): 8,
    }
