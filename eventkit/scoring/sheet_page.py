"""A sheet as a page: its marks, its work, where it stands in the list, what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.entries.downloads import blind_name
from eventkit.entries.queries import reading_text
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.juries.models import Assignment
from eventkit.scoring.cells import cells, field_name, has_weights
from eventkit.scoring.marks import left_words, marks_of, shown, sum_of, text_of, unmarked
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import has_begun, sheet_of
from eventkit.scoring.rules import judging_is_open
from eventkit.scoring.setup_queries import criteria_of, largest_total
from eventkit.scoring.tasks import Load, neighbours, work_of
from eventkit.scoring.third_page import third_reading
from eventkit.web.clock import now
from eventkit.web.i18n import moment

OPEN_STATES = ("draft", "returned")


def typed_changes(task: Assignment, form: Mapping[str, str]) -> list[str]:
    """What a late form held that the sheet does not, in words: nothing is lost silently."""
    page = sheet_of(task.id)
    marks = marks_of(page) if page else {}
    changes = []
    for criterion in criteria_of(task.trial):
        typed = form.get(field_name(criterion))
        mark = marks.get(criterion.id)
        if typed and typed != (text_of(criterion, mark.steps) if mark else ""):
            changes.append(_("%(criterion)s: %(value)s", criterion=criterion.title, value=typed))
    for name in ("author", "note"):
        typed = form.get(name, "").strip()
        before = _comment(page, name)
        if typed and typed != before:
            changes.append(typed)
    return changes


def _comment(page: Sheet | None, name: str) -> str:
    if page is None:
        return ""
    return page.comment_for_author if name == "author" else page.private_note


def sheet_page(
    task: Assignment,
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    refused: list[str] | None = None,
) -> str:
    """Render the sheet; ``errors`` and ``typed`` by field, ``refused`` what came too late."""
    page = sheet_of(task.id)
    criteria = criteria_of(task.trial)
    marks = marks_of(page) if page else {}
    event = task.juror.event
    state = page.state if page else "draft"
    is_open = judging_is_open(event)
    beside = neighbours(task)
    missing = unmarked(criteria, marks)
    return render_template(
        "scoring/sheet.html",
        task=task,
        event=event,
        page=page,
        place=beside.place,
        count=beside.total,
        previous=beside.previous,
        following=beside.following,
        state=state,
        is_open=is_open,
        may_mark=is_open and state in OPEN_STATES and task.state == "active" and not task.is_held,
        cells=cells(criteria, page, typed, errors),
        errors=errors or {},
        typed=typed or {},
        refused=refused,
        closed=closed_words(event) if not is_open else "",
        total=shown(sum_of(criteria, marks)),
        largest=shown(largest_total(criteria)),
        weighted=has_weights(criteria),
        left=left_words(len(missing)),
        first_missing=next((i for i, c in enumerate(criteria, 1) if c in missing), None),
        saved=saved_time(page, event) if page and has_begun(page) else "",
        third=third_reading(task, criteria),
        **_work(task),
    )


def _work(task: Assignment) -> dict[str, Any]:
    if task.state != "active":
        # Recused or taken away: what was marked stays to be seen, the work does not.
        return {"work": None, "paragraphs": [], "files": [], "waiting": False}
    work = work_of(task.entry_id)
    text = reading_text(work).replace("\r\n", "\n")
    return {
        "work": work,
        "paragraphs": [part.strip() for part in text.split("\n\n") if part.strip()],
        "files": [(file.id, blind_name(work, file)) for file in work.files if file.blind_file],
        "waiting": any(file.blind_file is None for file in work.files),
    }


def closed_words(event: Event) -> str:
    """Why no mark can be given now: the round was closed, and when, or it has not begun."""
    judging = event.stage("judging")
    if judging is not None and judging.closed_at is not None:
        when = moment(judging.closed_at, event.timezone)
        return str(_("Оценивание закрыто %(moment)s.", moment=when))
    if phase(event, now()) == "archived":
        return str(_("Мероприятие в архиве, листы больше не меняются."))
    return str(_("Оценивание ещё не открыто. Организатор пришлёт письмо, когда можно начинать."))


def saved_time(page: Sheet, event: Event) -> str:
    """«14:32» where the event is."""
    return f"{page.saved_at.astimezone(ZoneInfo(event.timezone)):%H:%M}"


def left_title(load: Load) -> str:
    """«Осталось 7 работ из 15»."""
    if not load.total:
        return str(_("Работ пока нет"))
    if not load.left:
        return str(_("Все листы отправлены"))
    return str(
        ngettext(
            "Осталась %(num)d работа из %(total)d",
            "Осталось %(num)d работ из %(total)d",
            load.left,
            total=load.total,
        )
    )
