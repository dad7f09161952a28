"""Applications as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.registration.models import Registration
from eventkit.registration.words import state_word
from eventkit.spreadsheets.writing import Column, Table, Value, workbook


def applications_workbook(event: Event, registrations: Iterable[Registration]) -> bytes:
    """One worksheet with a row for each sent application, times in the event's zone."""
    columns = [
        Column(_("№"), 6, "integer"),
        Column(_("Состояние"), 14),
        Column(_("Фамилия, имя, отчество"), 34),
        Column(_("Организация"), 34),
        Column(_("Должность"), 28),
        Column(_("Номинация"), 34),
        Column(_("Название работы"), 34),
        Column(_("Шифр"), 10),
        Column(_("Возраст"), 9, "integer"),
        Column(_("Стаж"), 7, "integer"),
        Column(_("Электронная почта"), 32),
        Column(_("Телефон"), 18),
        Column(_("Получена"), 17, "datetime"),
        Column(_("Причина отказа"), 40),
    ]
    table = Table(_("Заявки"), columns, _rows(registrations))
    return workbook([table], title=event.title, zone=ZoneInfo(event.timezone))


def _rows(registrations: Iterable[Registration]) -> Iterator[list[Value]]:
    for row in registrations:
        person, entry = row.person, row.entry
        yield [
            row.number,
            state_word(row.state),
            person.full_name if person else "",
            row.organization_name,
            row.position,
            row.nomination.title if row.nomination else "",
            entry.title if entry else "",
            (entry.code or "") if entry else "",
            row.age,
            row.experience,
            row.email,
            person.phone if person else "",
            row.submitted_at,
            row.reason_text,
        ]
