"""Codes that nobody guesses and everybody can type."""

import pytest

from eventkit.documents.codes import ALPHABET, new_code, read_code


def test_a_code_has_eighty_random_bits_and_is_read_in_groups():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all([len(part) for part in code.split("-")] == [4, 4, 4, 4] for code in codes)
    assert len(ALPHABET) == 32  # 16 signs of 5 bits
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-9Q2T-XW4D-0RBE",
        " 7k3m 9q2t xw4d 0rbe ",
        "7K3M9Q2TXW4D0RBE",
        "7K3M–9Q2T–XW4D–ORBE",  # a long dash and the letter O
        "7К3М-9Q2Т-ХW4D-ОRВЕ",  # Russian letters of the same shape
    ],
)
def test_a_code_is_read_as_people_type_it(typed):
    assert read_code(typed) == "7K3M-9Q2T-XW4D-0RBE"


@pytest.mark.parametrize("typed", ["", "КВМ-2025-001", "7K3M-9Q2T", "7K3M-9Q2T-XW4D-0RBE-1", "%00"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) == ""
