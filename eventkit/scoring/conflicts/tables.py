"""Conflicts of interest as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.scoring.conflicts.queries import Line
from eventkit.scoring.conflicts.words import KINDS, MOMENTS, STATES
from eventkit.spreadsheets.writing import Column, Table, Value, workbook


def conflicts_workbook(event: Event, lines: Iterable[Line]) -> bytes:
    """One worksheet with a row for each line, times in the event's zone."""
    columns = [
        Column(_("Шифр"), 10),
        Column(_("Член жюри"), 34),
        Column(_("Что это"), 26),
        Column(_("Состояние"), 16),
        Column(_("Причина"), 48),
        Column(_("Что известно из справочника"), 48),
        Column(_("Когда заявлено"), 22),
        Column(_("Решение"), 40),
        Column(_("Дата"), 17, "datetime"),
    ]
    table = Table(_("Конфликты интересов"), columns, _rows(lines))
    return workbook([table], title=event.title, zone=ZoneInfo(event.timezone))


def _rows(lines: Iterable[Line]) -> Iterator[list[Value]]:
    for line in lines:
        yield [
            line.entry.code,
            line.juror.person.full_name,
            str(KINDS[line.kind]),
            str(STATES[line.state]),
            line.reason,
            "; ".join(line.details),
            str(MOMENTS[line.moment]) if line.moment else "",
            line.challenge.answer if line.challenge else "",
            line.at,
        ]
