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
        *(_together(event, found) for found in _by_pair(clashes(slots))),
        *_outside(event, rows),
        *_untimed(rows),
    ]


def _by_pair(found: Sequence[Clash]) -> list[list[Clash]]:
    """Clashes of the same two performances together."""
    pairs: dict[tuple[int, int], list[Clash]] = {}
    for one in found:
        pairs.setdefault((one.first.performance, one.second.performance), []).append(one)
    return list(pairs.values())


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


def _together(event: Event, found: Sequence[Clash]) -> str:
    """Two performances at the same time: everything that both need, and the way out."""
    first, second = found[0].first, found[0].second
    titles = {trial.id: trial.title for trial in event.trials}
    fact = _(
        "%(time)s: «%(first)s» (%(first_trial)s) и «%(second)s» (%(second_trial)s) идут"
        " одновременно.",
        time=_hour(second.starts_at, event.timezone),
        first=first.name,
        first_trial=titles[first.trial],
        second=second.name,
        second_trial=titles[second.trial],
    )
    needs = {
        "room": _("Аудитория одна (%(what)s)."),
        "person": _("Выступают одни люди (%(what)s)."),
        "juror": _("Судят одни люди (%(what)s)."),
    }
    kinds = [one.kind for one in found]
    if "person" in kinds:
        way = _("Разведите эти выступления по времени.")
    elif "juror" in kinds:
        way = _("Разведите их по времени или дайте одно другим членам жюри.")
    else:
        way = _("Сдвиньте одно из выступлений или назовите другую аудиторию.")
    return " ".join([fact, *(needs[one.kind] % {"what": one.what} for one in found), way])


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
