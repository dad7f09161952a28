"""Conflicts of interest for the staff: the list, what waits for a decision, who decides."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.events.refusals import RefusalError
from eventkit.files.answers import attachment
from eventkit.journal.operations import actor_of
from eventkit.juries.models import CHALLENGE_STATES, CONFLICT_KINDS, Challenge
from eventkit.juries.operations import derive_conflicts
from eventkit.juries.queries import juror_of_event, jurors_of
from eventkit.juries.rules import may_run_jury, may_watch_jury
from eventkit.scoring.conflicts import queries, words
from eventkit.scoring.conflicts.forms import ConflictForm, DeciderForm, DecisionForm
from eventkit.scoring.conflicts.operations import accept, choose_decider, raise_challenge, refuse
from eventkit.scoring.conflicts.rules import chairs_of, decider_of, may_decide
from eventkit.scoring.conflicts.tables import conflicts_workbook
from eventkit.scoring.queries import entry_by_code
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.pages import paginate_lines
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import Viewer, current_viewer

bp = Blueprint("conflicts", __name__)
Page = str | Answer | tuple[str, int]
HERE = "/manage/<slug>/jury/conflicts"


def may_know_authors(viewer: Viewer, event: Event) -> bool:
    """The chair reads blind as the jury does: no school and no name beside a code."""
    return not event.is_blind or viewer.has_role(event.id, "organizer", "secretary")


def _actor() -> str:
    return actor_of(current_viewer())


def _back(slug: str) -> Answer:
    return redirect(url_for("conflicts.listed", slug=slug))


def _narrowed() -> queries.Narrowed:
    asked = request.args
    kind, state = asked.get("kind", ""), asked.get("state", "")
    return queries.Narrowed(
        kind=kind if kind in CONFLICT_KINDS else "",
        state=state if state in CHALLENGE_STATES else "",
        juror_id=row_id(asked.get("juror")),
        code=asked.get("code", "").strip(),
    )


@bp.get(HERE)
@access(may_watch_jury, find=find_judged)
def listed(event: Event) -> Page:
    """Who must not judge what, and why; above it what waits for a decision."""
    return _page(event, _conflict_form(event))


@bp.get(f"{HERE}.xlsx")
@access(may_watch_jury, find=find_judged)
def table(event: Event) -> Response:
    """The same list as a workbook."""
    names = may_know_authors(current_viewer(), event)
    lines = queries.all_lines(event, _narrowed(), with_names=names)
    answer = Response(conflicts_workbook(event, lines), mimetype=XLSX)
    name = _("Конфликты интересов %(event)s", event=event.title) + ".xlsx"
    answer.headers["Content-Disposition"] = attachment(name)
    return answer


@bp.post(HERE)
@access(may_run_jury, find=find_judged)
def declare(event: Event) -> Page:
    """Record what a juror, a participant or the organizer says."""
    form = _conflict_form(event)
    if not form.validate():
        return _page(event, form), 422
    entry = entry_by_code(event.id, form.code.data)
    juror = juror_of_event(event.id, form.juror_id.data)
    if entry is None or juror is None:
        form.code.errors = [_("Работы с шифром „%(code)s“ нет.", code=form.code.data)]
        return _page(event, form), 422
    try:
        made = raise_challenge(
            juror,
            entry,
            raised_by=form.raised_by.data,
            ground=form.ground.data,
            reason=form.reason.data,
            actor=_actor(),
        )
    except RefusalError as refusal:
        form.code.errors = [refusal.message]
        return _page(event, form), 422
    slug, code, state, is_late = event.slug, entry.code, made.state, made.moment != "before"
    commit()
    if state == "waiting":
        flash(_("Отвод по работе %(code)s записан и ждёт решения.", code=code), "ok")
    elif is_late:
        flash(_("Конфликт записан, лист по работе %(code)s аннулирован.", code=code), "warn")
    else:
        flash(_("Конфликт записан: работа %(code)s.", code=code), "ok")
    return _back(slug)


@bp.post(f"{HERE}/derive")
@access(may_run_jury, find=find_judged)
def derive(event: Event) -> Answer:
    """Bring the derived conflicts up to date by hand."""
    made = len(derive_conflicts(event, actor=_actor()))
    slug = event.slug
    commit()
    found = ngettext("Новый конфликт: %(num)d.", "Новых конфликтов: %(num)d.", made)
    flash(found if made else _("Новых конфликтов нет."), "ok")
    return _back(slug)


@bp.post(f"{HERE}/decider")
@access(may_run_jury, find=find_judged)
def decider(event: Event) -> Answer:
    """Choose whether a juror's word is enough or the chair decides."""
    form = DeciderForm()
    slug = event.slug
    if not form.validate():
        flash(_("Выберите, кто решает о самоотводе."), "bad")
        return _back(slug)
    choose_decider(event, form.recusal_decider.data, actor=_actor())
    commit()
    flash(_("Записано, кто решает о самоотводе."), "ok")
    return _back(slug)


@bp.route(f"{HERE}/<int:challenge_id>", methods=["GET", "POST"])
@access(may_decide, queries.challenge_of_event)
def decide(challenge: Challenge) -> Page:
    """The reason, what will happen, and the decision."""
    form, event = DecisionForm(), challenge.juror.event
    if challenge.state != "waiting":
        return _decision_page(challenge, form), 409 if request.method == "POST" else 200
    if not form.validate_on_submit():
        return _decision_page(challenge, form), 422 if form.is_submitted() else 200
    accepts, answer = form.verdict.data == "accept", form.answer.data or ""
    try:
        if accepts:
            accept(challenge, answer, hand_on=form.hand_on.data, actor=_actor())
        else:
            refuse(challenge, answer, actor=_actor())
    except RefusalError as refusal:
        form.verdict.errors = [refusal.message]
        return _decision_page(challenge, form), 409
    slug, code = event.slug, challenge.entry.code
    commit()
    if accepts:
        flash(_("Отвод по работе %(code)s принят.", code=code), "ok")
    else:
        flash(_("Отвод отклонён, работа %(code)s снова у члена жюри.", code=code), "ok")
    return _back(slug)


def _decision_page(challenge: Challenge, form: DecisionForm) -> str:
    return render_template(
        "scoring/conflicts/decide.html",
        event=challenge.juror.event,
        challenge=challenge,
        form=form,
        words=words,
    )


def _page(event: Event, form: ConflictForm) -> str:
    viewer, narrowed = current_viewer(), _narrowed()
    page = paginate_lines(queries.lines_query(event, narrowed), {})
    waiting, chairs = queries.waiting((event.id,)), chairs_of((event.id,))
    return render_template(
        "scoring/conflicts/list.html",
        event=event,
        page=page,
        lines=queries.explained(page.rows, with_names=may_know_authors(viewer, event)),
        narrowed=narrowed,
        jurors=jurors_of(event.id),
        waiting=[
            (one, may_decide(viewer, one, chairs), decider_of(one.juror, chairs)) for one in waiting
        ],
        clashes=queries.clashes(event.id),
        form=form,
        decider_form=DeciderForm(formdata=None, recusal_decider=event.recusal_decider),
        may_run=may_run_jury(viewer, event),
        words=words,
    )


def _conflict_form(event: Event) -> ConflictForm:
    form = ConflictForm()
    form.juror_id.choices = [(j.id, j.person.full_name) for j in jurors_of(event.id)]
    return form
