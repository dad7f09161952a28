"""«Жюри в цифрах»: jurors, criteria, places, the adjusted order, pictures and the workbook."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.queries import jurors_of
from eventkit.results.operations import calculate
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event

pytestmark = pytest.mark.database

FIVE = (10, 20, 30, 40, 50)
# The third gives 12 less than the other two, who agree: to them 6 more each.
STRICT = {"N1": {f"Э-{n}": (20 + n, 20 + n, 8 + n) for n in range(1, 6)}}


def counted(table: Any, **options: Any) -> Event:
    event = create_judged_event(table, **options)
    calculate(event, "system")
    db.session.commit()
    return event


def address(event: Event, rest: str = "") -> str:
    return f"/manage/{event.slug}/results/jury{rest}"


@pytest.fixture
def read(app: Flask, client: FlaskClient) -> Callable[..., Any]:
    """Open a page of an event as its organizer."""

    def opened(event: Event, rest: str = "") -> Any:
        sign_in(client, create_account(roles={event.id: "organizer"}))
        return client.get(address(event, rest))

    return opened


def short_names(event: Event) -> list[str]:
    return [juror.person.short_name for juror in jurors_of(event.id)]


def row_of(told: str, name: str) -> str:
    """What the first table says of a juror, up to the next one."""
    return told.split(words_of(name))[1][:220]


def words_of(name: str) -> str:
    return " ".join(name.split())


def test_a_strict_juror_is_told_in_words_with_the_models_number(read: Any) -> None:
    event = counted(STRICT)
    told = words(read(event))
    # Least squares, Σ = 0: −8, +4, +4; they differ by constants alone, so the error is 0.
    third = row_of(told, short_names(event)[2])
    assert "строгий" in third
    assert "Строже коллег в среднем на 12,0 балла (по модели −8,0 ± 0,0)." in third
    assert "−8,00 ± 0,00" in third
    first = row_of(told, short_names(event)[0])
    assert "Мягче коллег в среднем на 6,0 балла (по модели +4,0 ± 0,0)." in first
    assert "Это советы председателю, а не упрёки" in told


def test_the_events_own_threshold_goes_before_the_usual_tenth(read: Any) -> None:
    rules = {"strict_judge_flag": {"min_sheets": 5, "abs_mean_deviation": 13}}
    assert "Отмечаются те, у кого не меньше 5 листов и расхождение от 13." in words(
        read(counted(STRICT, rules=rules))
    )
    event = counted(STRICT, rules={"strict_judge_flag": {"min_sheets": 6, "abs_mean_deviation": 1}})
    assert "строгий" not in words(read(event))


def test_an_erratic_juror_differs_now_up_now_down(read: Any) -> None:
    # The fourth is now 20 above and now 20 below three who nearly agree.
    rows = {f"Э-{n}": (40 + n, 40 + n, 41 + n, 40 + n + 20 * (-1) ** n) for n in range(1, 7)}
    event = counted({"N1": rows})
    fourth = row_of(words(read(event)), short_names(event)[3])
    assert "непоследовательный" in fourth
    assert "Отличия от коллег то в плюс, то в минус." in fourth


def test_the_same_mark_everywhere_is_named(read: Any) -> None:
    event = counted({"N1": {f"Э-{n}": (n, n, 30) for n in FIVE}})
    third = row_of(words(read(event)), short_names(event)[2])
    assert "один и тот же балл" in third
    assert "Ставит почти один и тот же балл, хотя коллеги работы различают." in third


def test_one_mark_in_one_criterion_names_the_criterion(read: Any) -> None:
    rows = {f"Э-{n}": ((n, n), (n, n), (30, n)) for n in FIVE}
    event = counted({"N1": rows}, criteria=(("K1", 50), ("K2", 50)))
    told = words(read(event))
    assert "Один балл всем работам: «Критерий K1»." in row_of(told, short_names(event)[2])
    assert told.count("Один балл всем работам") == 1


def test_each_criterion_has_its_deviations_and_can_be_looked_at(read: Any) -> None:
    # In K1 the second gives 4 more on every work; in K2 nobody differs.
    rows = {f"Э-{n}": ((n, 7), (n + 4, 7)) for n in range(1, 6)}
    event = counted({"N1": rows}, criteria=(("K1", 10), ("K2", 10)))
    one, two = map(words_of, short_names(event))
    told = words(read(event))
    table = told.split("Отклонение по каждому критерию")[-1]
    assert f"{one} −4,00 0,00 {two} +4,00 0,00" in table
    chosen = words(read(event, "?criterion=K1"))
    # A tenth of this criterion's 10 points, not of the sheet's 20.
    assert "расхождение от 1." in chosen
    assert "Мягче коллег в среднем на 4,0 балла" in chosen
    assert "строгий" not in words(read(event, "?criterion=K2"))


def test_a_nomination_is_chosen_and_an_unknown_one_is_not_found(read: Any) -> None:
    rows = {"Э-1": (60, 70, 80), "Э-2": (50, 60, 70)}
    event = counted({"N1": rows, "N2": {"Э-3": (1, 2, 3), "Э-4": (4, 5, 6)}, "N3": {}})
    everywhere = words(read(event))
    assert "Вероятность каждого места" not in everywhere
    assert "Чтобы увидеть весь порядок, выберите номинацию." not in everywhere  # 4 works: no model
    assert "нужно работ не меньше 5" in everywhere
    chosen = words(read(event, "?nomination=N1"))
    assert "Вероятность каждого места" in chosen
    assert "Э-3" not in chosen
    assert "Здесь листов ещё нет" in words(read(event, "?nomination=N3"))
    for rest in ("?nomination=N9", "?criterion=K9"):
        assert read(event, rest).status_code == 404


def test_places_that_cannot_be_told_apart_are_named(read: Any) -> None:
    # Two always put Э-1 and Э-2 apart one way and one the other way; Э-3 is always last.
    event = counted({"N1": {"Э-1": (60, 60, 80), "Э-2": (50, 50, 90), "Э-3": (10, 20, 30)}})
    told = words(read(event))
    assert "Нельзя различить по местам: Э-1 и Э-2." in told
    assert "Э-3 3 3 3 – 100 %" in told
    firm = counted({"N1": {f"Э-{n}": (n, n, n) for n in FIVE}})
    assert "Все места различимы" in words(read(firm))


def test_the_adjusted_order_frees_a_work_from_its_strict_reader(read: Any) -> None:
    # A and B agree and everything is linked by them; C gives 20 less. Э-2 was read by C and A,
    # so officially it is below Э-1; its level by A is above.
    rows = {
        "Э-1": (70, 70, None), "Э-2": (75, None, 55), "Э-3": (40, 40, 20), "Э-4": (30, 30, 10),
        "Э-5": (20, 20, 0), "Э-6": (25, 25, 5),
    }  # fmt: skip
    event = counted({"N1": rows})
    told = words(read(event))
    assert "С поправкой сдвинулись бы 2 работы." in told
    table = told.split("Порядок в таблице")[1]
    assert "Э-2 2 1 выше на 1 65,00" in table
    assert "Э-1 1 2 ниже на 1 70,00" in table
    assert "официальные места считаются по правилам конкурса и не меняются" in told


def test_the_adjusted_order_is_refused_with_the_reason(read: Any) -> None:
    left = {f"Э-{n}": (n, n + 1, n, None, None, None) for n in range(10, 15)}
    right = {f"Я-{n}": (None, None, None, n, n + 1, n + 3 * (n % 2)) for n in range(20, 26)}
    event = counted({"N1": left, "N2": right})
    told = words(read(event))
    assert "жюри распалось на группы без общих работ: 2." in told
    assert ".." not in told
    assert words_of(short_names(event)[0]) in told.split("Группа 1: ")[1].split("Группа 2")[0]
    # Within a nomination the jury is linked.
    alone = words(read(event, "?nomination=N2"))
    assert "Модель построена по листам этой номинации" in alone
    few = counted({"N1": {"Э-1": (5, 6), "Э-2": (7, 8)}})
    assert "нужно работ не меньше 5 и членов жюри не меньше 3." in words(read(few))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"N1": {"Э-1": (60,), "Э-2": (50,)}}, "Общих работ с коллегами нет, сравнить не с кем."),
        ({"N1": {"Э-1": (60, 50)}}, "В номинации одна работа, сравнивать не с чем."),
        ({"N1": {"Э-1": (60, 50), "Э-2": (None, None)}}, "Строже коллег в среднем на 10,0 балла"),
    ],
)
def test_tiny_contests_are_told_in_words(read: Any, table: Any, said: str) -> None:
    answer = read(counted(table))
    assert answer.status_code == 200
    assert said in words(answer)


def test_a_juror_without_a_sheet_stands_in_the_list(read: Any) -> None:
    event = counted({"N1": {"Э-1": (60, 70, None), "Э-2": (50, 50, None)}, "N2": {}})
    assert "Листов нет." in row_of(words(read(event)), short_names(event)[2])
    assert words_of(short_names(event)[2]) not in words(read(event, "?nomination=N1"))


def test_many_works_come_in_pages(read: Any) -> None:
    event = counted({"N1": {f"Э-{n:03}": (n, n, n) for n in range(1, 61)}})
    first, second = read(event), read(event, "?page=2")
    assert "Страница 1 из 2" in words(first)
    assert "Э-011 50 50" in words(first)  # the best work has the greatest number
    assert "Э-010 51 51" not in words(first)
    assert "Э-010 51 51" in words(second)
    assert read(event, "?page=99").status_code == 200
    assert "Линиями порядок показан, пока работ не больше 50" in words(first)
    assert read(event, "/order.svg").status_code == 404


KINDS = ("strips", "works", "places", "order")


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_a_file_and_says_what_it_shows(read: Any, kind: str) -> None:
    event = counted(STRICT)
    page = read(event)
    assert f"/jury/{kind}.svg?nomination=N1" in page.get_data(as_text=True)
    answer = read(event, f"/{kind}.svg?nomination=N1")
    assert answer.mimetype == "image/svg+xml"
    assert "attachment" in answer.headers["Content-Disposition"]
    root = ET.fromstring(answer.get_data(as_text=True))
    description = root.find("{http://www.w3.org/2000/svg}desc")
    assert description is not None
    assert description.text
    assert read(event, f"/{kind}.png?nomination=N1").data.startswith(b"\x89PNG")


def test_text_alternatives_name_the_rows(read: Any) -> None:
    text = words(read(counted(STRICT)))
    assert "Э-5: листы от 13,00 до 25,00, среднее 21,00; Э-4:" in text
    assert "Э-5: место 1, вероятные места 1; Э-4:" in text
    assert "Э-5: официально 1, с поправкой 1; Э-4:" in text


def test_there_is_no_picture_of_nothing(read: Any) -> None:
    event = counted({"N1": {"Э-1": (60, 50)}, "N2": {}})
    for rest in (
        "/places.svg?nomination=N1",
        "/order.png",
        "/works.svg",
        "/strips.svg?nomination=N2",
    ):
        assert read(event, rest).status_code == 404
    for rest in ("/other.svg", "/strips.gif"):
        assert read(event, rest).status_code == 404


def test_the_workbook_holds_the_numbers(read: Any) -> None:
    event = counted(STRICT)
    book = load_workbook(io.BytesIO(read(event, ".xlsx?nomination=N1").data))
    assert book.sheetnames == [
        "Жюри", "Согласие", "Отклонения по критериям", "Листы работ", "Вероятные места",
        "Вероятность мест", "С поправкой на строгость",
    ]  # fmt: skip
    rows = [list(row) for row in book["Жюри"].iter_rows(values_only=True)]
    third = next(row for row in rows if row[0] == short_names(event)[2])
    # Sheets 9 … 13: mean 11, SD √2,5; 12 below the others; −8 by least squares.
    assert third[1:6] == [5, 11, 1.58, -12, -8]
    sheets = [list(row) for row in book["Листы работ"].iter_rows(values_only=True)]
    assert sheets[1][1:] == ["Э-5", 25, 25, 13, 21, 21]
    chances = [list(row) for row in book["Вероятность мест"].iter_rows(values_only=True)]
    assert chances[1] == ["Э-5", 1, 100]


def test_while_a_blind_jury_reads_its_chair_sees_numbers_for_names(
    app: Flask, client: FlaskClient
) -> None:
    event = counted(STRICT, is_blind=True, closed=False)
    sign_in(client, create_account(roles={event.id: "chair"}))
    told = words(client.get(address(event)))
    assert "Член жюри 3 строгий" in told
    assert not any(words_of(name) in told for name in short_names(event))
    book = load_workbook(io.BytesIO(client.get(address(event, ".xlsx")).data))
    assert "Член жюри 3" in [row[0].value for row in book["Жюри"].iter_rows()]


def test_nothing_is_drawn_before_the_first_calculation(read: Any) -> None:
    event = create_judged_event(STRICT)
    db.session.commit()
    assert "Итоги ещё не подсчитаны" in words(read(event))
    assert read(event, "/strips.svg").status_code == 404
    assert read(event, ".xlsx").status_code == 404


def test_without_the_libraries_the_page_says_what_is_missing(
    read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = counted(STRICT)
    monkeypatch.setattr("eventkit.results.jury.report.find_spec", lambda _name: None)
    told = words(read(event))
    assert 'pip install "eventkit-contests[analysis]"' in told
    assert "Места считаются и без них." in told
    assert read(event, ".xlsx").status_code == 404


def test_one_work_costs_as_many_queries_as_many(
    app: Flask, client: FlaskClient, count_queries: Callable[[], Any]
) -> None:
    counts = []
    for works in (2, 25):
        event = counted({"N": {f"Э-{n}": ((n, n), (n, 9)) for n in range(works)}},
                        criteria=(("K1", 50), ("K2", 50)))  # fmt: skip
        sign_in(client, create_account(roles={event.id: "organizer"}))
        for rest in ("", ".xlsx", "/strips.svg"):
            client.get(address(event, rest))
            db.session.expire_all()
            with count_queries() as sent:
                assert client.get(address(event, rest)).status_code == 200
            counts.append(len(sent))
    assert counts[:3] == counts[3:]
