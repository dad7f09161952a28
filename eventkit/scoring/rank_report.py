"""A ranking of marks from files as JSON and as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from eventkit.scoring.engine import shown
from eventkit.scoring.engine.codec import fraction_text
from eventkit.scoring.engine.counting import Count
from eventkit.scoring.engine.ranking import Ranking, Standing
from eventkit.scoring.engine.table import Key, Table, Work
from eventkit.scoring.step_words import step_words


def as_json(
    method: str,
    ranked: Ranking,
    warnings: Sequence[str],
    digits: int,
    steps: Mapping[Work, Sequence[str]] | None = None,
) -> dict[str, object]:
    """The object that `eventkit rank --json` prints; with ``steps`` also each work's arithmetic."""
    return {
        "method": method,
        "nominations": [
            {
                "nomination": nomination,
                "standings": [_standing(nomination, one, digits, steps) for one in standings],
            }
            for nomination, standings in ranked.nominations.items()
        ],
        "warnings": list(warnings),
    }


def _standing(
    nomination: str, one: Standing, digits: int, steps: Mapping[Work, Sequence[str]] | None
) -> dict[str, object]:
    told: dict[str, object] = {
        "entry": one.entry,
        "value": shown(one.value, digits),
        "value_exact": fraction_text(one.value),
        "place": one.place,
        "tied": one.tied,
        "tie_broken_by": one.tie_broken_by,
        "sheets": one.sheets,
        "marks": {juror: _number(total) for juror, total in sorted(one.totals.items())},
    }
    if steps is not None:
        told["steps"] = list(steps[nomination, one.entry])
    return told


def as_text(
    ranked: Ranking,
    warnings: Sequence[str],
    digits: int,
    steps: Mapping[Work, Sequence[str]] | None = None,
) -> str:
    """A table for each nomination, the arithmetic under each work where it is asked for."""
    lines: list[str] = []
    for nomination, standings in ranked.nominations.items():
        lines += [nomination, ""] if nomination else []
        lines += _table(nomination, standings, digits, steps)
        lines.append("")
    lines += [f"Внимание: {warning}" for warning in warnings]
    return "\n".join(lines).rstrip("\n")


def _table(
    nomination: str,
    standings: Sequence[Standing],
    digits: int,
    steps: Mapping[Work, Sequence[str]] | None,
) -> list[str]:
    head = ("Место", "Работа", "Итог", "Листов", "Равенство")
    rows = [
        (one.place, one.entry, shown(one.value, digits), str(one.sheets), _tie(one))
        for one in standings
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [_line(head, widths)]
    for one, row in zip(standings, rows, strict=True):
        lines.append(_line(row, widths))
        if steps is not None:
            lines += [f"    {step}" for step in steps[nomination, one.entry]]
    return lines


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    place, entry, value, sheets, tie = cells
    return "  ".join(
        (
            place.rjust(widths[0]),
            entry.ljust(widths[1]),
            value.rjust(widths[2]),
            sheets.rjust(widths[3]),
            tie,
        )
    ).rstrip()


def _tie(one: Standing) -> str:
    if one.tied:
        return "место общее"
    return f"решило: {one.tie_broken_by}" if one.tie_broken_by else ""


def arithmetic(counted: Count) -> dict[Work, list[str]]:
    """For each work its marks and what each step left of them; a step that left them is skipped."""
    told: dict[Work, list[str]] = {work: [] for work in counted.values}
    before: dict[Work, str] = {}
    for title, table in _tables(counted):
        for work, keys in _by_work(table).items():
            cells = _cells(table, keys)
            if work in told and cells != before.get(work):
                told[work].append(f"{title}: {cells}")
            before[work] = cells
    return told


def _tables(counted: Count) -> Iterator[tuple[str, Table]]:
    yield "Оценки", counted.first
    for stage in counted.stages:
        yield step_words(stage.step), stage.table


def _by_work(table: Table) -> dict[Work, list[Key]]:
    found: dict[Work, list[Key]] = {}
    for key in table.cells:
        found.setdefault(key[0], []).append(key)
    return found


def _cells(table: Table, keys: Sequence[Key]) -> str:
    """«Т1 Соколова 41; Т1 Титов 44»; a fraction that does not end is written as one."""
    return "; ".join(
        " ".join([*filter(None, key[1]), _exact(table.cells[key])]) for key in sorted(keys)
    )


def _exact(value: Fraction) -> str:
    for digits in range(7):
        if 10**digits % value.denominator == 0:
            return shown(value, digits)
    return f"{shown(value, 4)}… ({fraction_text(value)})"


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
