"""Small tables written by hand, and the folder of reference data that lies beside the checkout."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

Table = Mapping[str, Sequence[int | str | None]]
Totals = dict[str, dict[str, Fraction]]


@pytest.fixture(scope="session")
def sheets() -> Callable[[Table], Totals]:
    """Work → marks of the jurors A, B, C … in their order; None is a gap."""

    def made(table: Table) -> Totals:
        return {
            entry: {
                chr(ord("A") + number): Fraction(mark)
                for number, mark in enumerate(row)
                if mark is not None
            }
            for entry, row in table.items()
        }

    return made


@pytest.fixture(scope="session")
def methods_data() -> Path:
    """The folder with `data` and `expected`; it is not part of the project."""
    folder = os.environ.get("EVENTKIT_METHODS_DATA", "")
    if not folder:
        pytest.skip("EVENTKIT_METHODS_DATA does not name the folder of reference data")
    return Path(folder)
