"""A paper sheet as a page: what stands in it for one viewer, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from flask import render_template

from eventkit.juries.models import Assignment
from eventkit.scoring.cells import field_name, has_weights
from eventkit.scoring.marks import marks_of, shown, steps_of, text_of, value_of
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.paper.forms import DecisionForm
from eventkit.scoring.paper.models import PaperSheet
from eventkit.scoring.paper.numbers import number_of, shown_number
from eventkit.scoring.paper.operations import differences
from eventkit.scoring.paper.queries import paper_of
from eventkit.scoring.paper.rules import may_correct_sheets, may_type_sheet
from eventkit.scoring.paper.settling import question_of
from eventkit.scoring.paper.stand import Stand, stand_of
from eventkit.scoring.paper.words import saved_time, state_words, typed_by, warnings_about
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.setup_queries import criteria_of, largest_total, plain
from eventkit.web.i18n import exact_words, readers_language
from eventkit.web.viewer import current_viewer


def sheet_page(
    task: Assignment,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    decision: DecisionForm | None = None,
) -> str:
    """Render the page; ``typed`` and ``errors`` by field, ``decision`` as it was refused."""
    viewer, event = current_viewer(), task.juror.event
    paper, sheet = paper_of(task.id), sheet_of(task.id)
    criteria = criteria_of(task.trial)
    stand = stand_of(task, paper, viewer)
    own = paper.typing(stand.turn) if paper and stand.kind == "type" else None
    values = typed if typed is not None else _values(criteria, own.marks if own else {})
    lines = _lines(criteria, values, errors or {}, _codes(paper))
    return render_template(
        "scoring/paper/sheet.html",
        event=event,
        task=task,
        paper=paper,
        sheet=sheet,
        stand=stand,
        number=number_of(task.id),
        shown_number=shown_number(task.id),
        lines=lines,
        focus=_first_to_type(lines),
        errors=errors or {},
        comment=values.get("comment", own.comment if own else ""),
        values=values,
        sum=_sum(criteria, values),
        largest=exact_words(largest_total(criteria)),
        weighted=has_weights(criteria),
        language=readers_language(),
        saved=saved_time(own, event) if own else "",
        state=state_words(paper.state) if paper else None,
        first=typed_by(paper.typing(1)) if paper else "",
        second=typed_by(paper.typing(2)) if paper else "",
        whose=typed_by(paper.typing(stand.turn)) if paper else "",
        warnings=warnings_about(task, sheet) if stand.kind in ("type", "taken") else [],
        form=decision or DecisionForm(formdata=None),
        may_type=may_type_sheet(viewer, task),
        **_asked(task, paper, sheet, criteria, stand),
    )


def _values(criteria: Sequence[Criterion], marks: Mapping[str, Any]) -> dict[str, str]:
    """Field → mark as it is typed."""
    return {field_name(c): _typed(marks.get(c.code)) for c in criteria}


def _typed(mark: str | None) -> str:
    return exact_words(Fraction(mark)) if mark else ""


def _codes(paper: PaperSheet | None) -> Sequence[str]:
    return differences(paper) if paper and paper.state == "differs" else ()


def _lines(
    criteria: Sequence[Criterion],
    values: Mapping[str, str],
    errors: Mapping[str, str],
    differing: Sequence[str],
) -> list[dict[str, Any]]:
    return [
        {
            "name": field_name(c),
            "number": at,
            "title": c.title,
            "max": plain(c.maximum),
            "step": plain(c.step),
            "weight": plain(c.weight),
            "max_words": exact_words(c.maximum),
            "step_words": "" if c.step == 1 else exact_words(c.step),
            "weight_words": "" if c.weight == 1 else exact_words(c.weight),
            "value": values.get(field_name(c), ""),
            "error": errors.get(field_name(c), ""),
            "differs": c.code in differing,
        }
        for at, c in enumerate(criteria, start=1)
    ]


def _first_to_type(lines: Sequence[Mapping[str, Any]]) -> str:
    """The field to begin with: what is wrong, then what differs, then what is empty."""
    for wanted in ("error", "differs"):
        for line in lines:
            if line[wanted]:
                return str(line["name"])
    empty = next((line for line in lines if not line["value"]), None)
    return str(empty["name"]) if empty else ""


def _sum(criteria: Sequence[Criterion], values: Mapping[str, str]) -> str:
    """Σ mark × weight of the fields that hold a mark, for whoever has no script."""
    total = Fraction(0)
    for criterion in criteria:
        try:
            steps = steps_of(criterion, values.get(field_name(criterion)))
        except ValueError:
            continue
        total += (value_of(criterion, steps) or 0) * Fraction(criterion.weight)
    return exact_words(total)


def _asked(
    task: Assignment,
    paper: PaperSheet | None,
    sheet: Sheet | None,
    criteria: Sequence[Criterion],
    stand: Stand,
) -> dict[str, Any]:
    """What must be decided, and the two columns of marks where the paper is done."""
    first = paper.typing(1) if paper and stand.kind in ("asks", "ended") else None
    if first is None:
        return {"question": None, "rows": [], "may_decide": False}
    question = question_of(task, first.marks) if stand.kind == "asks" else None
    viewer = current_viewer()
    may_correct = may_correct_sheets(viewer, task.juror.event)
    is_correction = question is not None and question.is_correction
    marks = marks_of(sheet) if sheet else {}
    screen = {c.code: text_of(c, marks[c.id].steps) if c.id in marks else "" for c in criteria}
    rows = [
        {
            "title": c.title,
            "paper": _typed(first.marks.get(c.code)) or "–",
            "screen": _typed(screen[c.code]) or "–",
            "differs": (first.marks.get(c.code) or "") != screen[c.code],
        }
        for c in criteria
    ]
    return {
        "question": question,
        "rows": rows,
        "may_decide": may_correct or (may_type_sheet(viewer, task) and not is_correction),
        "total": shown(sheet.total) if sheet else "–",
    }
