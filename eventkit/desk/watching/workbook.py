"""The watching page as a workbook: jurors, works."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.desk.watching.jurors import JurorRow, juror_rows
from eventkit.desk.watching.words import door_words, pace_words
from eventkit.desk.watching.works import WorkRow, all_works
from eventkit.events.models import Event
from eventkit.scoring.queries import progress
from eventkit.spreadsheets.writing import Column, Table, workbook
from eventkit.web.i18n import zone_name


def watching_workbook(event: Event, at: datetime) -> bytes:
    """Two worksheets of the state at an instant."""
    zone = zone_name(at, event.timezone)
    return workbook(
        [
            _jurors(juror_rows(event, progress(event), at), zone),
            _works(all_works(event)),
        ],
        title=f"{event.title}. {_('Ход оценивания')}",
        zone=ZoneInfo(event.timezone),
    )


def _jurors(rows: list[JurorRow], zone: str) -> Table:
    columns = [
        Column(_("Член жюри"), 34),
        Column(_("Работ"), 9, "integer"),
        Column(_("Отправлено"), 13, "integer"),
        Column(_("Начато"), 10, "integer"),
        Column(_("Не начато"), 12, "integer"),
        Column(_("Ссылка"), 22),
        Column(_("Открыта (%(zone)s)", zone=zone), 18, "datetime"),
        Column(_("Заходил (%(zone)s)", zone=zone), 18, "datetime"),
        Column(_("Напомнили (%(zone)s)", zone=zone), 18, "datetime"),
        Column(_("Успевает"), 22),
    ]
    return Table(
        _("Члены жюри"),
        columns,
        [
            [
                row.juror.person.full_name,
                row.progress.assigned,
                row.progress.submitted,
                row.progress.drafts,
                row.progress.untouched,
                door_words(row.door),
                row.juror.link_opened_at,
                row.juror.last_seen_at,
                row.reminded_at,
                pace_words(row.pace),
            ]
            for row in rows
        ],
    )


def _works(rows: list[WorkRow]) -> Table:
    columns = [
        Column(_("Шифр"), 10),
        Column(_("Номинация"), 34),
        Column(_("Отправлено"), 13, "integer"),
        Column(_("Роздано"), 11, "integer"),
        Column(_("Нужно"), 9, "integer"),
        Column(_("Ждём лист"), 50),
    ]
    return Table(
        _("Работы"),
        columns,
        [
            [
                row.code,
                row.nomination,
                row.sent,
                row.given,
                row.wanted,
                ", ".join(one.name for one in row.missing),
            ]
            for row in rows
        ],
    )
