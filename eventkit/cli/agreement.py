"""`eventkit agreement`: how jurors agree, from a table of marks, without a database."""

from __future__ import annotations

import importlib.util
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

import click

from eventkit.cli.context import BadInput
from eventkit.cli.rank import FILE, read_table, table_warnings
from eventkit.scoring.agreement.report import agreement
from eventkit.scoring.agreement_report import as_json, as_text, parts

NEEDED = "эта команда считает с numpy и scipy: pip install 'eventkit-contests[analysis]'"


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
        for name, totals in parts(table.marks, by).items()
    }
    warnings = table_warnings(table)
    click.echo(as_json(reports, by, warnings) if wants_json else as_text(reports, by, warnings))
