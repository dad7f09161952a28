"""The rounds of an event for its staff: where each stands, who goes on, telling people."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Round, Trial
from eventkit.events.pages import (
    Page,
    actor,
    find_judged,
    put_refusal,
    refused,
    saved,
)
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.juries.models import Assignment
from eventkit.juries.rounds.models import Promotion
from eventkit.juries.rounds.operations import close_round
from eventkit.juries.rounds.queries import (
    let_into,
    promotion_to,
    promotions_to,
    round_before,
    round_of_number,
    trials_of_round,
)
from eventkit.lazy import dataclass
from eventkit.results.promotion import operations
from eventkit.results.promotion.forms import PromotionForm
from eventkit.results.promotion.standing import Preliminary, has_sheets, preliminary
from eventkit.results.rules import may_publish, may_see_room
from eventkit.scoring.operations import begin_round
from eventkit.scoring.rules import judging_is_open
from eventkit.scoring.trial_words import rule_words
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

bp = Blueprint("rounds", __name__)
bp.app_template_global("promotion_words")(rule_words)
HERE = "/manage/<slug>/jury/rounds"


@dataclass(frozen=True)
class RoundRow:
    """A round with its numbers."""

    round: Round
    trials: list[Trial]
    works: int
    tasks: int
    sent: int
    promotion: Promotion | None
    state: str
    """waiting, open or closed."""


@bp.get(HERE)
@access(may_see_room, find=find_judged)
def board(event: Event) -> Page:
    """Each round: its trials, how many works and sheets, what may be done now."""
    return render_template(
        "results/promotion/rounds.html",
        event=event,
        rows=_rows(event),
        is_open=judging_is_open(event),
        may_run=may_manage(current_viewer(), event),
        may_decide=may_publish(current_viewer(), event),
    )


def _rows(event: Event) -> list[RoundRow]:
    counted = (
        select(Trial.round_id, Assignment.progress, func.count())
        .join(Assignment, Assignment.trial_id == Trial.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Trial.event_id == event.id,
            Trial.round_id.is_not(None),
            Assignment.state == "active",
            Entry.is_admitted,
        )
        .group_by(Trial.round_id, Assignment.progress)
    )
    tasks: Counter[int | None] = Counter()
    sent: Counter[int | None] = Counter()
    for round_id, progress, number in db.session.execute(counted):
        tasks[round_id] += number
        sent[round_id] += number if progress == "submitted" else 0
    admitted = select(func.count()).select_from(Entry)
    admitted = admitted.where(Entry.event_id == event.id, Entry.is_admitted)
    everybody = db.session.scalar(admitted) or 0
    rows = []
    for each in event.rounds:
        going = let_into(each)
        rows.append(
            RoundRow(
                round=each,
                trials=trials_of_round(event, each),
                works=everybody if going is None else len(going),
                tasks=tasks[each.id],
                sent=sent[each.id],
                promotion=promotion_to(each) if each.number > 1 else None,
                state="closed" if each.closed_at else "open" if each.opened_at else "waiting",
            )
        )
    return rows


@bp.post(f"{HERE}/<int:round_number>/<any(open, close):verb>")
@access(may_manage, find=find_judged)
def run(event: Event, round_number: int, verb: str) -> Page:
    """Open a round, with letters to those who have works in it, or close it."""
    subject = round_of_number(event, round_number) or abort(404)
    try:
        if verb == "close":
            close_round(subject, actor=actor())
            return saved("rounds.board", event, _("Тур закрыт: его листы больше не меняются."))
        written = len(begin_round(subject, actor=actor()))
    except RefusalError as refusal:
        return refused("rounds.board", event, refusal)
    if written:
        flash(ngettext("Отправлено %(num)d письмо.", "Отправлено %(num)d писем.", written), "ok")
    return saved("rounds.board", event, _("Тур открыт, жюри может оценивать."))


@bp.get(f"{HERE}/<int:round_number>/promotion")
@access(may_see_room, find=find_judged)
def promotion(event: Event, round_number: int) -> Page:
    """How the works stand before the round, and where its rule draws the line."""
    subject = _later_round(event, round_number)
    try:
        standing = preliminary(subject)
    except RefusalError as refusal:
        return refused("rounds.board", event, refusal)
    form = PromotionForm()
    form.offer(standing)
    return _page(subject, standing, form)


@bp.post(f"{HERE}/<int:round_number>/promotion")
@access(may_publish, find=find_judged)
def promote(event: Event, round_number: int) -> Page:
    """Let works into the round, in one act."""
    subject = _later_round(event, round_number)
    try:
        standing = preliminary(subject)
    except RefusalError as refusal:
        return refused("rounds.board", event, refusal)
    form = PromotionForm()
    shown = form.digest.data
    form.offer(standing)
    if not form.validate():
        return _page(subject, standing, form), 422
    if shown != standing.digest:
        flash(_("Пока вы смотрели, баллы изменились. Проверьте список ещё раз."), "warn")
        form.digest.data = standing.digest
        return _page(subject, standing, form), 409
    try:
        made = operations.promote(
            subject,
            standing,
            chosen=form.chosen,
            reason=form.reason.data or "",
            actor=actor(),
        )
    except RefusalError as refusal:
        put_refusal(form, refusal)
        subject = _later_round(event, round_number)
        return _page(subject, preliminary(subject), form), 422
    number = sum(row.goes_on for row in made.rows)
    done = ngettext("Допущена %(num)d работа.", "Допущено %(num)d работ.", number)
    return saved("rounds.promotion", event, done, round_number=round_number)


@bp.post(f"{HERE}/<int:round_number>/announce")
@access(may_publish, find=find_judged)
def announce(event: Event, round_number: int) -> Page:
    """Tell participants on their pages and by letters."""
    made = promotion_to(_later_round(event, round_number))
    if made is None:
        return refused("rounds.board", event, RefusalError(_("Ещё не решено, кто проходит.")))
    written = operations.announce(made, actor=actor())
    told = ngettext("Отправлено %(num)d письмо.", "Отправлено %(num)d писем.", written)
    return saved("rounds.promotion", event, told, round_number=round_number)


def _later_round(event: Event, number: int) -> Round:
    found = round_of_number(event, number)
    if found is None or number < 2:
        abort(404)
    return found


def _page(subject: Round, standing: Preliminary, form: PromotionForm) -> str:
    made, before = promotion_to(subject), round_before(subject)
    decided = {row.entry_id: row.goes_on for row in made.rows} if made else {}
    return render_template(
        "results/promotion/promotion.html",
        event=subject.event,
        subject=subject,
        before=before,
        standing=standing,
        form=form,
        made=made,
        decided=decided,
        former=[each for each in promotions_to(subject) if each.replaced_at],
        may_decide=may_publish(current_viewer(), subject.event),
        may_change=not has_sheets(subject) and before is not None and before.closed_at is not None,
        is_retry=request.method == "POST",
    )
