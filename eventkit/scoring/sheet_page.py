"""A sheet as a page: its marks, its work, where it stands in the list, what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.scoring.cells import cells, field_name
from eventkit.scoring.deadlines import task_closed_words
from eventkit.scoring.marks import left_words, marks_of, shown, sum_of, text_of, unmarked
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import has_begun, sheet_of
from eventkit.scoring.rules import task_is_open
from eventkit.scoring.setup_queries import criteria_of, largest_total
from eventkit.scoring.tasks import Load, neighbours
from eventkit.scoring.third_page import third_reading
from eventkit.scoring.touches.choices import choices_of
from eventkit.scoring.work_page import work_context

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
    is_open = task_is_open(task)
    beside = neighbours(task)
    missing = unmarked(criteria, marks)
    is_mine = task.state == "active" and not task.is_held
    may_mark = is_open and state in OPEN_STATES and is_mine
    return render_template(
        "scoring/sheet.html",
        task=task,
        about=_about(task, page, state, may_mark),
        event=event,
        page=page,
        place=beside.place,
        count=beside.total,
        previous=beside.previous,
        following=beside.following,
        state=state,
        is_open=is_open,
        may_mark=may_mark,
        cells=cells(criteria, page, typed, errors),
        errors=errors or {},
        typed=typed or {},
        refused=refused,
        closed=task_closed_words(task) if not is_open else "",
        total=shown(sum_of(criteria, marks)),
        largest=shown(largest_total(criteria)),
        left=left_words(len(missing)),
        first_missing=next((i for i, c in enumerate(criteria, 1) if c in missing), None),
        saved=saved_time(page, event) if page and has_begun(page) else "",
        third=third_reading(task, criteria),
        choices=choices_of(task, page),
        **work_context(task),
    )


def _about(task: Assignment, page: Sheet | None, state: str, may_mark: bool) -> dict[str, Any]:
    """What the page's script knows of the sheet, with the versions of the cells it shows."""
    versions: dict[str, int] = {}
    if page is not None:
        versions = {"author": page.author_version, "note": page.note_version}
        for id_, mark in marks_of(page).items():
            versions |= {f"c{id_}": mark.version, f"t{id_}": mark.comment_version}
    return {
        "id": task.id,
        "juror": task.juror_id,
        "code": task.entry.code,
        "state": state,
        "version": page.version if page else 0,
        "mayMark": may_mark,
        "versions": versions,
    }


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
