"""Jurors whose sheets stand out in another way than strictness: advice from floating point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from eventkit.lazy import dataclass
from eventkit.results.jury.report import can_be_said
from eventkit.scoring.agreement.jurors import LEAST_SHEETS
from eventkit.scoring.agreement.report import agreement
from eventkit.scoring.agreement.sameness import same_everywhere
from eventkit.scoring.engine.aggregate import Reading
from eventkit.scoring.engine.arithmetic import mean

Rows = tuple[tuple[str, str, Fraction], ...]
"""Work, juror, total of the sheet."""


@dataclass(frozen=True)
class Unusual:
    """A juror who is ``erratic`` or gives the ``same`` everywhere, with what shows it.

    Erratic: ``low`` and ``high`` are the differences from the colleagues' means. Same: the lowest
    and highest own total, and beside them those of the colleagues' means of the same works.
    """

    juror: int
    kind: str
    sheets: int
    low: Fraction
    high: Fraction
    others_low: Fraction
    others_high: Fraction


def unusual(works: Mapping[str, Sequence[Reading]]) -> tuple[Unusual, ...]:
    """Who is erratic or gives nearly the same mark everywhere, from five shared works on."""
    rows = tuple((work, r.juror, r.total) for work, readings in works.items() for r in readings)
    return _unusual(rows) if len(rows) >= LEAST_SHEETS and can_be_said() else ()


@lru_cache(maxsize=32)
def _unusual(rows: Rows) -> tuple[Unusual, ...]:
    # Kept: a page that is opened again before a sheet comes asks for the same sums.
    totals: dict[str, dict[str, Fraction]] = {}
    for work, juror, total in rows:
        totals.setdefault(work, {})[juror] = total
    same = same_everywhere(totals)
    found = agreement(totals, bootstrap=0).jurors
    erratic = {one.juror for one in found if one.flag == "erratic"} - same
    told = [_told(juror, "erratic", totals) for juror in sorted(erratic, key=int)]
    told += [_told(juror, "same", totals) for juror in sorted(same, key=int)]
    return tuple(one for one in told if one is not None)


def _told(juror: str, kind: str, totals: Mapping[str, Mapping[str, Fraction]]) -> Unusual | None:
    pairs = [
        (row[juror], mean([total for other, total in row.items() if other != juror]))
        for row in totals.values()
        if juror in row and len(row) > 1
    ]
    if len(pairs) < LEAST_SHEETS:
        return None
    own = [o - c for o, c in pairs] if kind == "erratic" else [o for o, _c in pairs]
    others = [c for _o, c in pairs]
    return Unusual(int(juror), kind, len(pairs), min(own), max(own), min(others), max(others))
