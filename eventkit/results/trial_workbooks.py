"""The protocols of trials as a workbook."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.results.models import Calculation
from eventkit.results.trial_papers import TrialTable, trial_tables
from eventkit.spreadsheets.writing import Column, Table, Value, workbook
from eventkit.web.i18n import duration


def trials_workbook(event: Event, made: Calculation) -> bytes:
    """A worksheet for each judged trial: order, sheets of jurors, time, penalty, points."""
    title = _("Протоколы испытаний, подсчёт № %(number)d", number=made.number)
    return workbook(
        [_worksheet(table) for table in trial_tables(event, made)],
        title=f"{event.title}. {title}",
        zone=ZoneInfo(event.timezone),
    )


def _worksheet(table: TrialTable) -> Table:
    columns = [
        Column(_("№"), 6, "integer"),
        Column(_("Участник, школа"), 48),
        Column(_("Шифр"), 9),
        *(Column(name, 18, "decimal") for name in table.jurors),
        Column(_("Среднее"), 10, "decimal"),
        Column(_("Время"), 9),
        Column(_("Снято"), 9, "decimal"),
        Column(_("Балл"), 9, "decimal"),
    ]
    written: list[list[Value]] = [
        [
            line.position,
            line.name,
            line.code,
            *line.totals,
            line.mean,
            "" if line.seconds is None else duration(line.seconds),
            line.penalty or None,
            line.value,
        ]
        for line in table.lines
    ]
    return Table(table.trial.title, columns, written, prefix=table.trial.code)
