"""What the cells of a sheet say now, by the names that touches use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.db.plain import keep
from eventkit.scoring.marks import marks_of, steps_of, text_of
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.scoring.refusals import SheetRefusedError
from eventkit.scoring.touches.merging import Cell
from eventkit.web.requests import row_id

SUBMIT = "submit"
ABOUT_CRITERION, ABOUT_WORK = 2000, 5000
"""Characters of a comment."""


def criterion_of(criteria: Sequence[Criterion], field: str) -> Criterion | None:
    """The criterion of «c12» or «t12»; None for another field and a criterion of another sheet."""
    if field[:1] not in ("c", "t"):
        return None
    wanted = row_id(field[1:])
    return next((criterion for criterion in criteria if criterion.id == wanted), None)


def is_field(criteria: Sequence[Criterion], field: str) -> bool:
    """Whether a sheet has such a cell, or it is the act of sending it."""
    return field in ("author", "note", SUBMIT) or criterion_of(criteria, field) is not None


def cell_of(sheet: Sheet | None, field: str, criteria: Sequence[Criterion]) -> Cell:
    """What a cell says; an empty one for a sheet that is not begun."""
    if sheet is None:
        return Cell()
    if field == SUBMIT:
        return Cell("1" if sheet.state == "submitted" else "", sheet.version)
    if field == "author":
        return Cell(tidy(sheet.comment_for_author), sheet.author_version)
    if field == "note":
        return Cell(tidy(sheet.private_note), sheet.note_version)
    criterion = criterion_of(criteria, field)
    mark = marks_of(sheet).get(criterion.id) if criterion else None
    return _of_mark(mark, criterion, field) if criterion and mark else Cell()


def cells_of(sheet: Sheet | None, criteria: Sequence[Criterion]) -> dict[str, Cell]:
    """Every cell of a sheet by its name."""
    marks = marks_of(sheet) if sheet else {}
    found: dict[str, Cell] = {}
    for criterion in criteria:
        mark = marks.get(criterion.id)
        for field in (f"c{criterion.id}", f"t{criterion.id}"):
            found[field] = _of_mark(mark, criterion, field) if mark else Cell()
    for field in ("author", "note"):
        found[field] = cell_of(sheet, field, criteria)
    return found


def count_choice(sheet: Sheet, field: str, criterion: Criterion | None) -> None:
    """Count the choice of the value that stands in a cell as a change of the cell."""
    if field == "author":
        sheet.author_version += 1
    elif field == "note":
        sheet.note_version += 1
    elif criterion is not None:
        mark = marks_of(sheet)[criterion.id]
        if field.startswith("t"):
            mark.comment_version += 1
        else:
            mark.version += 1
        keep(mark)
    keep(sheet)


def _of_mark(mark: Mark, criterion: Criterion, field: str) -> Cell:
    if field.startswith("t"):
        return Cell(tidy(mark.comment), mark.comment_version)
    return Cell(text_of(criterion, mark.steps), mark.version)


def normalised(field: str, value: str, criterion: Criterion | None) -> str:
    """The value as the cell would say it. Raises RefusalError for one that it cannot say."""
    if field == SUBMIT:
        return "1"
    if criterion is not None and field.startswith("c"):
        return text_of(criterion, steps_of(criterion, value.strip()))
    text, most = tidy(value), ABOUT_WORK if criterion is None else ABOUT_CRITERION
    if len(text) > most:
        raise SheetRefusedError(_("Комментарий длиннее %(most)d знаков. Сократите его.", most=most))
    return text


def tidy(text: str) -> str:
    """A text without blanks around it, its lines as browsers' scripts see them."""
    return text.strip().replace("\r\n", "\n")


def field_titles(criteria: Sequence[Criterion]) -> Mapping[str, str]:
    """What each cell is called on the screen."""
    titles: dict[str, str] = {}
    for criterion in criteria:
        titles[f"c{criterion.id}"] = criterion.title
        titles[f"t{criterion.id}"] = str(
            _("Комментарий к критерию «%(title)s»", title=criterion.title)
        )
    return titles | {
        "author": str(_("Комментарий для автора")),
        "note": str(_("Заметка для себя")),
        SUBMIT: str(_("Отправка листа")),
    }
