"""Every coded reason of the engine becomes a sentence that a participant understands."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from eventkit.results.explained.paragraphs import PARTS, paragraphs
from eventkit.results.explained.telling import Teller, percents, root_number, signed
from eventkit.scoring.engine import (
    CriterionSpec,
    EntryInput,
    Ruling,
    ScoringRules,
    SheetValues,
    calculate,
)

CRITERIA = [CriterionSpec("K1", Fraction(20)), CriterionSpec("K2", Fraction(20))]
TELLER = Teller(
    Fraction(40), {"K1": "Жанр", "K2": "Глубина"}, {"j1": "Мерилова И. В.", "j2": "Строгих К. П."}
)
Sheets = Mapping[str, list[tuple[int, int] | None]]


def told(
    sheets: Sheets,
    code: str = "А-1",
    teller: Teller = TELLER,
    rulings: tuple[Ruling, ...] = (),
    annulled: tuple[str, ...] = (),
    **rules: Any,
) -> list[str]:
    """What is said about a work whose nomination has these sheets (marks K1, K2 by juror)."""
    values = [
        SheetValues(
            entry,
            f"j{n}",
            n,
            {"K1": Fraction(marks[0]), "K2": Fraction(marks[1])},
            annulled=entry == "А-1" and f"j{n}" in annulled,
        )
        for entry, row in sheets.items()
        for n, marks in enumerate(row, start=1)
        if marks is not None
    ]
    result = calculate(
        ScoringRules.from_dict(rules),
        CRITERIA,
        [EntryInput(entry, "Н") for entry in sheets],
        values,
        rulings,
    )
    reasons = result.entry(code).reasons
    unknown = [r.code for r in reasons if not any(r.code in part for part in PARTS)]
    assert unknown == []
    return paragraphs(reasons, teller)


THREE = [(15, 20), (14, 15), (18, 20)]


def test_mean_of_three_sheets(app: Flask) -> None:
    assert told({"А-1": THREE}, winner_min_percent=75) == [
        "Балл работы – среднее 3 листов: (35 + 29 + 38) / 3 = 34,00 из 40.",
        "Это 85 % наибольшего балла, а победителю нужно 75 %. Место первое.",
    ]


def test_a_single_sheet_is_the_value(app: Flask) -> None:
    assert told({"А-1": [(10, 5)]})[0] == "Лист один: 15 из 40. Он и есть балл работы."


def test_no_sheet_at_all(app: Flask) -> None:
    assert told({"А-1": []}) == ["Нет ни одного отправленного листа, поэтому балла и места нет."]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (
            {"aggregation": "median_of_valid_sheets"},
            (
                "3 листа по возрастанию: 29, 35 и 38. Балл работы – медиана, середина этого ряда:"
                " 35,00 из 40."
            ),
        ),
        (
            {"aggregation": "sum_of_valid_sheets", "sheets_per_entry": 3},
            "Балл работы – сумма 3 листов: 35 + 29 + 38 = 102,00.",
        ),
        (
            {"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 3},
            ("Самый высокий лист, 38, и самый низкий, 29, отброшены. Остался один: 35 из 40."),
        ),
        (
            {"aggregation": "trimmed_mean_of_valid_sheets"},
            (
                "Крайние листы отбрасывают, когда листов не меньше 5; здесь 3, поэтому ни один не"
                " отброшен. Балл работы – среднее 3 листов: (35 + 29 + 38) / 3 = 34,00 из 40."
            ),
        ),
    ],
)
def test_other_ways_to_count(app: Flask, rules: dict[str, Any], words: str) -> None:
    assert told({"А-1": THREE}, **rules)[0] == words


THIRD = {"aggregation": "two_plus_third", "divergence_points": 6}


@pytest.mark.parametrize(
    ("policy", "sheets", "words"),
    [
        (
            "closest_two",
            [(15, 20), (14, 20)],
            "Два чтения: 35 и 34, разница 1. Балл – их среднее: (35 + 34) / 2 = 34,50.",
        ),
        (
            "closest_two",
            THREE,
            (
                "Два чтения, 35 и 29, разошлись на 6 при пороге 6. К третьему, 38, ближе 35. Их"
                " среднее: (35 + 38) / 2 = 36,50."
            ),
        ),
        (
            "closest_two",
            [(15, 20), (15, 10), (15, 15)],
            (
                "Два чтения, 35 и 25, разошлись на 10 при пороге 6. Третье, 30, равно удалено от"
                " обоих, поэтому взято большее, 35. Среднее с третьим: (35 + 30) / 2 = 32,50."
            ),
        ),
        (
            "third_is_final",
            THREE,
            (
                "Два чтения, 35 и 29, разошлись на 6 при пороге 6. Третье чтение стало баллом"
                " работы: 38,00."
            ),
        ),
        (
            "mean_of_three",
            THREE,
            (
                "Два чтения, 35 и 29, разошлись на 6 при пороге 6. Вместе с третьим, 38, среднее"
                " трёх: (35 + 29 + 38) / 3 = 34,00."
            ),
        ),
        (
            "mean_of_three",
            THREE[:2],
            (
                "Два чтения, 35 и 29, разошлись на 6 при пороге 6, а третьего ещё нет. Пока балл –"
                " их среднее: (35 + 29) / 2 = 32,00."
            ),
        ),
        (
            "mean_of_three",
            THREE[:1],
            "Двух чтений нет, поэтому балл – среднее того, что есть: 35,00.",
        ),
    ],
)
def test_two_readings_and_a_third(
    app: Flask, policy: str, sheets: list[tuple[int, int] | None], words: str
) -> None:
    assert told({"А-1": sheets}, third_policy=policy, **THIRD)[0] == words


TIE: Sheets = {"А-1": [(10, 20), (14, 16)], "А-2": [(15, 15), (15, 15)]}


def test_a_tie_settled_by_a_criterion(app: Flask) -> None:
    words = told(TIE, tie_break=["K2_mean"])[1]
    assert words == (
        "Столько же у работы А-2. При равенстве сравнивают среднее по критерию «Глубина»: здесь"
        " 18,00, там 15,00. Это и решило."
    )


def test_the_author_reads_neither_codes_nor_names(app: Flask) -> None:
    discreet = Teller(Fraction(40), TELLER.criteria, TELLER.jurors, is_discreet=True)
    words = " ".join(told(TIE, teller=discreet, annulled=("j2",), tie_break=["K2_mean"]))
    assert "Один лист аннулирован и в подсчёт не входит." in words
    assert "Строгих" not in words
    assert "Строгих К. П." in " ".join(told(TIE, annulled=("j2",), tie_break=["K2_mean"]))
    words = " ".join(told(TIE, teller=discreet, tie_break=["K2_mean"]))
    assert "А-2" not in words
    assert "Столько же баллов ещё у 1 работы." in words


@pytest.mark.parametrize(
    ("breaker", "words"),
    [
        ("lowest_sheet", "самый низкий лист: здесь 30,00, там 30,00."),
        ("median_total", "медиану листов: здесь 30,00, там 30,00."),
    ],
)
def test_comparisons_that_settle_nothing_are_told_too(app: Flask, breaker: str, words: str) -> None:
    said = told(TIE, tie_break=[breaker, "chair_decision"])[1]
    assert words in said
    assert "Равенство осталось, нужно решение председателя. Пока место общее." in said


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("order", "Порядок среди равных установило решение председателя жюри."),
        ("shared_place", "Равенство осталось, и председатель жюри решил место разделить."),
    ],
)
def test_what_the_chair_decided(app: Flask, kind: str, words: str) -> None:
    ruling = Ruling("Н", kind, ("А-1", "А-2"))
    said = told(TIE, rulings=(ruling,), tie_break=["chair_decision", "shared_place"])[1]
    assert words in said


def test_below_the_threshold_and_below_the_awarded_places(app: Flask) -> None:
    low: Sheets = {"А-0": [(20, 20)], "А-1": [(12, 11)]}
    assert told(low, prize_min_percent=60)[-1] == (
        "Это 57,5 % наибольшего балла, а призёру нужно 60 %, поэтому места нет."
    )
    assert told(low, prize_max_rank=1)[-1] == (
        "По порядку это 2-е место, а награждаются места до 1-го."
    )
    assert told(low, prize_min_percent=50)[-1] == (
        "Это 57,5 % наибольшего балла, а призёру нужно 50 %. Место призовое: 2."
    )


def test_fewer_sheets_than_wanted_are_named(app: Flask) -> None:
    assert told({"А-1": THREE[:2]}, sheets_per_entry=3)[0].startswith(
        "Работа оценена по 2 листам вместо 3."
    )


def test_a_percent_shows_on_which_side_of_the_threshold_it_lies(app: Flask) -> None:
    assert percents(Fraction(74_999, 1000), Fraction(75)) == "74,999"
    assert percents(Fraction(75), Fraction(75)) == "75"
    assert percents(Fraction(250, 3), Fraction(75)) == "≈ 83,33"


def test_signs_and_roots(app: Flask) -> None:
    assert [signed(Fraction(n, 100)) for n in (86, -673, 4, -4)] == ["+0,9", "−6,7", "0,0", "0,0"]
    assert root_number(Fraction(2)) == "1,41"
    assert root_number(None) == "–"
