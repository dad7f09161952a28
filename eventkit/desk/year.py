"""The school year on one strip: places in months from the first of September."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from flask_babel import get_locale

from eventkit.events.models import Event
from eventkit.lazy import dataclass

FIRST_MONTH = 9


@dataclass(frozen=True)
class Lane:
    """One event: bars as (kind, from, to), points; places between 0 and 12."""

    title: str
    accent: str
    url: str
    bars: tuple[tuple[str, float, float], ...]
    points: tuple[float, ...]


def school_year(day: date) -> int:
    """The calendar year in which the school year of a day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_name(start: int) -> str:
    """«2025/26»."""
    return f"{start}/{(start + 1) % 100:02d}"


def place(day: date, start: int) -> float:
    """Months from the first of September of ``start``, kept between 0 and 12. Only drawn."""
    months = (day.year - start) * 12 + day.month - FIRST_MONTH
    return min(12.0, max(0.0, months + (day.day - 1) / monthrange(day.year, day.month)[1]))


def lanes(events: Sequence[Event], start: int, url_of: dict[int, str]) -> list[Lane]:
    """The events that have a day in the year, those that begin first above."""
    made = [lane for event in events if (lane := _lane(event, start, url_of[event.id]))]
    return sorted(made, key=lambda one: min([bar[1] for bar in one.bars] + list(one.points)))


def month_names() -> list[str]:
    """Three letters of each month from September on."""
    names = get_month_names("abbreviated", "stand-alone", get_locale())
    return [names[(FIRST_MONTH - 1 + i) % 12 + 1].strip(".")[:3] for i in range(12)]


def _lane(event: Event, start: int, url: str) -> Lane | None:
    first, last = date(start, FIRST_MONTH, 1), date(start + 1, FIRST_MONTH, 1)

    def local(moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(event.timezone)).date()

    bars, points = [], []
    for stage in event.stages:
        opens, closes = stage.opens_at, stage.closes_at
        if stage.kind in ("registration", "judging") and opens and closes:
            if local(closes) >= first and local(opens) < last:
                kind = "open" if stage.kind == "registration" else "jury"
                bars.append((kind, place(local(opens), start), place(local(closes), start)))
        elif stage.kind in ("results", "awards") and opens and first <= local(opens) < last:
            points.append(place(local(opens), start))
    if not bars and not points:
        return None
    return Lane(event.title, event.accent, url, tuple(bars), tuple(points))
