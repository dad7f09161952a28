"""Applications as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import Row

from eventkit.events.models import Event
from eventkit.registration.drafts import entrant_of
from eventkit.registration.queue_queries import name_of
from eventkit.registration.words import STATES, state_word
from eventkit.spreadsheets.writing import Column, Table, Value, workbook


def applications_workbook(event: Event, lines: Iterable[Row[Any]]) -> bytes:
    """One worksheet with a row for each of ``sent_lines``, times in the event's zone."""
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
    is_of_pairs = entrant_of(event) == "pair"
    if is_of_pairs:
        columns += [
            Column(_("Приказ о наставничестве, №"), 18),
            Column(_("Дата приказа"), 12, "date"),
        ]
    table = Table(_("Заявки"), columns, _rows(lines, is_of_pairs))
    return workbook([table], title=event.title, zone=ZoneInfo(event.timezone))


def _rows(lines: Iterable[Row[Any]], is_of_pairs: bool) -> Iterator[list[Value]]:
    words = {state: state_word(state) for state in STATES}
    for line in lines:
        yield [
            line.number,
            words[line.state],
            name_of(line),
            line.organization_name,
            line.position,
            line.nomination,
            line.title,
            line.code,
            line.age,
            line.experience,
            line.email,
            line.phone,
            line.submitted_at,
            line.reason_text,
            *((line.order_number, line.order_date) if is_of_pairs else ()),
        ]
