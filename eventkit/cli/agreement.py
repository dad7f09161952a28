"""`eventkit agreement`: how jurors agree, from a table of marks, without a database."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

import click

from eventkit.cli.context import BadInput
from eventkit.cli.rank import FILE, read_table, table_warnings
from eventkit.scoring.agreement.outcome import Agreement
from eventkit.scoring.agreement.report import agreement
from eventkit.scoring.agreement_words import as_text, warning_words
from eventkit.scoring.engine.steps import Combine
from eventkit.scoring.engine.table import Marked, Table, Work, table_of

NEEDED = "эта команда считает с numpy и scipy: pip install 'eventkit-contests[analysis]'"
Totals = dict[str, dict[str, Fraction]]


class PointsType(click.ParamType[Fraction]):
    """A number of points, exactly: 4.5 or 4,5."""

    name = "points"

    def convert(self, value: object, param: object, ctx: object) -> Fraction:
        """Read the option."""
        try:
            return Fraction(Decimal(str(value).replace(",", ".")))
        except (InvalidOperation, ValueError, OverflowError):
            return self.fail(f"{value!r}: нужно число, например 4.5")


@click.command("agreement")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=FILE)
@click.option("--by", type=click.Choice(["criterion", "nomination"]), help="A report for each.")
@click.option("--flag", type=PointsType(), help="Deviation in points that makes a juror strict.")
@click.option("--bootstrap", type=click.IntRange(0), default=2000, help="Draws of jurors (2000).")
@click.option("--seed", type=int, default=1, help="Of the draws (1).")
@click.option("--jurors", type=click.Choice(["columns", "rows"]), default="columns")
@click.option("--ignore", default="", help="Columns that are no jurors, with commas.")
@click.option("--marks-are", type=click.Choice(["points", "ranks"]), default="points")
@click.option("--json", "wants_json", is_flag=True)
def command(
    files: tuple[Path, ...],
    by: str | None,
    flag: Fraction | None,
    bootstrap: int,
    seed: int,
    jurors: str,
    ignore: str,
    marks_are: str,
    wants_json: bool,
) -> None:
    """Say how the jurors of FILEs agree."""
    if importlib.util.find_spec("numpy") is None or importlib.util.find_spec("scipy") is None:
        raise BadInput(NEEDED)
    table = read_table(files, jurors=jurors, ignore=ignore)
    reports = {
        name: agreement(
            totals,
            flag=flag,
            bootstrap=bootstrap,
            seed=seed,
            smaller_is_better=marks_are == "ranks",
        )
        for name, totals in _parts(table.marks, by).items()
    }
    warnings = table_warnings(table)
    click.echo(_as_json(reports, by, warnings) if wants_json else _as_text(reports, by, warnings))


def _parts(marks: Iterable[Marked], by: str | None) -> Mapping[str, Totals]:
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


def _as_json(reports: Mapping[str, Agreement], by: str | None, warnings: list[str]) -> str:
    told = {name: _plain(one, warnings) for name, one in reports.items()}
    found: object = {"by": by, "parts": told} if by else told[""]
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)


def _plain(found: Agreement, warnings: list[str]) -> dict[str, object]:
    said = [*warnings, *map(warning_words, found.warnings)]
    return found.to_dict() | {"warnings": said}


def _as_text(reports: Mapping[str, Agreement], by: str | None, warnings: list[str]) -> str:
    parts = [f"{name}\n{as_text(one)}" if by else as_text(one) for name, one in reports.items()]
    return "\n\n".join([*parts, *(f"Внимание: {warning}" for warning in warnings)])


COMMANDS = (command,)
