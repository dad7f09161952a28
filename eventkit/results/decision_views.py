"""Recording the chair's decisions and revoking them."""

from __future__ import annotations

from flask import abort, render_template, request

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_judged, put_refusal, saved
from eventkit.events.refusals import RefusalError
from eventkit.results import queries
from eventkit.results.board import jury_of, nomination_results
from eventkit.results.decision_operations import record_decision, revoke_decision
from eventkit.results.decision_words import decision_words
from eventkit.results.forms import DecisionForm, ReasonForm
from eventkit.results.models import Calculation
from eventkit.results.room import base_context, shown_version
from eventkit.results.rules import may_decide, may_see_room
from eventkit.results.views import bp
from eventkit.web.access import access
from eventkit.web.clock import today

HERE = "/manage/<slug>/results/decisions"


@bp.get(HERE)
@access(may_see_room, find=find_judged)
def decisions(event: Event) -> Page:
    """What the jury decided, in the order it was recorded."""
    context = base_context(event, shown_version(event), "results.decisions")
    return render_template(
        "results/decisions.html",
        **context,
        decisions=queries.decisions(event),
        kind_words=decision_words,
    )


@bp.route(f"{HERE}/new", methods=["GET", "POST"])
@access(may_decide, find=find_judged)
def decide(event: Event) -> Page:
    """Record what the chair decided about a nomination; a new calculation follows."""
    code = request.args.get("nomination", "")
    nomination = next((n for n in event.nominations if n.code == code), None)
    if nomination is None:
        abort(404)
    made = queries.calculation(event)
    waiting = _equal_works(made, code)
    day = today(event.timezone)
    form = DecisionForm(entry_codes=", ".join(waiting[0]) if waiting else "", decided_on=day)
    jury = jury_of(event)
    form.offer({key: juror.person.short_name for key, juror in jury.items()})
    if form.validate_on_submit():
        try:
            record_decision(
                event,
                nomination,
                form.kind.data,
                form.codes(),
                form.text.data,
                form.protocol_number.data or "",
                form.decided_on.data or day,
                juror=jury.get(form.juror.data or ""),
                actor=actor(),
            )
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("results.room", event, nomination=code)
    context = base_context(event, made, "results.decisions")
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "results/decide.html", **context, form=form, nomination=nomination, waiting=waiting
    )
    return page, status


def _equal_works(made: Calculation | None, code: str) -> list[tuple[str, ...]]:
    """Works that nothing has separated yet, else all that are equal."""
    said = nomination_results(made).get(code) if made is not None else None
    ties = said.ties if said is not None else ()
    return [group for tie in ties for group in tie.open_groups] or [tie.entries for tie in ties]


@bp.route(f"{HERE}/<int:decision_id>/revoke", methods=["GET", "POST"])
@access(may_decide, find=find_judged)
def revoke(event: Event, decision_id: int) -> Page:
    """End a decision, with the reason."""
    found = queries.decision(event, decision_id)
    if found is None or found.revoked_at is not None or found.kind == "late_recusal":
        abort(404)
    form = ReasonForm()
    if form.validate_on_submit():
        revoke_decision(event, found, actor=actor(), reason=form.reason.data)
        return saved("results.decisions", event)
    context = base_context(event, queries.calculation(event), "results.decisions")
    status = 422 if form.is_submitted() else 200
    return render_template("results/revoke.html", **context, form=form, decision=found), status
