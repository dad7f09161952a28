"""The results room's tab «Апелляции»: the list, one appeal, its commission and its decision."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_counted, find_event, put_refusal, saved
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.lazy import dataclass
from eventkit.results.appeals import queries
from eventkit.results.appeals.changes import Preview, preview
from eventkit.results.appeals.commission import candidates, persons
from eventkit.results.appeals.corrections import corrections_of
from eventkit.results.appeals.decision_operations import Verdict, decide_appeal, name_commission
from eventkit.results.appeals.forms import CommissionForm, DecisionForm
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.rules import may_hear, may_read, may_settle
from eventkit.results.appeals.times import TrialTime, trial_times
from eventkit.results.appeals.window import public_end
from eventkit.results.appeals.words import about_words, days_words, state_words
from eventkit.results.names import staff_names
from eventkit.results.queries import calculation, standings
from eventkit.results.room import base_context, shown_version
from eventkit.results.views import bp
from eventkit.scoring.marks import shown as shown_mark
from eventkit.scoring.marks import value_of
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.web.access import access
from eventkit.web.clock import today
from eventkit.web.requests import row_id
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results/appeals"
TAB = "results.appeals"


def find_appeal(slug: str, appeal_number: int) -> Appeal:
    """The appeal of an address; 404 without one."""
    return queries.appeal(find_event(slug), appeal_number) or abort(404)


@bp.get(HERE)
@access(may_hear, find=find_counted)
def appeals(event: Event) -> Page:
    """All appeals, those that wait first."""
    rows = queries.appeals(event)
    return render_template(
        "results/appeals/list.html",
        **base_context(event, shown_version(event), TAB),
        rows=[(row, about_words(row), state_words(row)) for row in rows],
        names=staff_names(event, [row.entry for row in rows]),
        rule=days_words(event),
        end=public_end(event),
        may_set=may_manage(current_viewer(), event),
    )


@bp.get(f"{HERE}/<int:appeal_number>")
@access(may_read, find=find_appeal)
def appeal(appeal: Appeal) -> Page:
    """What the author wrote, the sheets, the commission, the decision."""
    return _page(appeal, Forms.of(appeal))


@bp.post(f"{HERE}/<int:appeal_number>/commission")
@access(may_settle, find=find_appeal)
def choose_commission(appeal: Appeal) -> Page:
    """Say who hears the appeal."""
    forms = Forms.of(appeal, commission=True)
    form = forms.commission
    # Who was ticked and may not sit there is refused by name, not as an unknown choice.
    chosen = [row_id(text) for text in form.members.raw_data or [] if text.isdecimal()]
    try:
        name_commission(appeal, persons(chosen[:100]), actor=actor())
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return _page(appeal, forms), 422
    return saved(
        "results.appeal", appeal.event, _("Комиссия записана."), appeal_number=appeal.number
    )


@bp.post(f"{HERE}/<int:appeal_number>/decision")
@access(may_settle, find=find_appeal)
def settle_appeal(appeal: Appeal) -> Page:
    """Show who would move, or record what the commission decided."""
    forms = Forms.of(appeal, decision=True)
    form = forms.decision
    if request.form.get("act") != "settle":
        return _previewed(appeal, forms)
    if not form.validate():
        return _page(appeal, forms), 422
    try:
        decide_appeal(appeal, _verdict(appeal, form), actor=actor())
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return _page(appeal, forms), 422
    return saved("results.appeal", appeal.event, _said(appeal), appeal_number=appeal.number)


@dataclass(frozen=True)
class Forms:
    """The two forms of an appeal's page; only the one that was sent reads what came."""

    sheets: list[Sheet]
    times: list[TrialTime]
    commission: CommissionForm
    decision: DecisionForm

    @classmethod
    def of(cls, appeal: Appeal, *, commission: bool = False, decision: bool = False) -> Forms:
        """Both forms, filled with what is known."""
        sheets = list(queries.sheets_of(appeal.entry_id))
        offered = candidates(appeal.event, appeal.entry)
        day = today(appeal.event.timezone)
        unread: dict[str, Any] = {"formdata": None}
        times = trial_times(appeal.entry)
        return cls(
            sheets,
            times,
            CommissionForm(offered, appeal, **({} if commission else unread)),
            DecisionForm.of(
                appeal, sheets, times, considered_on=day, **({} if decision else unread)
            ),
        )


def _verdict(appeal: Appeal, form: DecisionForm) -> Verdict:
    return Verdict(
        outcome=form.outcome.data,
        answer=form.answer.data,
        considered_on=form.considered_on.data or today(appeal.event.timezone),
        protocol_number=form.protocol_number.data or "",
        changes=form.changes(),
    )


def _said(appeal: Appeal) -> str:
    if appeal.outcome is None:
        return str(_("Решение записано, ответ отправлен автору."))
    return str(
        _(
            "Решение записано, готов подсчёт № %(number)d. Проверьте, кто сдвинется, и опубликуйте"
            " его.",
            number=appeal.outcome.number,
        )
    )


def _previewed(appeal: Appeal, forms: Forms) -> Page:
    """The page with who would move; nothing is changed, nothing typed is lost."""
    form = forms.decision
    if not form.has_fair_numbers():
        return _page(appeal, forms), 422
    try:
        found = preview(appeal, forms.sheets, form.changes())
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return _page(appeal, forms), 422
    return _page(appeal, forms, found)


def _page(appeal: Appeal, forms: Forms, shown: Preview | None = None) -> str:
    event = appeal.event
    latest = calculation(event)
    rows = standings(latest) if latest is not None else []
    names = staff_names(event, [row.entry for row in rows])
    return render_template(
        "results/appeals/appeal.html",
        **base_context(event, latest, TAB),
        appeal=appeal,
        about=about_words(appeal),
        state=state_words(appeal),
        author=names.get(appeal.entry_id),
        sheets=forms.sheets,
        times=forms.times if appeal.kind == "time" else [],
        criteria=_criteria(event, forms.sheets),
        marks={
            sheet.id: {
                m.criterion_id: shown_mark(value_of(m.criterion, m.steps)) for m in sheet.marks
            }
            for sheet in forms.sheets
        },
        offered=candidates(event, appeal.entry),
        commission_form=forms.commission,
        form=forms.decision,
        may_settle=may_settle(current_viewer(), appeal),
        preview=shown,
        titles={n.code: n.title for n in event.nominations},
        names={row.entry.code: names[row.entry_id].text for row in rows},
        corrections=corrections_of(appeal),
    )


def _marks(sheet: Sheet) -> dict[int, str]:
    """The marks as they stand, by criterion."""
    return {m.criterion_id: shown_mark(value_of(m.criterion, m.steps)) for m in sheet.marks}


def _criteria(event: Event, sheets: list[Sheet]) -> list[Criterion]:
    """The criteria of the trials that somebody has judged."""
    trials = {sheet.assignment.trial_id for sheet in sheets}
    return [c for c in criteria_of_event(event) if c.trial_id in trials]
