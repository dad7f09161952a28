"""The organizer's pages of papers: prepare, check names, issue, void, take as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventkit.documents import name_operations, operations
from eventkit.documents.answers import archive_answer, pdf_answer
from eventkit.documents.forms import CaseForm, VoidForm, rows_of
from eventkit.documents.heads import schools_without_letter
from eventkit.documents.models import Award
from eventkit.documents.queries import (
    award_of_event,
    awards_of,
    awards_query,
    official_calculation,
)
from eventkit.documents.rules import (
    may_award,
    may_change_award,
    may_see_award,
    may_see_awards,
)
from eventkit.documents.summary import summary_of
from eventkit.events.forms import enter_in_pairs
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.events.refusals import RefusalError
from eventkit.hooks import active_plugins
from eventkit.journal.operations import actor_of
from eventkit.registration.checkin.queries import has_hours
from eventkit.web.access import access
from eventkit.web.pages import paginate
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

bp = Blueprint("documents", __name__)
Page = str | Response | tuple[str, int]
KINDS = ("works", "hours", "thanks", "heads")
ROWS = 50
PREPARE = {
    "works": operations.prepare_awards,
    "hours": operations.prepare_hours,
    "thanks": operations.prepare_thanks,
    "heads": operations.prepare_head_thanks,
}


def find_award(slug: str, award_id: int) -> Award | None:
    """A paper by the event's address and its own id."""
    event = event_by_slug(slug)
    return award_of_event(event.id, award_id) if event else None


def chosen_kind(event: Event) -> str:
    """Which of the lists is shown: papers of works, thanks to jurors or to heads."""
    usual = "works" if active_plugins().format_of(event).is_counted else "hours"
    kind = request.args.get("kind", usual)
    return kind if kind in KINDS else usual


def actor() -> str:
    """Who acts, for the journal."""
    return actor_of(current_viewer())


def back(event: Event, **arguments: Any) -> Response:
    """To the table again."""
    return redirect(url_for("documents.awards", slug=event.slug, **arguments))


@bp.get("/manage/<slug>/awards")
@access(may_see_awards, event_by_slug)
def awards(event: Event) -> Page:
    """The table of all names with what is to be done now."""
    return _table(event, None)


@bp.post("/manage/<slug>/awards")
@access(may_award, event_by_slug)
def save_names(event: Event) -> Page:
    """Keep the corrected names of the rows shown; one wrong row keeps all as typed."""
    page = paginate(awards_query(event.id, kind=chosen_kind(event)), ROWS)
    shown = {int(text) for text in request.form.getlist("award") if text.isdecimal()}
    prepared = [a for a in page.rows if a.state == "prepared" and a.id in shown]
    rows = rows_of(prepared, request.form)
    wrong = [award.id for award, form in rows if not form.validate()]  # each row is asked
    if wrong:
        flash(_("Сохранить не получилось: проверьте отмеченные строки."), "bad")
        return _table(event, {award.id: form for award, form in rows}), 422
    everything = "check_all" in request.form
    for award, form in rows:
        name_operations.correct_names(
            award,
            nominative=form.name_nominative.data,
            dative=form.name_dative.data,
            post=form.post.data,
            post_dative=form.post_dative.data,
            text=form.text.data or "",
            is_checked=everything or form.is_checked.data,
            actor=actor(),
        )
    commit()
    flash(_names_saved(rows, everything), "ok")
    return back(event, kind=chosen_kind(event), page=page.number)


def _names_saved(rows: Sequence[Any], everything: bool) -> str:
    if everything:
        told = ngettext(
            "Сохранено, проверено %(num)d имя.", "Сохранено, проверено %(num)d имён.", len(rows)
        )
        return str(told)
    return str(_("Имена сохранены."))


def _table(event: Event, typed: dict[int, Any] | None) -> str:
    kind = chosen_kind(event)
    page = paginate(awards_query(event.id, kind=kind), ROWS)
    forms = {award.id: form for award, form in rows_of(page.rows)} | (typed or {})
    summary = summary_of(event)
    case = next((a.case for a in page.rows if a.state == "prepared"), "nominative")
    return render_template(
        "documents/awards.html",
        event=event,
        kind=kind,
        page=page,
        forms=forms,
        summary=summary,
        calculation=official_calculation(event),
        case_form=CaseForm(formdata=None, case=case),
        voided=awards_of(event, state="voided"),
        may_award=may_award(current_viewer(), event),
        with_pairs=enter_in_pairs(event),
        with_hours=has_hours(event),
        unthanked=schools_without_letter(event) if kind == "heads" else [],
    )


