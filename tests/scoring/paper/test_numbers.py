"""Numbers of printed sheets: no slip of the hand opens another sheet."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventkit.scoring.paper.numbers import NumberError, number_of, read_number, shown_number

IDS = st.integers(1, 2**31 - 1)


def refused(number):
    with pytest.raises(NumberError):
        read_number(number)
    return True


@pytest.fixture(autouse=True)
def words(app):
    """Refusals are said in the reader's language."""


def test_the_check_digits_are_those_of_the_standard():
    """ISO/IEC 7064 MOD 97-10 gives the digits 44 to 794 (the example of its commentaries)."""
    assert number_of(794) == "00079444"
    assert shown_number(794) == "0007 9444"


def test_each_wrong_digit_and_each_swap_of_neighbours_is_found():
    """All of them, in the first three thousand numbers and in a thousand long ones."""
    chance = random.Random(4)
    tried = 0
    for id_ in [*range(1, 3000), *(chance.randrange(10**6, 2**31) for _ in range(1000))]:
        right = number_of(id_)
        wrong = {
            right[:at] + digit + right[at + 1 :]
            for at in range(len(right))
            for digit in "0123456789"
        }
        wrong |= {
            right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in range(len(right) - 1)
        }
        for number in wrong - {right}:
            tried += 1
            assert int(number) % 97 != 1
    assert tried > 300_000


@given(IDS, st.data())
def test_a_slip_of_the_hand_is_refused_in_words(id_, data):
    """The same through the door by which numbers come in."""
    right = number_of(id_)
    at = data.draw(st.integers(0, len(right) - 2))
    digit = data.draw(st.sampled_from("0123456789"))
    changed = right[:at] + digit + right[at + 1 :]
    swapped = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    for number in {changed, swapped} - {right}:
        refused(number)


@given(IDS)
def test_a_number_is_read_as_it_is_typed_scanned_or_shown(id_):
    """Groups, an address, and an address from a scanner whose keyboard is set to Russian."""
    number = number_of(id_)
    for spelling in (
        number,
        shown_number(id_),
        f"  {number[:4]}-{number[4:]} ",
        f"https://konkurs.example/manage/duet-2026/paper/{number}",
        f"реезыЖ..лщтлгкыюучфьздую.ьфтфпу.вгуе-2026.зфзук.{number}",
    ):
        assert read_number(spelling) == id_


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Введите номер листа"),
        ("Э-118", "восемь цифр"),
        ("0007", "восемь цифр"),
        ("9" * 40, "восемь цифр"),
        ("²²²²²²²²", "восемь цифр"),
        ("0007 9445", "Контрольные цифры не сходятся"),
        ("000794", "восемь цифр"),
        ("000000079444", "Контрольные цифры не сходятся"),
    ],
)
def test_what_is_no_number_is_said_in_words(typed, said):
    with pytest.raises(NumberError, match=said):
        read_number(typed)
