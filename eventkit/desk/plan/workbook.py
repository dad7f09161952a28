"""Proposals for the plan as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.desk.plan.models import PlanProposal
from eventkit.desk.plan.words import STATES
from eventkit.desk.year import year_name
from eventkit.spreadsheets.writing import Column, Table, workbook


def plan_workbook(rows: Sequence[PlanProposal], zone: str) -> bytes:
    """One worksheet, a row for each proposal."""
    columns = [
        Column(_("Учебный год"), 12),
        Column(_("Предложение"), 50),
        Column(_("Для кого"), 30),
        Column(_("Назвали"), 10, "integer"),
        Column(_("Ответили"), 10, "integer"),
        Column(_("Откуда"), 40),
        Column(_("Мероприятие"), 40),
        Column(_("Решение"), 16),
        Column(_("Почему отклонено"), 40),
        Column(_("Когда решено"), 18, "datetime"),
    ]
    title = _("Предложения в план")
    lines = [
        [
            year_name(row.year),
            row.title,
            row.audience,
            row.named,
            row.asked,
            row.about,
            row.event.title,
            str(STATES[row.state]),
            row.reason,
            row.decided_at,
        ]
        for row in rows
    ]
    return workbook([Table(title, columns, lines)], title=title, zone=ZoneInfo(zone))
