"""`eventkit scales`: scores of a questionnaire from files, without a database."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import click

from eventkit.cli.context import BadInput
from eventkit.questionnaires.engine.hiding import SMALL_GROUP
from eventkit.questionnaires.response_files import ResponseFileError, read_key, read_responses
from eventkit.questionnaires.scales_report import ScoredFile, report_of, score_rows
from eventkit.questionnaires.scales_words import as_text

FILE = click.Path(path_type=Path)
PERSONAL = "{file}: баллы каждого респондента. Это персональные данные: храните файл закрыто."


@click.command("scales")
@click.argument("key_file", metavar="KEY.json", type=FILE)
@click.argument("responses", metavar="RESPONSES", type=FILE)
@click.option("--min-group", type=click.IntRange(1), default=SMALL_GROUP, show_default=True)
@click.option("--scores", type=FILE, help="Write each respondent's scores here: personal data.")
@click.option("--json/--text", "wants_json", default=True, help="An object, or tables to read.")
def command(
    key_file: Path,
    responses: Path,
    min_group: int,
    scores: Path | None,
    wants_json: bool,
) -> None:
    """Score the answers in RESPONSES (csv or xlsx) by KEY.json; print aggregates only."""
    try:
        key = read_key(key_file)
        scored = ScoredFile(key, read_responses(responses, key), min_group)
    except ResponseFileError as problem:
        raise BadInput(str(problem)) from problem
    told = report_of(scored)
    if scores is not None:
        _write(scores, scored)
    click.echo(json.dumps(told, ensure_ascii=False, indent=1) if wants_json else as_text(told))


def _write(file: Path, scored: ScoredFile) -> None:
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as table:
            csv.writer(table).writerows(score_rows(scored))
    except OSError as problem:
        raise BadInput(f"{file}: {problem.strerror}") from problem
    click.echo(PERSONAL.format(file=file), err=True)
