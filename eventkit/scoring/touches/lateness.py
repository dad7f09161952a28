"""Why a touch comes too late, and what the juror is told: the mark is kept, the sheet stands."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.juries.models import Assignment
from eventkit.scoring.deadlines import task_closed_words
from eventkit.scoring.models import Sheet
from eventkit.scoring.rules import task_is_open

LEFT, ANNULLED, HELD, CLOSED, SENT = "left", "annulled", "held", "closed", "sent"


def late_kind(task: Assignment, sheet: Sheet | None) -> str:
    """What the touch of a task has missed: left, annulled, held, closed or sent; empty for none."""
    if task.juror.left_at is not None:
        return LEFT
    if task.state != "active" or (sheet is not None and sheet.state == "annulled"):
        return ANNULLED
    if not task_is_open(task):
        return CLOSED
    if task.is_held:
        return HELD
    if task.list_place is None:
        return ANNULLED
    return SENT if sheet is not None and sheet.state == "submitted" else ""


def kept_words() -> str:
    """What became of it, for the juror."""
    return str(_("Сохранено отдельно, это видят председатель и организатор."))


def late_words(kind: str, task: Assignment) -> str:
    """What happened, for the juror."""
    kept = kept_words()
    if kind == LEFT:
        return str(_("Пришло, когда вы уже вышли из жюри. %(kept)s", kept=kept))
    if kind == ANNULLED:
        return str(_("Пришло, когда лист уже не считался. %(kept)s", kept=kept))
    if kind == HELD:
        return str(_("Пришло, пока решают о вашем конфликте интересов. %(kept)s", kept=kept))
    if kind == CLOSED:
        return f"{task_closed_words(task)} {kept}"
    back = _("Пока оценивание открыто, лист можно вернуть в черновик.")
    return str(_("Пришло, когда лист уже был отправлен. %(kept)s", kept=kept)) + f" {back}"
