"""The sheets of a stored version as tables of marks, for everything said about its jury."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.results.models import Calculation

Totals = dict[str, dict[str, Fraction]]
"""Work → juror → points."""


@dataclass(frozen=True)
class Work:
    """A work with its official rank, place and value, and the totals of its sheets that count."""

    code: str
    nomination: str
    rank: int | None
    dense: int | None
    """The rank 1-1-2; ``rank`` is 1-1-3."""
    place: str
    value: Fraction | None
    totals: Mapping[str, Fraction]

    @property
    def mean(self) -> Fraction | None:
        """The plain mean of the sheets."""
        return sum(self.totals.values(), Fraction(0)) / len(self.totals) if self.totals else None


@dataclass(frozen=True)
class Judged:
    """A judged contest: works in the official order of each nomination, jurors by their ids.

    `criteria` gives the maximum of each criterion, `is_on_scale` whether official values compare
    with single sheets.
    """

    works: tuple[Work, ...]
    jurors: tuple[str, ...]
    maximum: Fraction
    criteria: Mapping[str, Fraction]
    is_on_scale: bool
    _sheets: tuple[Mapping[str, Any], ...]

    def of(self, nomination: str) -> tuple[Work, ...]:
        """The works of a nomination; of all when it is empty."""
        return tuple(w for w in self.works if nomination in ("", w.nomination))

    def totals(self, works: Iterable[Work]) -> Totals:
        """Totals of the sheets of these works."""
        return {work.code: dict(work.totals) for work in works}

    def marks(self, works: Iterable[Work], criterion: str) -> Totals:
        """Marks of one criterion, not weighted, on the same sheets."""
        marks: Totals = {work.code: {} for work in works}
        for sheet in self._sheets:
            mark = sheet["marks"].get(criterion)
            if mark is not None and not sheet["annulled"] and sheet["entry"] in marks:
                marks[sheet["entry"]][sheet["juror"]] = Fraction(mark)
        return marks


def judged(made: Calculation) -> Judged:
    """The works and sheets that a version was made from."""
    result, inputs = made.result, made.inputs
    works = tuple(_work(entry) for entry in result["entries"])
    maximum = Fraction(result["maximum"])
    values = [work.value for work in works if work.value is not None]
    return Judged(
        works=works,
        jurors=tuple(each["juror"] for each in result["jurors"]),
        maximum=maximum,
        criteria={each["code"]: Fraction(each["maximum"]) for each in inputs["criteria"]},
        # A sum of sheets, steps, or what a format counts by itself have a scale of their own.
        is_on_scale=result["rules"]["aggregation"] != "sum_of_valid_sheets"
        and not result["rules"].get("steps")
        and all(0 <= value <= maximum for value in values),
        _sheets=tuple(inputs["sheets"]),
    )


def _work(entry: Mapping[str, Any]) -> Work:
    value = entry["value"]
    return Work(
        code=entry["entry"],
        nomination=entry["nomination"],
        rank=entry["rank_competition"],
        dense=entry["rank_dense"],
        place=entry["place_shown"] or "",
        value=None if value is None else Fraction(value),
        totals=_totals(entry["sheets"]),
    )


def _totals(sheets: Iterable[Mapping[str, Any]]) -> dict[str, Fraction]:
    """What each juror gave, over all trials."""
    found: dict[str, Fraction] = {}
    for sheet in sheets:
        if sheet["use"] != "annulled" and sheet["total"] is not None:
            total = Fraction(sheet["total"])
            found[sheet["juror"]] = found.get(sheet["juror"], Fraction(0)) + total
    return found
