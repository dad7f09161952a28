"""What clashes in a timetable, in sentences with the way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.entries.performances.models import Performance
from eventkit.events.models import Event, Trial
from eventkit.juries.timetable.slots import Clash, Slot, clashes
from eventkit.web.i18n import short_day


def warnings(event: Event, slots: Sequence[Slot], rows: Sequence[Performance]) -> list[str]:
    """Everything that cannot be as it is planned."""
    return [
        *(_clash(event, one) for one in clashes(slots)),
        *_outside(event, rows),
        *_untimed(rows),
    ]


def break_words(rows: Sequence[Performance]) -> dict[int, str]:
    """«Перерыв, 45 минут» by the id of the performance before which there is one."""
    found: dict[int, str] = {}
    ends: dict[tuple[int, str], datetime] = {}
    for row in rows:
        if row.starts_at is None:
            continue
        before = ends.get((row.trial_id, row.room))
        ends[row.trial_id, row.room] = row.starts_at + timedelta(minutes=row.minutes or 0)
        if before is not None and before < row.starts_at and _same_day(before, row):
            idle = int((row.starts_at - before).total_seconds()) // 60
            words = ngettext("Перерыв, %(num)d минута", "Перерыв, %(num)d минут", idle)
            found[row.id] = str(words)
    return found


def _same_day(at: datetime, row: Performance) -> bool:
    zone = ZoneInfo(row.trial.event.timezone)
    assert row.starts_at is not None
    return at.astimezone(zone).date() == row.starts_at.astimezone(zone).date()


def _untimed(rows: Sequence[Performance]) -> list[str]:
    """Trials that have times, but not for everybody: somebody came after them."""
    timed = {row.trial_id for row in rows if row.starts_at is not None}
    late: dict[str, list[str]] = {}
    for row in rows:
        if row.trial_id in timed and row.starts_at is None:
            late.setdefault(row.trial.title, []).append(row.entry.code or "")
    return [
        str(
            _(
                "«%(title)s»: без времени %(codes)s. Раздайте время испытания заново.",
                title=title,
                codes=", ".join(codes),
            )
        )
        for title, codes in late.items()
    ]


def _clash(event: Event, one: Clash) -> str:
    at = _hour(one.second.starts_at, event.timezone)
    titles = {trial.id: trial.title for trial in event.trials}
    first, second = (f"«{slot.name}» ({titles[slot.trial]})" for slot in (one.first, one.second))
    pair = {"first": first, "second": second, "time": at, "what": one.what}
    words = {
        "room": _(
            "%(time)s: в одной аудитории, %(what)s, и %(first)s, и %(second)s."
            " Сдвиньте одно из выступлений или назовите другую аудиторию.",
            **pair,
        ),
        "person": _(
            "%(time)s: %(first)s и %(second)s идут одновременно, а выступают в них одни люди"
            " (%(what)s). Разведите эти выступления по времени.",
            **pair,
        ),
        "juror": _(
            "%(time)s: %(first)s и %(second)s идут одновременно, а судят их одни люди"
            " (%(what)s). Разведите выступления по времени или дайте одно другим членам жюри.",
            **pair,
        ),
    }
    return str(words[one.kind])


def _outside(event: Event, rows: Sequence[Performance]) -> list[str]:
    found = []
    for trial, first, last in _spans(rows):
        zone = ZoneInfo(event.timezone)
        if (trial.opens_at and first < trial.opens_at) or (
            trial.closes_at and last > trial.closes_at
        ):
            found.append(
                _(
                    "«%(title)s» выходит за дни испытания. Измените время или дни испытания.",
                    title=trial.title,
                )
            )
        elif first.astimezone(zone).date() != last.astimezone(zone).date():
            found.append(
                _(
                    "«%(title)s» не умещается в один день: последний закончит %(day)s."
                    " Уменьшите промежутки или разделите участников между аудиториями.",
                    title=trial.title,
                    day=short_day(last, event.timezone),
                )
            )
    return found


def _spans(rows: Sequence[Performance]) -> list[tuple[Trial, datetime, datetime]]:
    spans: dict[int, tuple[Trial, datetime, datetime]] = {}
    for row in rows:
        if row.starts_at is None:
            continue
        _trial, first, last = spans.get(row.trial_id, (row.trial, row.starts_at, row.starts_at))
        ends = row.starts_at + timedelta(minutes=row.minutes or 0)
        spans[row.trial_id] = row.trial, min(first, row.starts_at), max(last, ends)
    return list(spans.values())


def _hour(at: datetime, zone: str) -> str:
    return f"{short_day(at, zone)}, {at.astimezone(ZoneInfo(zone)):%H:%M}"
