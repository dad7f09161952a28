"""The protocols of trials and the order of performances as workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.entries.performances.models import Performance
from eventkit.events.models import Event, Trial
from eventkit.results.models import Calculation
from eventkit.results.names import Named, staff_names
from eventkit.results.papers import author_words
from eventkit.results.trial_tables import TrialTable, trial_tables
from eventkit.spreadsheets.writing import Column, Table, Value, workbook
from eventkit.web.clock import now
from eventkit.web.i18n import duration, zone_name


def trials_workbook(event: Event, made: Calculation) -> bytes:
    """A worksheet for each judged trial: order, sheets of jurors, time, penalty, points."""
    title = _("Протоколы испытаний, подсчёт № %(number)d", number=made.number)
    return workbook(
        [_worksheet(table) for table in trial_tables(event, made)],
        title=f"{event.title}. {title}",
        zone=ZoneInfo(event.timezone),
    )


def order_workbook(event: Event, performances: Sequence[Performance]) -> bytes:
    """A worksheet for each trial: number, start, entrant, code, room."""
    names = staff_names(event, [one.entry for one in performances])
    by_trial: dict[Trial, list[Performance]] = {}
    for one in performances:
        by_trial.setdefault(one.trial, []).append(one)
    return workbook(
        [_order(event, trial, own, names) for trial, own in by_trial.items()],
        title=f"{event.title}. {_('Порядок выступлений')}",
        zone=ZoneInfo(event.timezone),
    )


def _order(
    event: Event, trial: Trial, own: Sequence[Performance], names: Mapping[int, Named]
) -> Table:
    zone = zone_name(now(), event.timezone)
    columns = [
        Column(_("№"), 6, "integer"),
        Column(_("Начало (%(zone)s)", zone=zone), 20, "datetime"),
        Column(_("Участник, школа"), 60),
        Column(_("Шифр"), 9),
        Column(_("Где"), 24),
    ]
    written: list[list[Value]] = [
        [p.position, p.starts_at, author_words(names[p.entry_id]), p.entry.code, p.room]
        for p in own
    ]
    return Table(trial.title, columns, written, prefix=trial.code)


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
