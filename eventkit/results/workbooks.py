"""Results as workbooks: the summary table with every sheet, and the rating."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.models import Event, Nomination
from eventkit.juries.queries import jurors_of
from eventkit.results import queries
from eventkit.results.board import result_row
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, staff_names
from eventkit.results.papers import degree_words, jurors_in, status_words, valid_total
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.spreadsheets.writing import Column, Table, Value, workbook


def summary_workbook(event: Event, made: Calculation) -> bytes:
    """A worksheet for each nomination: places, every sheet's total, means of criteria."""
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    criteria = criteria_of_event(event)
    jury = {str(j.id): j.person.short_name for j in jurors_of(event.id, with_left=True)}
    tables = [
        _nomination(
            nomination, [r for r in rows if r.nomination_id == nomination.id], names, criteria, jury
        )
        for nomination in event.nominations
    ]
    title = _("Сводная ведомость, подсчёт № %(number)d", number=made.number)
    return workbook(tables, title=f"{event.title}. {title}", zone=ZoneInfo(event.timezone))


def _nomination(
    nomination: Nomination,
    rows: Sequence[Standing],
    names: dict[int, Named],
    criteria: Sequence[Criterion],
    jury: dict[str, str],
) -> Table:
    results = [result_row(row) for row in rows]
    jurors = jurors_in(results, jury)
    columns = [
        Column(_("Место"), 8),
        Column(_("Шифр"), 10),
        Column(_("Автор"), 34),
        Column(_("Школа"), 34),
        *(Column(jury[juror], 13, "decimal") for juror in jurors),
        Column(_("Сумма"), 10, "decimal"),
        Column(_("Балл"), 10, "decimal"),
        Column("%", 9, "decimal"),
        *(Column(criterion.title, 14, "decimal") for criterion in criteria),
        Column(_("Разброс"), 10, "decimal"),
        Column(_("Статус"), 13),
    ]
    written: list[list[Value]] = [
        [
            row.place_shown,
            row.entry.code,
            names[row.entry_id].text,
            names[row.entry_id].school,
            *(valid_total(result, juror) for juror in jurors),
            result.sum,
            row.value,
            row.percent,
            *(result.criterion_means.get(criterion.code) for criterion in criteria),
            result.spread,
            status_words(row.status),
        ]
        for row, result in zip(rows, results, strict=True)
    ]
    return Table(nomination.title, columns, written, prefix=nomination.code)


def rating_workbook(event: Event, made: Calculation) -> bytes:
    """One list of all works with their places, status and document."""
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    columns = [
        Column(_("Категория"), 24),
        Column(_("Номинация"), 34),
        Column(_("Место"), 8),
        Column(_("Автор"), 34),
        Column(_("Школа"), 34),
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
