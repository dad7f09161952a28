"""What the pages of the results room share: the version looked at, its summary, its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.pages import has_jury
from eventkit.events.rules import may_manage
from eventkit.events.words import entries_words
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import active_assignments
from eventkit.juries.rules import may_watch_jury
from eventkit.lazy import dataclass
from eventkit.results import queries
from eventkit.results.appeals.queries import waiting
from eventkit.results.appeals.rules import may_hear
from eventkit.results.ceremony.rules import may_lead
from eventkit.results.models import Calculation, Decision
from eventkit.results.operations import has_other_facts
from eventkit.results.rules import (
    may_calculate,
    may_decide,
    may_publish,
    may_see_names,
)
from eventkit.scoring.models import Sheet
from eventkit.web.viewer import Viewer, current_viewer


@dataclass(frozen=True)
class Rights:
    """What the viewer may do in the room."""

    calculate: bool
    decide: bool
    publish: bool
    names: bool
    jury: bool
    award: bool

    @classmethod
    def of(cls, viewer: Viewer, event: Event) -> Rights:
        """The viewer's rights in an event."""
        return cls(
            calculate=may_calculate(viewer, event),
            decide=may_decide(viewer, event),
            publish=may_publish(viewer, event),
            names=may_see_names(viewer, event),
            jury=may_watch_jury(viewer, event),
            award=may_manage(viewer, event),
        )


def shown_version(event: Event) -> Calculation | None:
    """The version asked for by ``?version=``, else the latest; 404 for an unknown one."""
    asked = request.args.get("version", "")
    if not asked:
        return queries.calculation(event)
    found = queries.calculation(event, int(asked)) if asked.isdecimal() and len(asked) < 9 else None
    if found is None:
        abort(404)
    return found


def is_stale(event: Event, made: Calculation) -> bool:
    """Whether what is counted changed after the version was made.

    Of a jury it is told by the moments of sheets and decisions, which costs no counting.
    """
    if not has_jury(event):
        return has_other_facts(event, made)
    sheets = (
        select(func.max(Sheet.saved_at))
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(Juror.event_id == event.id, Sheet.version > 0)
    )
    decided = select(func.max(Decision.created_at)).where(Decision.event_id == event.id)
    revoked = select(func.max(Decision.revoked_at)).where(Decision.event_id == event.id)
    moments = [db.session.scalar(query) for query in (sheets, decided, revoked)]
    return any(moment is not None and moment > made.created_at for moment in moments)


def counts(event: Event, made: Calculation) -> str:
    """«24 работы, 72 листа, 8 номинаций»; «7 команд» where nobody judges."""
    result = made.result
    entries = entries_words(event, len(result["entries"]))
    if not has_jury(event):
        return entries
    sheets = sum(entry["valid_sheets"] for entry in result["entries"])
    lines = len(event.nominations)
    return str(
        _(
            "%(works)s, %(sheets)s, %(lines)s",
            works=entries,
            sheets=ngettext("%(num)d лист", "%(num)d листов", sheets),
            lines=ngettext("%(num)d номинация", "%(num)d номинаций", lines),
        )
    )


def state_badge(made: Calculation) -> tuple[str, str]:
    """The version and its state, with the badge's kind."""
    words = {
        "draft": (_("Подсчёт № %(number)d, не опубликован", number=made.number), "info"),
        "locked": (_("Подсчёт № %(number)d закрыт для подписи", number=made.number), "warn"),
        "published": (_("Подсчёт № %(number)d опубликован", number=made.number), "ok"),
        "superseded": (_("Подсчёт № %(number)d заменён новым", number=made.number), ""),
    }
    text, kind = words[made.state]
    return str(text), kind


def unsent(event: Event) -> list[Assignment]:
    """Tasks in force whose sheet has not been sent."""
    return [task for task in active_assignments(event.id) if task.progress != "submitted"]


def room_tabs(event: Event, current: str, version: int | None) -> list[dict[str, Any]]:
    """The pages of the room; an older version is kept in their addresses."""
    judged = (
        ("results.jury", _("Жюри"), None),
        ("results.what_if", _("А что, если"), None),
        ("results.decisions", _("Решения"), None),
    )
    pages: list[tuple[str, str, int | None]] = [
        ("results.room", _("Места"), None),
        *(judged if has_jury(event) else ()),
        ("results.versions", _("Подсчёты и бумаги"), None),
        ("results.onward", _("Следующий уровень"), None),
    ]
    if may_hear(current_viewer(), event):
        pages.insert(-2, ("results.appeals", _("Апелляции"), waiting(event) or None))
    if may_lead(current_viewer(), event):
        pages.append(("ceremony.plan", _("Церемония"), None))
    return [
        {
            "title": title,
            "url": url_for(name, slug=event.slug, version=version),
            "current": name == current,
            "count": count,
        }
        for name, title, count in pages
    ]


def base_context(event: Event, made: Calculation | None, current: str) -> dict[str, Any]:
    """What every page of the room shows around its own content."""
    latest = queries.calculation(event)
    is_latest = made is not None and latest is not None and made.id == latest.id
    asked = made.number if made is not None and not is_latest else None
    return {
        "event": event,
        "made": made,
        "is_latest": is_latest,
        "version": asked,
        "rights": Rights.of(current_viewer(), event),
        "stale": is_latest and made is not None and is_stale(event, made),
        "badge_words": state_badge(made) if made is not None else None,
        "tabs_items": room_tabs(event, current, asked),
    }


def not_counted(event: Event, context: Mapping[str, Any]) -> str:
    """In place of places: whether there is anything to count yet, and what is still missing."""
    missing = len(unsent(event))
    may_count = not has_jury(event) or len(active_assignments(event.id)) > missing
    return render_template("results/empty.html", **context, missing=missing, may_count=may_count)
