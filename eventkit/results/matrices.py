"""Marks of one work by criterion and juror, a table for each trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.results.board import deciding_criterion
from eventkit.results.models import Calculation
from eventkit.scoring.engine import EntryResult
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import criteria_by_trial, has_several_trials
from eventkit.web.i18n import exact_words, number


@dataclass(frozen=True)
class Matrix:
    """Criteria × sheets of one work; the criterion that decided a tie is marked."""

    title: str
    """The trial's; empty where there is only one."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str, bool], ...]
    """Title, marks of each sheet, mean, whether it decided."""
    totals: tuple[str, ...]
    value: str
    annulled: tuple[bool, ...]


def matrices_of(
    calculation: Calculation,
    row: EntryResult,
    criteria: Sequence[Criterion],
    jurors: Mapping[str, str],
) -> list[Matrix]:
    """The marks as the calculation took them; trials without a sheet are left out."""
    marks = _marks(calculation, row.entry)
    several = has_several_trials(criteria)
    found = []
    for code, own in criteria_by_trial(criteria).items():
        trial = code if several else ""
        order = [
            s
            for s in row.sheets
            if s.trial == trial and (s.trial, s.juror, s.use == "annulled") in marks
        ]
        columns = [marks[s.trial, s.juror, s.use == "annulled"] for s in order]
        counted = [s.total for s in order if s.use != "annulled" and s.total is not None]
        value = row.value if not several else None
        if several and counted:
            value = sum(counted, Fraction(0)) / len(counted)
        matrix = Matrix(
            title=own[0].trial.title if several else "",
            heads=tuple(jurors.get(s.juror, "") for s in order),
            rows=tuple(_row(c, columns, row) for c in own),
            totals=tuple("–" if s.total is None else exact_words(s.total) for s in order),
            value=number(value),
            annulled=tuple(s.use == "annulled" for s in order),
        )
        if order:
            found.append(matrix)
    return found


def _row(
    criterion: Criterion, columns: Sequence[Mapping[str, Any]], row: EntryResult
) -> tuple[str, tuple[str, ...], str, bool]:
    return (
        criterion.title,
        tuple(_mark(column.get(criterion.code)) for column in columns),
        number(row.criterion_means.get(criterion.code)),
        criterion.code == deciding_criterion(row),
    )


def _marks(calculation: Calculation, entry: str) -> dict[tuple[str, str, bool], dict[str, Any]]:
    """Of each sheet of a work its marks, by trial, juror and whether it was annulled."""
    return {
        (sheet.get("trial", ""), sheet["juror"], sheet["annulled"]): sheet["marks"]
        for sheet in calculation.inputs["sheets"]
        if sheet["entry"] == entry
    }


def _mark(text: str | None) -> str:
    return "–" if text is None else exact_words(Fraction(text))
