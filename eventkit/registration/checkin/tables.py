"""Attendance as a workbook, badges as a PDF."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.printing.badges import Badge, badges
from eventkit.registration.checkin.keys import badge_address
from eventkit.registration.checkin.models import CheckPoint
from eventkit.registration.checkin.queries import (
    hours_of,
    participants_of,
    points_of,
    present_by_point,
)
from eventkit.spreadsheets.writing import Column, Table, workbook


def point_title(point: CheckPoint | None) -> str:
    """How pages call a point: the arrival has no title of its own."""
    return point.title if point is not None and not point.is_arrival else str(_("Приход"))


def attendance_workbook(event: Event) -> bytes:
    """One worksheet: a row for each participant, a column for each point, the hours last."""
    points, present, hours = points_of(event), present_by_point(event), hours_of(event)
    columns = [
        Column(_("Фамилия, имя, отчество"), 34),
        Column(_("Должность"), 28),
        Column(_("Организация"), 34),
        *(Column(point_title(point), 16, "integer") for point in points),
        Column(_("Часов"), 9, "decimal"),
    ]
    rows = [
        [
            one.name,
            one.position,
            one.school,
            *(1 if one.person_id in present.get(p.id, ()) else None for p in points),
            hours.get(one.person_id),
        ]
        for one in participants_of(event)
    ]
    title = _("Посещение")
    table = Table(title, columns, rows)
    return workbook([table], title=f"{event.title}. {title}", zone=ZoneInfo(event.timezone))


def badges_pdf(event: Event) -> bytes:
    """Cards of all participants, ten to a page. Raises ValueError without participants."""
    cards = [
        Badge(
            one.last_name,
            " ".join(filter(None, (one.first_name, one.patronymic))),
            ", ".join(filter(None, (one.position, one.school))),
            badge_address(event.id, one.person_id),
        )
        for one in participants_of(event)
    ]
    return badges(cards, event=event.title)
