"""What a portrait says and draws, rule by rule, over values worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eventkit.questionnaires.titles import whom_it_asks
from eventkit.web.i18n import in_language
from eventkit_training.portrait.circles import people
from eventkit_training.portrait.contents import (
    Line,
    Measured,
    Moved,
    Portrait,
    Priorities,
    Priority,
    Side,
)
from eventkit_training.portrait.drawing import shape
from eventkit_training.portrait.labels import legend, live_words, people_words, signed
from eventkit_training.portrait.sentences import priorities_words, sentences

WEAKEST = "Слабее всего «А»: в среднем 3,00 из 5."
LEVELS = ("низкий", "средний", "высокий")
LIMITS = (Fraction(5, 2), Fraction(15, 4))


@pytest.fixture(autouse=True)
def reading(app):
    with app.test_request_context():
        yield


def line(title, before=None, after=None, moved=None, **more):
    """A scale from 0 to 5; waves as (mean, low, middle, high), the change as (up, down, n)."""

    def measured(one):
        return one and Measured(sum(one[1:]), Fraction(str(one[0])), tuple(one[1:]))

    change = moved and Moved(moved[2], Fraction(moved[0] - moved[1], moved[2]), *moved[:2])
    values = {"levels": LEVELS, "limits": LIMITS} | more
    zero, five = Fraction(0), Fraction(5)
    return Line(
        title, zero, five, **values, before=measured(before), after=measured(after), moved=change
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        # seven of eight beat five of eight
        (
            [line("А", (3, 0, 8, 0), None, (5, 0, 8)), line("Б", (4, 0, 8, 0), None, (7, 1, 8))],
            [
                "Рост по шкале «Б» – у 7 из 8, кто заполнил обе анкеты.",
                "Слабее всего «А»: в среднем 3,00 из 5.",
            ],
        ),
        (
            [line("А", (3, 0, 6, 0), (4, 0, 0, 6), (6, 0, 6))],
            ["Рост по шкале «А» – у всех 6, кто заполнил обе анкеты."],
        ),
        # four of eight is no majority; five down is
        (
            [line("А", (3, 0, 8, 0), None, (4, 4, 8)), line("Б", (3.5, 0, 8, 0), None, (1, 5, 8))],
            [
                "Снижение по шкале «Б» – у 5 из 8, кто заполнил обе анкеты.",
                "Слабее всего «А»: в среднем 3,00 из 5.",
            ],
        ),
        (
            [line("А", (3, 0, 8, 0), None, (4, 4, 8))],
            ["Общего сдвига нет: больше половины не выросло и не снизилось ни по одной шкале."],
        ),
        # five of ten are not more than half, six are
        (
            [line("А", (3, 0, 5, 5)), line("Б", (4, 0, 4, 6))],
            ["«Б»: уровень «высокий» у 6 из 10.", WEAKEST],
        ),
        # the lowest level is named only where somebody has it
        (
            [line("А", (2, 7, 3, 0), (3, 2, 8, 0)), line("Б", (4, 0, 9, 1), (4, 0, 9, 1))],
            ["Слабее всего «А»: уровень «низкий» был у 7 из 10, теперь у 2 из 10."],
        ),
        ([line("А", (3, 1, 8, 1))], []),
        ([], []),
    ],
)
def test_sentences_name_what_stands_out(lines, said):
    assert sentences(lines) == said


def test_numbers_agree_in_both_languages():
    def words(before, after=0, waves=1):
        return people_words(Side("Г", waves, before, after or None, ()))

    assert [words(1), words(22), words(5)] == ["1 анкета", "22 анкеты", "5 анкет"]
    assert words(10, 9, 2) == "10 анкет до, 9 после"
    assert words(None) == ""

    def wall(shown, waiting, *, is_live=True):
        side = Side("Г", 1, shown, None, (), waiting=waiting, is_open=True, is_live=is_live)
        return live_words(Portrait((side,)))

    assert wall(10, 7) == (
        "На экране ответы 10 человек, ещё 7 получено: покажем, когда наберётся шаг."
    )
    assert wall(22, 1) == (
        "На экране ответы 22 человек, ещё 1 получен: покажем, когда наберётся шаг."
    )
    assert wall(21, 0) == "На экране ответы 21 человека."
    assert wall(0, 3, is_live=False) == (
        "На экране пока нет ответов, ещё 3 получено: покажем, когда замер закроется."
    )
    assert [signed(Fraction(1, 200)), signed(Fraction(-1, 5)), signed(Fraction(1, 999))] == [
        "+0,01",
        "−0,20",
        "0,00",
    ]
    with in_language("en"):
        assert wall(1, 2) == (
            "On the screen: answers of 1 person, 2 more received: shown when a step is complete."
        )
        assert sentences([line("A", (3, 0, 8, 0), None, (7, 1, 8))]) == [
            "Growth on “A”: in 7 of the 8 who filled in both sheets."
        ]


def test_priorities_tell_where_groups_differ():
    def said(*rows, valid=(10, 10), at_most=None):
        found = tuple(Priority(title, counts) for title, *counts in rows)
        hidden = tuple(count is None for count in valid)
        return priorities_words(Priorities("?", found, valid, hidden, at_most))

    # 5 of 10 and 2 of 10 are 0.3 apart, 4 and 3 are 0.1
    assert said(("А", 4, 3), ("Б", 5, 2), at_most=1) == (
        "Больше всего группы расходятся в ответе «Б»: 5 из 10 и 2 из 10."
        " Каждый мог выбрать 1 ответ."
    )
    # 8 of 20 and 4 of 10 are the same share
    assert said(("А", 8, 4), valid=(20, 10)) == ""
    assert said(("А", 8, None), valid=(20, None)) == ""


def test_titles_and_legends():
    assert whom_it_asks("Анкета «Молодой педагог»") == "Молодой педагог"
    assert whom_it_asks("Наставник") == ""
    both = Portrait((Side("Г", 1, 8, None, (line("А"), line("Б"))),))
    assert legend(both) == ["низкий, ниже 2,5", "средний", "высокий, от 3,75"]
    assert legend(Portrait((Side("Г", 1, 8, None, (line("А"), line("Б", levels=()))),))) == []


def test_drawings_hold_every_scale_and_everybody():
    three = [line(title, (2.5, 1, 1, 1), (5, 0, 0, 3)) for title in ("А", "Б", "<В>")]
    radar = shape(three, "Описание")
    # the half of the axis is 100 of 200; the first axis points up
    assert 'points="0.0,-100.0 ' in radar
    assert 'points="0.0,-200.0 ' in radar
    assert "&lt;В&gt;" in radar
    assert 'width="300.0"' in shape(three[:1], "Полосы"), "half of 600"
    circles = people(Measured(20, Fraction(3), (5, 10, 5)), "Люди")
    assert circles.count("<circle") == 20
    # more than twenty are a bar of 140 in parts: 21 of 42 take 70, less a gap
    assert 'width="68.4"' in people(Measured(42, Fraction(3), (0, 21, 21)), "Люди")
