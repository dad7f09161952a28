"""Criteria from a small table, for ranking without a database: criterion, weight, max, step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from eventkit.scoring.engine import CriterionSpec
from eventkit.scoring.engine.table import Marked
from eventkit.scoring.mark_files import MarkFileError
from eventkit.spreadsheets.archives import UnreadableTableError
from eventkit.spreadsheets.reading import Field, Record, load, read

FIELDS = (
    Field("criterion", ("criterion", "критерий"), "text", required=True),
    Field("weight", ("weight", "вес"), "decimal", required=True),
    Field("maximum", ("max", "максимум", "наибольший балл"), "decimal"),
    Field("step", ("step", "шаг"), "decimal"),
)
UNLIMITED = Fraction(10**12)
"""Of a criterion whose maximum is not given: no mark is above it."""


def read_criteria(file: Path) -> dict[str, CriterionSpec]:
    """The criteria by their names; a step that is not given allows any mark.

    Raises MarkFileError with one line that names the file, the row and the column.
    """
    try:
        sheet, *_more = load(file.read_bytes(), file.name)
    except OSError as problem:
        raise MarkFileError(f"{file}: {problem.strerror}") from problem
    except UnreadableTableError as problem:
        raise MarkFileError(f"{file}: {problem}") from problem
    reading = read(sheet, FIELDS)
    for trouble in reading.troubles:
        where = f"строка {trouble.row}" + (f", столбец {trouble.column}" * bool(trouble.column))
        raise MarkFileError(f"{file}: {where}: {trouble.message}")
    criteria: dict[str, CriterionSpec] = {}
    for record in reading.records:
        criterion = _criterion(record)
        if criterion.code in criteria:
            raise MarkFileError(f"{file}: строка {record.row}: критерий {criterion.code} уже был")
        criteria[criterion.code] = criterion
    return criteria


def impossible_marks(
    marks: Iterable[Marked], criteria: Mapping[str, CriterionSpec]
) -> Iterator[str]:
    """A line for each mark that its criterion does not allow."""
    for one in marks:
        criterion = criteria.get(one.criterion)
        if criterion is not None and (why := criterion.problem(one.mark)) is not None:
            yield _PROBLEMS[why].format(
                entry=one.entry, juror=one.juror, criterion=one.criterion, mark=float(one.mark)
            )


_PROBLEMS = {
    "below_minimum": "{entry}, {juror}, {criterion}: {mark:g} меньше нуля.",
    "above_maximum": "{entry}, {juror}, {criterion}: {mark:g} больше наибольшего балла.",
    "off_step": "{entry}, {juror}, {criterion}: {mark:g} не подходит к шагу.",
}


def _criterion(record: Record) -> CriterionSpec:
    values = record.values
    step: Decimal | None = values["step"]
    return CriterionSpec(
        code=values["criterion"],
        maximum=UNLIMITED if values["maximum"] is None else Fraction(values["maximum"]),
        step=Fraction(step) if step else Fraction(1, 10**12),
        weight=Fraction(values["weight"]),
    )
