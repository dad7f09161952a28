"""Results as workbooks: the summary table with every sheet, and the rating."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.models import Event, Nomination
from eventkit.juries.queries import jurors_of
from eventkit.results import queries
from eventkit.results.board import result_row
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, staff_names
from eventkit.results.papers import degree_words, status_words
from eventkit.results.totals import (
    Barred,
    barred_in,
    jurors_in,
    total_or_recusal,
    valid_total,
)
from eventkit.results.trial_tables import TrialTable, split_by_trial, trial_tables
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.spreadsheets.writing import Column, Table, Value, workbook


def summary_workbook(event: Event, made: Calculation) -> bytes:
    """A worksheet for each nomination with every sheet's total, and one of means by criterion."""
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    criteria = criteria_of_event(event)
    jury = {str(j.id): j.person.short_name for j in jurors_of(event.id, with_left=True)}
    tables = [
        _nomination(
            nomination,
            [r for r in rows if r.nomination_id == nomination.id],
            names,
            jury,
            barred_in(made),
        )
        for nomination in event.nominations
    ]
    split = split_by_trial(trial_tables(event, made))
    title = _("Сводная ведомость, подсчёт № %(number)d", number=made.number)
    return workbook(
        [*tables, *map(_trial, split), _by_criterion(rows, criteria)],
        title=f"{event.title}. {title}",
        zone=ZoneInfo(event.timezone),
    )


def _nomination(
    nomination: Nomination,
    rows: Sequence[Standing],
    names: dict[int, Named],
    jury: dict[str, str],
    barred: Barred,
) -> Table:
    results = [result_row(row) for row in rows]
    jurors = jurors_in(results, jury)
    authors = [names[row.entry_id] for row in rows]
    totals = [valid_total(result, juror) for result in results for juror in jurors]
    digits = _digits([*totals, *(result.sum for result in results)])
    columns = [
        Column(_("Место"), 8),
        Column(_("Шифр"), 9),
        _fitting(_("Автор"), [a.text for a in authors]),
        _fitting(_("Школа"), [a.school for a in authors]),
        *(Column(jury[juror], 21, "decimal", digits) for juror in jurors),
        Column(_("Сумма"), 9, "decimal", digits),
        Column(_("Балл"), 9, "decimal"),
        Column("%", 8, "decimal"),
        Column(_("Разброс"), 10, "decimal", digits),
        Column(_("Статус"), 13),
    ]
    written: list[list[Value]] = [
        [
            row.place_shown,
            row.entry.code,
            author.text,
            author.school,
            *(total_or_recusal(result, juror, barred) for juror in jurors),
            result.sum,
            row.value,
            row.percent,
            result.spread,
            status_words(row.status),
        ]
        for row, result, author in zip(rows, results, authors, strict=True)
    ]
    return Table(nomination.title, columns, written, prefix=nomination.code)


def _trial(table: TrialTable) -> Table:
    """A trial in one nomination: the sheets of each juror."""
    columns = [
        Column(_("Место"), 8),
        Column(_("Шифр"), 9),
        _fitting(_("Автор, школа"), [line.name for line in table.lines]),
        *(Column(name, 21, "decimal") for name in table.jurors),
        Column(_("Среднее"), 10, "decimal"),
        Column(_("Балл"), 9, "decimal"),
    ]
    written: list[list[Value]] = [
        [
            line.standing.place_shown,
            line.code,
            line.name,
            *line.totals,
            line.mean,
            line.value,
        ]
        for line in table.lines
    ]
    title = f"{table.trial.title}, {table.nomination}" if table.nomination else table.trial.title
    return Table(title, columns, written, prefix=table.trial.code)


def _by_criterion(rows: Sequence[Standing], criteria: Sequence[Criterion]) -> Table:
    """Means of the unweighted marks of each work."""
    columns = [
        _fitting(_("Номинация"), [row.nomination.title for row in rows]),
        Column(_("Шифр"), 9),
        Column(_("Место"), 8),
        *(Column(criterion.title, 18, "decimal") for criterion in criteria),
        Column(_("Балл"), 9, "decimal"),
    ]
    written: list[list[Value]] = []
    for row in rows:
        means = result_row(row).criterion_means
        marks = [means.get(criterion.code) for criterion in criteria]
        written.append([row.nomination.title, row.entry.code, row.place_shown, *marks, row.value])
    return Table(_("По критериям"), columns, written)


def _digits(values: Sequence[Fraction | None]) -> int:
    """Places after the comma that these numbers need, at most two."""
    known = [value for value in values if value is not None]
    for digits in (0, 1):
        if all((value * 10**digits).denominator == 1 for value in known):
            return digits
    return 2


def _fitting(label: str, texts: Sequence[str], most: int = 48) -> Column:
    """A column as wide as its longest text, within reason."""
    return Column(label, max(12, min(most, max(map(len, texts), default=0) + 2)))


def rating_workbook(event: Event, made: Calculation) -> bytes:
    """One list of all works with their places, status and document."""
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    columns = [
        _fitting(
            _("Категория"),
            [r.nomination.audience.title if r.nomination.audience else "" for r in rows],
        ),
        _fitting(_("Номинация"), [r.nomination.title for r in rows]),
        Column(_("Место"), 8),
        _fitting(_("Автор"), [names[r.entry_id].text for r in rows]),
        _fitting(_("Школа"), [names[r.entry_id].school for r in rows]),
        Column(_("Шифр"), 10),
        Column(_("Балл"), 10, "decimal"),
        Column("%", 9, "decimal"),
        Column(_("Статус"), 13),
        Column(_("Документ"), 22),
        Column(_("Гран-при"), 10),
    ]
    written: list[list[Value]] = [
        [
            row.nomination.audience.title if row.nomination.audience else "",
            row.nomination.title,
            row.place_shown,
            names[row.entry_id].text,
            names[row.entry_id].school,
            row.entry.code,
            row.value,
            row.percent,
            status_words(row.status),
            degree_words(row.degree),
            _("да") if row.is_grand_prix else "",
        ]
        for row in rows
    ]
    title = _("Рейтинг, подсчёт № %(number)d", number=made.number)
    return workbook(
        [Table(_("Рейтинг"), columns, written)],
        title=f"{event.title}. {title}",
        zone=ZoneInfo(event.timezone),
    )
