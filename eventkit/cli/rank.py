"""`eventkit rank`: places from a table of marks, without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from eventkit.cli.context import BadInput
from eventkit.lazy import dataclass
from eventkit.scoring.engine import CriterionSpec, EngineInputError, RulesError, ScoringRules
from eventkit.scoring.engine.counting import METHODS, count, method_steps
from eventkit.scoring.engine.ranking import ranking
from eventkit.scoring.engine.rules import PLACE_STYLES
from eventkit.scoring.engine.steps import Step
from eventkit.scoring.mark_files import MarkFileError, MarkFiles, read_mark_files
from eventkit.scoring.rank_report import arithmetic, as_json, as_text
from eventkit.scoring.step_words import note_words
from eventkit.scoring.weight_tables import impossible_marks, read_criteria

FILE = click.Path(path_type=Path)
OF_RULES = {
    "mean_of_valid_sheets": "mean",
    "median_of_valid_sheets": "median",
    "trimmed_mean_of_valid_sheets": "trimmed-mean",
    "sum_of_valid_sheets": "sum",
}
"""The method that an event's rules name, for a table that knows no order of readings."""


@dataclass(frozen=True)
class Options:
    """What the command line says; None where it says nothing."""

    files: tuple[Path, ...]
    rules_file: Path | None
    method: str | None
    trim: int | None
    trim_min: int | None
    weights_file: Path | None
    tie_break: str | None
    place_style: str | None
    digits: int | None
    jurors: str
    ignore: str
    marks_are: str | None
    explain: bool
    wants_json: bool


@dataclass(frozen=True)
class Way:
    """How marks become places: what the options or the rules ask for."""

    method: str
    steps: tuple[Step, ...]
    tie_break: tuple[str, ...] = ()
    place_style: str = "competition"
    digits: int = 2
    smaller_is_better: bool = False


@click.command("rank")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=FILE)
@click.option("--rules", "rules_file", type=FILE, help="Scoring rules as JSON.")
@click.option("--method", type=click.Choice(METHODS), help="How sheets make a value (mean).")
@click.option("--trim", type=click.IntRange(1), help="Sheets dropped at each end (1).")
@click.option("--trim-min", type=click.IntRange(1), help="Drop from so many sheets (2N + 3).")
@click.option("--weights", "weights_file", type=FILE, help="criterion,weight[,max,step]")
@click.option("--tie-break", help="What decides between equals, in order, with commas.")
@click.option("--place-style", type=click.Choice(PLACE_STYLES), help="competition by default.")
@click.option("--round", "digits", type=click.IntRange(0, 12), help="Digits shown (2).")
@click.option("--jurors", type=click.Choice(["columns", "rows"]), default="columns")
@click.option("--ignore", default="", help="Columns that are no jurors, with commas.")
@click.option("--marks-are", type=click.Choice(["points", "ranks"]), help="Ranks: smaller wins.")
@click.option("--explain", is_flag=True, help="Show the arithmetic of each work.")
@click.option("--json", "wants_json", is_flag=True)
def command(**given: Any) -> None:
    """Rank the works of FILEs by their marks."""
    options = Options(**given)
    criteria = _criteria(options.weights_file)
    weights = {criterion.code: criterion.weight for criterion in criteria.values()}
    way = _way(options)
    table = read_table(options.files, jurors=options.jurors, ignore=options.ignore)
    try:
        counted = count(
            way.steps, table.marks, smaller_is_better=way.smaller_is_better, weights=weights
        )
        ranked = ranking(counted, tie_break=way.tie_break, place_style=way.place_style)
    except EngineInputError as problem:
        raise BadInput(str(problem)) from problem
    warnings = [
        *table_warnings(table),
        *impossible_marks(table.marks, criteria),
        *map(note_words, ranked.notes),
    ]
    steps = arithmetic(counted) if options.explain else None
    if options.wants_json:
        told = as_json(way.method, ranked, warnings, way.digits, steps)
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(ranked, warnings, way.digits, steps))


def read_table(files: Sequence[Path], *, jurors: str, ignore: str) -> MarkFiles:
    """The marks of all files, or bad input in one line."""
    try:
        return read_mark_files(files, jurors_in_rows=jurors == "rows", ignore=_words(ignore))
    except MarkFileError as problem:
        raise BadInput(str(problem)) from problem


def table_warnings(table: MarkFiles) -> list[str]:
    """What the files held that does not count."""
    return [
        f"Не считаются листы в состоянии «{state}»: оценок {rows}."
        for state, rows in sorted(table.left_out.items())
    ]


def _way(options: Options) -> Way:
    """The rules' way, or the method's; then what other options change of it."""
    if options.rules_file is None:
        method = options.method or "mean"
        steps = method_steps(method, trim=options.trim or 1, trim_min=options.trim_min)
        way = Way(method, steps)
    elif options.method or options.trim or options.trim_min:
        raise BadInput("--rules уже говорят, как считать: уберите --method, --trim и --trim-min")
    else:
        way = _way_of_rules(options.rules_file)
    said: dict[str, Any] = {
        "tie_break": None if options.tie_break is None else tuple(_words(options.tie_break)),
        "place_style": options.place_style,
        "digits": options.digits,
        "smaller_is_better": options.marks_are and options.marks_are == "ranks",
    }
    return replace(way, **{name: value for name, value in said.items() if value is not None})


def _way_of_rules(file: Path) -> Way:
    raw = _json_of(file)
    try:
        rules = ScoringRules.from_dict(raw)
    except RulesError as problem:
        raise BadInput(f"{file}: {problem.key}: {problem.code} ({problem.value!r})") from problem
    steps, method = rules.steps, "steps"
    if not steps:
        method = OF_RULES.get(rules.aggregation, "")
        if not method:
            raise BadInput(
                f"{file}: aggregation: для {rules.aggregation} нужен порядок прочтений, а в таблице"
                " оценок его нет"
            )
        steps = method_steps(method, trim_min=rules.trim_min_sheets)
    style = rules.place_style if "place_style" in raw else "competition"
    return Way(method, steps, rules.tie_break, style, rules.digits, rules.smaller_is_better)


def _json_of(file: Path) -> Mapping[str, object]:
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as problem:
        raise BadInput(f"{file}: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise BadInput(f"{file}: не UTF-8, байт {problem.start}") from problem
    except json.JSONDecodeError as problem:
        raise BadInput(
            f"{file}: строка {problem.lineno}, столбец {problem.colno}: {problem.msg}"
        ) from problem
    if not isinstance(data, dict):
        raise BadInput(f"{file}: нужен объект с правилами")
    return data


def _criteria(file: Path | None) -> Mapping[str, CriterionSpec]:
    if file is None:
        return {}
    try:
        return read_criteria(file)
    except MarkFileError as problem:
        raise BadInput(str(problem)) from problem


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
