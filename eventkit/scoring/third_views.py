"""Third readings, for the organizer and the chair: the queue, and giving one to another juror."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment
from eventkit.juries.queries import juror_of_event, loads
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.extra_readings import (
    Present,
    hand_third_reading,
    present_third,
    why_not_third,
)
from eventkit.scoring.forms import HandThirdForm
from eventkit.scoring.judging_views import find_task
from eventkit.scoring.readings import jurors_to_offer, third_reading_limit
from eventkit.scoring.rules import judging_is_open, may_give_readings, may_watch_jury
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.third_queue import Third, third_queue, with_readers
from eventkit.web.access import access
from eventkit.web.pages import page_of
from eventkit.web.requests import commit
from eventkit.web.viewer import Viewer, current_viewer

bp = Blueprint("thirds", __name__)
Page = str | Response | tuple[str, int]


def may_give(viewer: Viewer, task: Assignment) -> bool:
    """Organizer and chair, asked about one work."""
    return may_give_readings(viewer, task.juror.event)


@bp.get("/manage/<slug>/jury/thirds")
@access(may_watch_jury, find=find_judged)
def queue(event: Event) -> Page:
    """Each work that diverges or has a third reading: the sheets, the reader, what came of it."""
    rules = current_rules(event)
    found = third_queue(event, rules)
    page = page_of(found)
    return render_template(
        "scoring/thirds.html",
        event=event,
        page=page,
        rows=with_readers(event, page.rows),
        counts=_counts(found),
        limit=third_reading_limit(rules),
        words=_value_words(rules),
        trials={trial.id: trial.title for trial in event.trials} if len(event.trials) > 1 else {},
        may_give=may_give_readings(current_viewer(), event) and judging_is_open(event),
    )


def _counts(rows: Sequence[Third]) -> dict[str, int]:
    return {
        "waiting": sum(row.state == "waiting" for row in rows),
        "running": sum(row.state in ("given", "reading") for row in rows),
        "read": sum(row.state == "read" for row in rows),
    }


def _value_words(rules: ScoringRules) -> str:
    """What the value of a work that was read three times is made of."""
    return {
        "third_is_final": str(_("третий лист")),
        "closest_two": str(_("среднее третьего листа и ближайшего к нему")),
        "mean_of_three": str(_("среднее трёх листов")),
    }.get(rules.third_policy or "", "")


@bp.route("/manage/<slug>/jury/thirds/<int:assignment_id>", methods=["GET", "POST"])
@access(may_give, find_task)
def hand(task: Assignment) -> Page:
    """Choose who reads the work of a task third; says what becomes of a sheet that is begun."""
    event, entry, trial = task.juror.event, task.entry, task.trial
    refusal = why_not_third(entry, trial)
    if refusal:
        page = render_template("scoring/third_not.html", event=event, task=task, refusal=refusal)
        return page, 409 if request.method == "POST" else 200
    form, present = HandThirdForm(), present_third(entry, trial)
    is_begun = present is not None and present.is_begun
    form.offer(jurors_to_offer(entry), loads(event.id), needs_reason=is_begun)
    if not form.validate_on_submit():
        return _hand_page(task, form, present), 422 if form.is_submitted() else 200
    juror = juror_of_event(event.id, form.juror_id.data)
    assert juror is not None, "only members of this jury are offered"
    reason = form.reason.data if is_begun else ""
    try:
        hand_third_reading(juror, entry, trial, reason, actor=actor_of(current_viewer()))
    except RefusalError as problem:
        form.juror_id.errors = [problem.message]
        return _hand_page(task, form, present), 422
    slug, words = event.slug, {"code": entry.code, "name": juror.person.short_name}
    has_address = bool(juror.person.email)
    commit()
    flash(_("Третье чтение работы %(code)s: %(name)s.", **words), "ok")
    if not has_address:
        flash(_("У этого человека нет почты, предупредите его сами: %(name)s.", **words), "warn")
    return redirect(url_for("thirds.queue", slug=slug))


def _hand_page(task: Assignment, form: HandThirdForm, present: Present | None) -> str:
    return render_template(
        "scoring/third_hand.html",
        event=task.juror.event,
        task=task,
        form=form,
        present=present,
    )
