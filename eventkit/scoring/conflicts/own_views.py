"""The juror's pages about recusals: one tap, the reason in it, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment, Challenge
from eventkit.scoring.conflicts.forms import RecusalForm
from eventkit.scoring.conflicts.operations import raise_challenge, take_back
from eventkit.scoring.conflicts.queries import challenges_of, own_challenge
from eventkit.scoring.conflicts.rules import is_own
from eventkit.scoring.conflicts.undoing import undo, undo_until
from eventkit.scoring.conflicts.words import own_words, reason_words
from eventkit.scoring.deadlines import task_closed_words
from eventkit.scoring.queries import has_begun, sheet_of
from eventkit.scoring.rules import judging_is_open, may_score, task_is_open
from eventkit.scoring.tasks import Task, find_task, ids_in_order, tasks_of
from eventkit.scoring.touches.queries import seats_now
from eventkit.scoring.views import bp
from eventkit.web.access import access, anyone
from eventkit.web.pages import paginate
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

Page = str | Response | tuple[str, int]


@bp.get("/jury/recusals")
@access(anyone)
def recusals() -> Page:
    """All works of the juror, each with a way out without opening it, and what was declared."""
    seats = seats_now(current_viewer())
    if not seats:
        return render_template("scoring/no_link.html"), 403
    said = challenges_of([seat.id for seat in seats])
    free = Assignment.is_held.is_(False)
    pages = [
        (seat, paginate(ids_in_order(seat).where(free)))
        for seat in seats
        if judging_is_open(seat.event)
    ]
    listed = [(seat, page, tasks_of(page.rows)) for seat, page in pages]
    return render_template(
        "scoring/conflicts/own.html",
        seats=listed,
        event=seats[0].event,
        said=said,
        following=_following([task for _seat, _page, rows in listed for task in rows]),
        undo_until=undo_until(said),
        own_words=own_words,
        reason_words=reason_words,
    )


def _following(tasks: Sequence[Task]) -> Task | None:
    """What to go on with after a recusal: a work that is begun, else one that is unread."""
    left = [task for task in tasks if task.state != "submitted"]
    return next((task for task in left if task.is_begun), left[0] if left else None)


@bp.route("/jury/sheets/<int:assignment_id>/recuse", methods=["GET", "POST"])
@access(may_score, find_task)
def recuse(task: Assignment) -> Page:
    """«Я не могу судить эту работу»: a tap on the reason is the act, since it can be undone."""
    form = RecusalForm()
    if not task_is_open(task):
        flash(task_closed_words(task), "bad")
        return redirect(url_for("scoring.sheet", assignment_id=task.id))
    if not form.validate_on_submit():
        return _recuse_page(task, form), 422 if form.is_submitted() else 200
    code, actor = task.entry.code, actor_of(current_viewer())
    reason = (form.reason.data or "").strip()
    try:
        made = raise_challenge(
            task.juror, task.entry, ground=form.named(), reason=reason, actor=actor
        )
    except RefusalError as refusal:
        form.reason.errors = [refusal.message]
        return _recuse_page(task, form), 422
    state, is_late = made.state, made.moment != "before"
    commit()
    flash(_said(state, code or "", is_late=is_late), "ok")
    return redirect(url_for("scoring.recusals"))


def _recuse_page(task: Assignment, form: RecusalForm) -> str:
    page = sheet_of(task.id)
    return render_template(
        "scoring/recuse.html",
        form=form,
        task=task,
        late=page is not None and has_begun(page),
    )


def _said(state: str, code: str, *, is_late: bool) -> str:
    if state == "waiting":
        return str(
            _(
                "Самоотвод по работе %(code)s записан. Решит председатель, лист пока ждёт.",
                code=code,
            )
        )
    if is_late:
        return str(_("Самоотвод по работе %(code)s принят. Ваш лист аннулирован.", code=code))
    return str(_("Самоотвод по работе %(code)s принят. Её передадут другому.", code=code))


@bp.post("/jury/recusals/<int:challenge_id>/undo")
@access(is_own, own_challenge)
def undo_recusal(challenge: Challenge) -> Page:
    """Take a recusal back: while it waits, or in the same moment."""
    code, actor = challenge.entry.code, actor_of(current_viewer())
    verb = take_back if challenge.state == "waiting" else undo
    try:
        verb(challenge, actor=actor)
    except RefusalError as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for("scoring.recusals"))
    commit()
    flash(_("Самоотвод отменён: работа %(code)s снова в вашем списке.", code=code), "ok")
    return redirect(url_for("scoring.tasks"))