@bp.post("/manage/<slug>/awards/prepare")
@access(may_award, event_by_slug)
def prepare(event: Event) -> Page:
    """Make the papers agree with the results, or prepare the thanks."""
    kind = chosen_kind(event)
    before = {award.id for award in awards_of(event)}
    try:
        found = PREPARE[kind](event, actor())
    except RefusalError as refusal:
        flash(refusal.message, "bad")
        return back(event, kind=kind)
    commit()
    new = len([award for award in found if award.id not in before])
    flash(
        ngettext(
            "Подготовлен %(num)d документ. Проверьте имена.",
            "Подготовлено %(num)d документов. Проверьте имена.",
            new,
        )
        if new
        else _("Документы уже соответствуют итогам."),
        "ok",
    )
    return back(event, kind=kind)


@bp.post("/manage/<slug>/awards/case")
@access(may_award, event_by_slug)
def choose_case(event: Event) -> Page:
    """Name people in the nominative or in the dative."""
    form = CaseForm()
    if not form.validate_on_submit():
        flash(_("Выберите падеж: именительный или дательный."), "bad")
        return back(event, kind=chosen_kind(event))
    name_operations.choose_case(event, chosen_kind(event), form.case.data, actor=actor())
    commit()
    return back(event, kind=chosen_kind(event))


@bp.get("/manage/<slug>/awards/issue")
@access(may_award, event_by_slug)
def ask_issue(event: Event) -> Page:
    """The question before issuing."""
    return render_template("documents/issue.html", event=event, summary=summary_of(event))


@bp.post("/manage/<slug>/awards/issue")
@access(may_award, event_by_slug)
def issue(event: Event) -> Page:
    """Issue all that is prepared and checked."""
    try:
        issued = operations.issue_awards(event, actor())
    except RefusalError as refusal:
        flash(refusal.message, "bad")
        return back(event)
    commit()
    flash(
        ngettext(
            "Выдан %(num)d документ. Письмо со ссылкой отправляем.",
            "Выдано %(num)d документов. Письма со ссылками отправляем.",
            len(issued),
        ),
        "ok",
    )
    return back(event)


@bp.get("/manage/<slug>/awards/<int:award_id>/void")
@access(may_change_award, find_award)
def ask_void(award: Award) -> Page:
    """The question before voiding, with the reason to write."""
    if award.state == "voided":
        abort(404)
    return render_template("documents/void.html", award=award, form=VoidForm())


@bp.post("/manage/<slug>/awards/<int:award_id>/void")
@access(may_change_award, find_award)
def void(award: Award) -> Page:
    """Void one paper."""
    form = VoidForm()
    if not form.validate_on_submit():
        return render_template("documents/void.html", award=award, form=form), 422
    operations.void_award(award, form.reason.data, actor=actor())
    commit()
    flash(_("Документ № %(number)s аннулирован.", number=award.number), "ok")
    return back(award.event)


@bp.get("/manage/<slug>/awards/<int:award_id>.pdf")
@access(may_see_award, find_award)
def paper(award: Award) -> Response:
    """One paper; a prepared one carries «Образец»."""
    return pdf_answer(award.event, [award])


@bp.get("/manage/<slug>/awards.pdf")
@access(may_see_awards, event_by_slug)
def papers(event: Event) -> Response:
    """All papers in force in one file, to print."""
    return pdf_answer(event, _in_force(event))


@bp.get("/manage/<slug>/awards.zip")
@access(may_see_awards, event_by_slug)
def archive(event: Event) -> Response:
    """All papers in force, a file each."""
    return archive_answer(event, _in_force(event))


def _in_force(event: Event) -> Sequence[Award]:
    found = awards_of(event, kind=request.args.get("kind", ""))
    if not found:
        abort(404)
    return found
