"""An author's explanation claims nothing that its numbers don't hold, and tells of nobody else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventkit.printing.explanations import Chapter, Explanation, Link, plain_text
from eventkit.results.explained.own import OwnSheet, OwnWork, explain_own
from eventkit.results.explained.paragraphs import rounding_words
from eventkit.results.explained.telling import Teller
from eventkit.results.explained.time_words import overtime
from eventkit.scoring.engine import (
    CriterionSpec,
    EntryInput,
    Ruling,
    ScoringRules,
    SheetValues,
    calculate,
)
from eventkit.testing.pages import plain

MINE, OTHER = "Э-1", "ЧУЖАЯ"
JURORS = {f"j{n}": f"Тайнов{n}" for n in range(1, 8)}
APPEAL = Chapter("Если вы не согласны", ("Напишите:",), link=Link("a@b.example", "mailto:a@b"))
Marks = Sequence[Sequence[Fraction]]
EQUATION = re.compile(r"([\d(][\d,()+/× ]*?) ([=≈]) (\d+(?:,\d+)?)")
READINGS = re.compile(r"чтения[:,] ([\d,]+) и ([\d,]+), раз(?:ница|ошлись на) ([\d,]+)")


def explained(
    mine: Marks,
    other: Marks = (),
    *,
    weights: Sequence[Fraction] = (),
    sees: str = "totals",
    rulings: tuple[Ruling, ...] = (),
    **rules: Any,
) -> Explanation:
    """What the author of MINE reads; a list of marks for each sheet, jurors in order."""
    width = len(mine[0]) if mine else len(weights)
    weights = weights or [Fraction(1)] * width
    criteria = [CriterionSpec(f"K{n}", Fraction(10), weight=w) for n, w in enumerate(weights)]
    sheets = [
        SheetValues(entry, f"j{n}", n, {f"K{k}": mark for k, mark in enumerate(marks)})
        for entry, given_sheets in ((MINE, mine), (OTHER, other))
        for n, marks in enumerate(given_sheets, start=1)
    ]
    chosen = ScoringRules.from_dict(rules)
    entries = [EntryInput(MINE, "Н"), EntryInput(OTHER, "Н")]
    result = calculate(chosen, criteria, entries, sheets, rulings)
    row = result.entry(MINE)
    own = [
        OwnSheet(s.total, marks_of(sheets, s.juror), JURORS[s.juror] if sees == "names" else "")
        for s in row.sheets
        if s.total is not None and sees in ("marks", "names")
    ]
    titles = {c.code: f"Критерий {c.code}" for c in criteria}
    teller = Teller(
        result.maximum, titles, JURORS, is_discreet=True, shows_totals=sees != "means",
        paragraphs=dict(chosen.paragraphs),
    )  # fmt: skip
    return explain_own(
        OwnWork(
            "Отдел", "Конкурс", "Номинация", row, 2, "В номинации 2 работы.", "сертификат", teller,
            criteria, own, (), APPEAL, ("Подсчёт № 1.",),
        )
    )  # fmt: skip


def marks_of(sheets: Sequence[SheetValues], juror: str) -> dict[str, Fraction]:
    sheet = next(s for s in sheets if s.entry == MINE and s.juror == juror)
    return {code: mark for code, mark in sheet.marks.items() if mark is not None}


def numbers(*given_marks: int) -> list[list[Fraction]]:
    """Sheets of one criterion."""
    return [[Fraction(mark)] for mark in given_marks]


def said(told: Explanation, title: str) -> str:
    return " ".join(p for c in told.chapters if c.title == title for p in c.paragraphs)


def shown(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def left_side(text: str) -> Fraction:
    """What the shown numbers give: «(a + b) / n», «a + b», «a × w + b × w»."""
    whole, _slash, divisor = text.strip().partition(") / ")
    total = Fraction(0)
    for part in whole.lstrip("(").split(" + "):
        product = Fraction(1)
        for factor in part.split(" × "):
            product *= shown(factor)
        total += product
    return total / shown(divisor) if divisor else total


CONTEST = {
    "aggregation": st.sampled_from(
        [
            "mean_of_valid_sheets", "median_of_valid_sheets", "trimmed_mean_of_valid_sheets",
            "sum_of_valid_sheets", "two_plus_third",
        ]
    ),
    "third_policy": st.sampled_from(["third_is_final", "closest_two", "mean_of_three"]),
}  # fmt: skip
SIXTHS = st.integers(0, 60).map(lambda n: Fraction(n, 6))
HALVES = st.integers(0, 20).map(lambda n: Fraction(n, 2))
WEIGHTS = st.sampled_from(
    [Fraction(1), Fraction(2), Fraction(3, 2), Fraction(1, 3), Fraction(5, 7)]
)


@st.composite
def contests(draw: st.DrawFn) -> dict[str, Any]:
    """Marks, weights and rules; the other work often equal, so that ties are told too."""
    width = draw(st.integers(1, 3))
    marks = st.lists(draw(st.sampled_from([HALVES, SIXTHS])), min_size=width, max_size=width)
    mine = draw(st.lists(marks, min_size=1, max_size=6))
    other = draw(st.one_of(st.just(mine[::-1]), st.lists(marks, max_size=6)))
    return {
        "mine": mine,
        "other": other,
        "weights": draw(st.lists(WEIGHTS, min_size=width, max_size=width)),
        "sees": draw(st.sampled_from(["means", "totals", "marks"])),
        "sheets_per_entry": 3,
        "divergence_points": draw(st.integers(1, 5)),
        "tie_break": ["K0_mean", "lowest_sheet", "chair_decision", "shared_place"],
        "winner_min_percent": 75,
        "prize_min_percent": 30,
    } | {name: draw(choice) for name, choice in CONTEST.items()}


@given(contest=contests())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_shown_parts_give_the_shown_result_or_the_page_says_that_they_are_rounded(
    app: Flask, contest: Mapping[str, Any]
) -> None:
    told = explained(**contest)
    rounded = rounding_words()
    for chapter in told.chapters:
        for text in (*chapter.paragraphs, *chapter.remarks):
            for left, sign, right in EQUATION.findall(text):
                if sign == "=":
                    assert left_side(left) == shown(right), text
                else:
                    assert rounded in text or rounded in chapter.remarks, text
            for first, second, gap in READINGS.findall(text):
                assert abs(shown(first) - shown(second)) == shown(gap) or rounded in text


@given(contest=contests())
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_of_the_table_hold_or_a_remark_says_that_they_are_rounded(
    app: Flask, contest: Mapping[str, Any]
) -> None:
    told = explained(**contest)
    chapter = next(c for c in told.chapters if c.title == "По критериям")
    assert chapter.table is not None
    weighted = any(weight != 1 for weight in contest["weights"])
    if contest["sees"] == "marks":
        *rows, sums = chapter.table.rows
        first = 2 if weighted else 1
        for column in range(first, len(sums) - 1):
            added = sum(shown(row[column]) * (shown(row[1]) if weighted else 1) for row in rows)
            assert added == shown(sums[column]) or chapter.remarks
    elif weighted:
        for _title, mean, _most, weight, product in chapter.table.rows:
            assert shown(mean) * shown(weight) == shown(product) or chapter.remarks


@given(contest=contests())
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_other_work_and_no_juror_is_named(app: Flask, contest: Mapping[str, Any]) -> None:
    text = plain_text(explained(**contest))
    assert OTHER not in text
    assert "Тайнов" not in text
    if contest["sees"] == "means":
        assert "Сумма каждого листа" not in text


def test_five_sheets_without_the_outermost(app: Flask) -> None:
    told = explained(
        [[Fraction(m), Fraction(5)] for m in (6, 9, 3, 8, 7)],
        aggregation="trimmed_mean_of_valid_sheets",
        paragraphs={"value": "5.3", "awards": "6.1"},
        winner_min_percent=50,
    )
    assert said(told, "Кто оценивал") == (
        "Вашу работу оценили 5 членов жюри. Сумма каждого листа: 14, 13, 12, 11 и 8. Кто какой"
        " лист заполнил, не раскрывается."
    )
    assert said(told, "Как получился балл") == (
        "Самый высокий лист, 14, и самый низкий, 8, отброшены (п. 5.3 Положения). Среднее"
        " остальных: (13 + 12 + 11) / 3 = 12,00 из 20."
    )
    assert said(told, "Как получилось место") == (
        "В номинации 2 работы. Это 60 % наибольшего балла, а победителю нужно 50 % (п. 6.1"
        " Положения). Место первое."
    )
    assert dict(told.facts)["Место"] == "1 из 2"


def test_a_mean_without_an_end_is_nearly_equal(app: Flask) -> None:
    assert said(explained(numbers(8, 8, 9)), "Как получился балл") == (
        "Балл работы – среднее 3 листов: (9 + 8 + 8) / 3 ≈ 8,33 из 10. Показанные числа округлены,"
        " считают по точным."
    )


def test_means_alone_keep_the_totals(app: Flask) -> None:
    text = plain_text(explained(numbers(7, 8), sees="means"))
    assert "Балл работы – среднее листов: 7,50 из 10." in text
    assert "Сумма каждого листа" not in text
    assert "7 + 8" not in text


def test_weights_are_written_out_for_each_sheet(app: Flask) -> None:
    told = explained(
        [[Fraction(8), Fraction(7)], [Fraction(6), Fraction(9)]],
        weights=[Fraction(2), Fraction(3, 2)],
        sees="marks",
    )
    chapter = next(c for c in told.chapters if c.title == "По критериям")
    # 8 × 2 + 7 × 1,5 = 16 + 10,5; 6 × 2 + 9 × 1,5 = 12 + 13,5
    assert chapter.remarks == (
        "Лист 1: 8 × 2 + 7 × 1,5 = 26,5.",
        "Лист 2: 6 × 2 + 9 × 1,5 = 25,5.",
    )
    assert chapter.table is not None
    assert chapter.table.rows == (
        ("Критерий K0", "2", "8", "6", "7,00"),
        ("Критерий K1", "1,5", "7", "9", "8,00"),
        ("Всего с весами", "", "26,5", "25,5", ""),
    )


def test_names_stand_over_the_sheets_where_the_event_names_them(app: Flask) -> None:
    text = plain_text(explained(numbers(7, 8), sees="names"))
    assert "тайнов1 7" in text
    assert "не раскрывается" not in text


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        # equal totals 12; own mean of K0 is 7 against 5
        (
            ["K0_mean"],
            (
                "При равенстве сравнивают среднее по критерию «Критерий K0» (п. 7 Положения). У вас"
                " 7,00. Меньше у 1 работы. Это и решило."
            ),
        ),
        (
            ["lowest_sheet", "K0_mean"],
            (
                "При равенстве сравнивают самый низкий лист (п. 7 Положения). У вас 12,00. Столько"
                " же у 1 работы. При равенстве"
            ),
        ),
    ],
)
def test_a_tie_is_told_with_the_own_number_alone(app: Flask, breaks: list[str], words: str) -> None:
    told = explained(
        [[Fraction(7), Fraction(5)]],
        [[Fraction(5), Fraction(7)]],
        tie_break=breaks,
        paragraphs={"ties": "7"},
    )
    assert words in said(told, "Как получилось место")
    assert "5,00" not in said(told, "Как получилось место")


def test_plain_text_is_narrow_and_whole(app: Flask) -> None:
    text = plain_text(explained(numbers(7, 8)))
    assert max(len(line) for line in text.splitlines()) <= 78
    assert text.startswith("КАК ПОЛУЧИЛСЯ РЕЗУЛЬТАТ\nКонкурс\nОтдел\n")
    assert "- Критерий K0: средний балл 7,50, наибольший 10" in text
    assert "a@b.example" in text
    assert text.endswith("Подсчёт № 1.\n")
    assert plain(text) == text


def test_many_sums_or_sums_with_commas_say_their_order(app: Flask) -> None:
    told = explained([[Fraction(m, 2), Fraction(5)] for m in (13, 18, 7)])
    assert "Суммы 3 листов, от большей к меньшей: 14; 11,5; 8,5." in said(told, "Кто оценивал")


def test_one_point_off_is_told_in_the_singular(app: Flask) -> None:
    about = {"seconds": 430, "limit": 420, "points": Fraction(1)}
    teller = SimpleNamespace(cite=lambda _what: "")
    assert "за это снят 1 балл." in str(overtime(teller, about))
    assert "за это снято 2 балла." in str(overtime(teller, about | {"points": Fraction(2)}))
