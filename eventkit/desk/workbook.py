"""The event as one workbook: applications, works, sheets, standings, and what plugins add."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.hooks import Export, active_plugins
from eventkit.juries.models import Assignment, Juror
from eventkit.registration.queue_queries import name_of, sent_lines
from eventkit.registration.words import state_word
from eventkit.results.queries import calculation, standings
from eventkit.scoring.marks import value_of
from eventkit.scoring.models import Mark, Sheet
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.spreadsheets.writing import Column, Table, Value, workbook

Row = list[Value]
SHEET_STATES = ("draft", "submitted", "returned", "annulled")


def event_workbook(event: Event) -> bytes:
    """Write the whole event as xlsx."""
    tables = [_registrations(event), _works(event), _sheets(event)]
    latest = calculation(event)
    if latest is not None:
        tables.append(_standings(event))
    exports = active_plugins().ask_others("eventkit_exports", event)
    tables += [_foreign(export) for export in exports]
    return workbook(tables, title=event.title, zone=ZoneInfo(event.timezone))


def _registrations(event: Event) -> Table:
    columns = [
        Column(_("Номер"), 8, "integer"),
        Column(_("Состояние"), 16),
        Column(_("Фамилия, имя, отчество"), 34),
        Column(_("Дата рождения"), 14, "date"),
        Column(_("Полных лет"), 10, "integer"),
        Column(_("Стаж, лет"), 10, "integer"),
        Column(_("Организация"), 34),
        Column(_("Должность"), 26),
        Column(_("Номинация"), 34),
        Column(_("Шифр"), 10),
        Column(_("Почта"), 34),
        Column(_("Отправлена (%(zone)s)", zone=event.timezone), 20, "datetime"),
        Column(_("Причина"), 40),
    ]
    return Table(_("Заявки"), columns, _registration_rows(event))


def _registration_rows(event: Event) -> Iterator[Row]:
    for one in db.session.execute(*sent_lines(event.id)):
        yield [
            one.number,
            state_word(one.state),
            name_of(one),
            one.birth_date,
            one.age,
            one.experience,
            one.organization_name,
            one.position,
            one.nomination,
            one.code,
            one.email,
            one.submitted_at,
            one.reason_text,
        ]


def _works(event: Event) -> Table:
    columns = [
        Column(_("Шифр"), 10),
        Column(_("Номинация"), 40),
        Column(_("Название"), 40),
        Column(_("Авторы"), 40),
        Column(_("Допущена"), 10),
    ]
    query = (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.code.is_not(None))
        .order_by(Entry.code)
        .options(
            joinedload(Entry.nomination),
            selectinload(Entry.authors).joinedload(EntryAuthor.person),
        )
    )
    rows = (
        [
            entry.code,
            entry.nomination.title,
            entry.title,
            ", ".join(author.person.full_name for author in entry.authors),
            _("да") if entry.is_admitted else _("нет"),
        ]
        for entry in db.session.scalars(query)
    )
    return Table(_("Работы"), columns, rows)


def _sheets(event: Event) -> Table:
    criteria = criteria_of_event(event)
    columns = [
        Column(_("Шифр"), 10),
        Column(_("Член жюри"), 24),
        Column(_("Испытание"), 20),
        Column(_("Чтение"), 10, "integer"),
        Column(_("Состояние"), 14),
        *(Column(f"{c.code} {c.title}", 17, "decimal", _places(c.step)) for c in criteria),
        Column(
            _("Сумма"),
            10,
            "decimal",
            max((_places(c.step * c.weight) for c in criteria), default=0),
        ),
        Column(_("Комментарий автору"), 40),
    ]
    return Table(_("Листы"), columns, _sheet_rows(event, [c.id for c in criteria]))


def _places(value: Decimal) -> int:
    """Places after the comma that a step needs, at most two."""
    exponent = value.normalize().as_tuple().exponent
    return min(2, max(0, -exponent)) if isinstance(exponent, int) else 2


def _sheet_rows(event: Event, criterion_ids: list[int]) -> Iterator[Row]:
    words = dict(
        zip(
            SHEET_STATES,
            (_("начат"), _("отправлен"), _("возвращён"), _("аннулирован")),
            strict=True,
        )
    )
    query = (
        select(Sheet)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Entry.event_id == event.id)
        .order_by(Entry.code, Assignment.reading, Sheet.id)
        .options(
            joinedload(Sheet.assignment).joinedload(Assignment.entry),
            joinedload(Sheet.assignment).joinedload(Assignment.trial),
            joinedload(Sheet.assignment).joinedload(Assignment.juror).joinedload(Juror.person),
            selectinload(Sheet.marks).joinedload(Mark.criterion),
        )
    )
    for sheet in db.session.scalars(query):
        task = sheet.assignment
        marks = {m.criterion_id: value_of(m.criterion, m.steps) for m in sheet.marks}
        yield [
            task.entry.code or "",
            task.juror.person.short_name,
            task.trial.title,
            task.reading,
            words[sheet.state],
            *(marks.get(id_) for id_ in criterion_ids),
            sheet.total,
            sheet.comment_for_author,
        ]


def _standings(event: Event) -> Table:
    columns = [
        Column(_("Номинация"), 40),
        Column(_("Место"), 8),
        Column(_("Шифр"), 10),
        Column(_("Авторы"), 40),
        Column(_("Балл"), 10, "decimal", 2),
        Column(_("Процент"), 10, "decimal", 2),
    ]
    latest = calculation(event)
    rows = (
        [
            row.nomination.title,
            row.place_shown,
            row.entry.code or "",
            ", ".join(author.person.full_name for author in row.entry.authors),
            row.value,
            row.percent,
        ]
        for row in (standings(latest) if latest else ())
    )
    return Table(_("Итоги"), columns, rows)


def _foreign(export: Export) -> Table:
    kinds = {"text", "integer", "decimal", "date", "datetime"}
    columns = [
        Column(str(c.title), c.width, c.kind if c.kind in kinds else "text")  # type: ignore[arg-type]
        for c in export.columns
    ]
    return Table(str(export.title), columns, export.rows)
