"""Dates as teachers type them."""

from datetime import date

import pytest

from eventkit.registration.days import parse_day


@pytest.mark.parametrize(
    "typed",
    [
        "12.03.1999",
        "12/3/1999",
        "12 03 1999",
        "12. 03. 1999",
        " 12  3 1999 г. ",
        "12031999",
        "1999-03-12",
    ],
)
def test_a_day_is_understood_however_it_is_parted(typed):
    assert parse_day(typed) == date(1999, 3, 12)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("1203199", "Напишите дату цифрами"),
        ("19990312", "Месяца с номером 99 нет"),
        ("31021999", "В феврале столько дней не бывает"),
    ],
)
def test_digits_that_are_no_day_are_told_how_to_mend(app, typed, advice):
    with app.test_request_context(), pytest.raises(ValueError, match=advice):
        parse_day(typed)
