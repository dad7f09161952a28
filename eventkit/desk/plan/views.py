"""«Предложения в план»: those of all events, those of one, and what is decided."""

from __future__ import annotations

from collections.abc import Sequence

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.desk.plan import operations
from eventkit.desk.plan.forms import DeclineForm, WordingForm
from eventkit.desk.plan.models import STATES, PlanProposal
from eventkit.desk.plan.offers import offered
from eventkit.desk.plan.queries import proposal_of, proposals_of, readable
from eventkit.desk.plan.rules import may_decide, may_read_plan
from eventkit.desk.plan.words import BADGES, share_words
from eventkit.desk.plan.words import STATES as STATE_WORDS
from eventkit.desk.plan.workbook import plan_workbook
from eventkit.desk.year import school_year, year_name
from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_event, saved
from eventkit.events.refusals import RefusalError
from eventkit.files.answers import attachment
from eventkit.scoring.live.queries import actor_names
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.clock import today
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

bp = Blueprint("plan", __name__)
HERE = "/manage/<slug>/plan"
ONE = f"{HERE}/<int:proposal_id>"


def find_proposal(slug: str, proposal_id: int) -> PlanProposal:
    """A proposal of this event; 404 without one."""
    return proposal_of(find_event(slug), proposal_id) or abort(404)


@bp.get("/manage/plan")
@access(may_read_plan)
def listed() -> Page:
    """The proposals of all events of the viewer, by school year and decision."""
    known = readable(current_viewer())
    rows = _asked_for(known)
    return render_template(
        "desk/plan/listed.html",
        rows=rows,
        known=known,
        years=sorted({row.year for row in known}, reverse=True),
        year=request.args.get("year", ""),
        states=STATES,
        state=request.args.get("state", ""),
        **_words(rows),
    )


@bp.get("/manage/plan.xlsx")
@access(may_read_plan)
def table() -> Response:
    """The same rows as a workbook."""
    zone = str(current_app.config["TIMEZONE"])
    answer = Response(plan_workbook(_asked_for(readable(current_viewer())), zone), mimetype=XLSX)
    answer.headers["Content-Disposition"] = attachment(f"{_('Предложения в план')}.xlsx")
    return answer


@bp.get(HERE)
@access(may_decide, find=find_event)
def event(event: Event) -> Page:
    """What the event's plugins offer now, and what has been proposed of it."""
    rows = proposals_of(event)
    return render_template(
        "desk/plan/event.html", event=event, rows=rows, offers=offered(event), **_words(rows)
    )


@bp.post(HERE)
@access(may_decide, find=find_event)
def propose(event: Event) -> Page:
    """Put the offers down; a second time only renews numbers."""
    done = operations.propose(event, actor=actor())
    said = [
        _("Новых предложений: %(count)d.", count=done.added),
        _("Числа обновлены: %(count)d.", count=done.renewed) if done.renewed else "",
    ]
    if not done.added and not done.renewed:
        said = [_("Всё уже предложено, числа прежние.")]
    return saved("plan.event", event, " ".join(filter(None, said)))


@bp.route(ONE, methods=["GET", "POST"])
@access(may_decide, find=find_proposal)
def proposal(proposal: PlanProposal) -> Page:
    """One proposal: its words, and the decision on it."""
    form = WordingForm(proposal, _begun())
    if form.validate_on_submit():
        words = (form.title.data or "", form.audience.data or "", int(form.year.data))
        operations.reword(proposal, *words, actor=actor())
        return _back(proposal, _("Сохранено."))
    return _page(proposal, form, DeclineForm(formdata=None)), 422 if form.errors else 200


@bp.post(f"{ONE}/<any(take,decline,undo):act>")
@access(may_decide, find=find_proposal)
def decide(proposal: PlanProposal, act: str) -> Page:
    """Take it into the plan, decline it with a reason, or think again."""
    form = DeclineForm()
    if act == "decline" and not form.validate_on_submit():
        return _page(proposal, WordingForm(proposal, _begun(), formdata=None), form), 422
    try:
        if act == "take":
            operations.take(proposal, actor=actor())
        elif act == "decline":
            operations.decline(proposal, form.reason.data or "", actor=actor())
        else:
            operations.think_again(proposal, actor=actor())
    except RefusalError as refusal:
        db.session.rollback()
        flash(refusal.message, "bad")
        return redirect(url_for("plan.proposal", slug=proposal.event.slug, proposal_id=proposal.id))
    said = {"take": _("Взято в план."), "decline": _("Отклонено."), "undo": _("Решение отменено.")}
    return _back(proposal, said[act])


def _page(row: PlanProposal, form: WordingForm, decline: DeclineForm) -> str:
    return render_template(
        "desk/plan/proposal.html",
        event=row.event,
        row=row,
        form=form,
        decline=decline,
        **_words([row]),
    )


def _back(row: PlanProposal, message: str) -> Page:
    where = url_for("plan.proposal", slug=row.event.slug, proposal_id=row.id)
    commit()
    flash(message, "ok")
    return redirect(where)


def _asked_for(known: Sequence[PlanProposal]) -> list[PlanProposal]:
    """The rows of the asked year and state; all where the address names none that is known."""
    year, state = request.args.get("year", ""), request.args.get("state", "")
    by_year = year in {str(row.year) for row in known}
    return [
        row
        for row in known
        if (not by_year or str(row.year) == year) and (state not in STATES or row.state == state)
    ]


def _words(rows: Sequence[PlanProposal]) -> dict[str, object]:
    return {
        "who": actor_names({row.decided_by for row in rows}),
        "share_words": share_words,
        "state_words": STATE_WORDS,
        "badges": BADGES,
        "year_name": year_name,
    }


def _begun() -> int:
    return school_year(today(str(current_app.config["TIMEZONE"])))
