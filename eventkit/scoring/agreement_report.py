"""A report on agreement of marks from files, as JSON and as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction

from eventkit.scoring.agreement.outcome import Agreement
from eventkit.scoring.agreement_words import as_text as report_text
from eventkit.scoring.agreement_words import warning_words
from eventkit.scoring.engine.steps import Combine
from eventkit.scoring.engine.table import Marked, Table, Work, table_of

Totals = dict[str, dict[str, Fraction]]


def parts(marks: Iterable[Marked], by: str | None) -> Mapping[str, Totals]:
    """Totals of sheets by the part that a report is for; one part without a name by default."""
    found: dict[str, list[Marked]] = {} if by else {"": []}
    for mark in marks:
        name = {"criterion": mark.criterion, "nomination": mark.nomination, None: ""}[by]
        found.setdefault(name, []).append(mark)
    return {name: _totals(table_of(found[name])) for name in sorted(found)}


def _totals(table: Table) -> Totals:
    """Work → juror → sum of the marks, where the juror has every criterion and trial."""
    for axis in ("criterion", "trial"):
        table = Combine(axis, "sum", whole=True).apply(table, [])
    names = _names({work for work, _names in table.cells})
    totals: Totals = {}
    for (work, (juror,)), value in table.cells.items():
        totals.setdefault(names[work], {})[juror] = value
    return totals


def _names(works: set[Work]) -> dict[Work, str]:
    """Ids of works; where two nominations use one, with the nomination before it."""
    entries = [entry for _nomination, entry in works]
    unique = len(set(entries)) == len(entries)
    return {work: work[1] if unique else f"{work[0]}: {work[1]}" for work in works}


def as_json(reports: Mapping[str, Agreement], by: str | None, warnings: list[str]) -> str:
    """The object of one report, or with ``by`` an object of reports by their names."""
    told = {name: _plain(one, warnings) for name, one in reports.items()}
    found: object = {"by": by, "parts": told} if by else told[""]
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)


def _plain(found: Agreement, warnings: list[str]) -> dict[str, object]:
    said = [*warnings, *map(warning_words, found.warnings)]
    return found.to_dict() | {"warnings": said}


def as_text(reports: Mapping[str, Agreement], by: str | None, warnings: list[str]) -> str:
    """The reports one under another, then what the files held that does not count."""
    parts = [
        f"{name}\n{report_text(one)}" if by else report_text(one) for name, one in reports.items()
    ]
    return "\n\n".join([*parts, *(f"Внимание: {warning}" for warning in warnings)])
