"""Who gives nearly the same mark everywhere, while the colleagues tell the same works apart."""

from __future__ import annotations

from fractions import Fraction

from .jurors import LEAST_SHEETS
from .totals import Marks, read_totals

PART = Fraction(1, 4)
"""Of the colleagues' spread: an own spread up to it is «nearly the same mark»."""


def same_everywhere(totals: Marks, *, part: Fraction = PART) -> frozenset[str]:
    """Jurors whose marks hardly differ over works that differ for their colleagues.

    Only works that others marked too count, from five of them on. There the standard deviation of
    the own marks is at most `part` of the standard deviation of the others' means; with `part` 0
    all own marks are equal. Where the others see no difference either, nobody is named.
    """
    import numpy as np

    table = read_totals(totals)
    found = set()
    shared = table.sheets_of_work[table.work_of] >= 2
    others_sum = table.sum_of_work[table.work_of] - table.whole
    others_count = np.maximum(table.sheets_of_work[table.work_of] - 1, 1)
    own, others = table.points(table.whole), table.points(others_sum, others_count)
    for index, juror in enumerate(table.jurors):
        rows = shared & (table.juror_of == index)
        if int(rows.sum()) < LEAST_SHEETS or not np.ptp(others[rows]):
            continue
        # Equal marks are equal floats, so all the same mark is a spread of exactly 0.
        spread = np.std(own[rows]) if np.ptp(own[rows]) else 0.0
        if spread <= float(part) * np.std(others[rows]):
            found.add(juror)
    return frozenset(found)
