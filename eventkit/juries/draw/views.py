"""The draw: the room in which it is held, its protocol, the page on which anybody checks it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.entries.performances.ordering import fingerprint
from eventkit.entries.performances.queries import performances_of
from eventkit.events.models import Event, Trial
from eventkit.events.pages import (
    Page,
    actor,
    find_judged,
    put_refusal,
    refused,
    saved,
)
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_view
from eventkit.journal.operations import event_chain
from eventkit.journal.queries import head_hash
from eventkit.juries.draw import operations
from eventkit.juries.draw.forms import DrawForm, NumbersForm, OrderForm, SeedForm
from eventkit.juries.draw.models import Draw
from eventkit.juries.draw.queries import (
    draw_now,
    draws_of,
    entrants,
    has_stage,
    is_begun,
    is_drawn,
    late_entrants,
    live_trials,
    public_draws,
)
from eventkit.juries.draw.words import (
    public_names,
    replaced_words,
    rotation_words,
    staff_names,
    way_words,
)
from eventkit.juries.rounds.queries import trials_of_round
from eventkit.juries.rules import may_run_stage
from eventkit.web.access import access
from eventkit.web.requests import row_id

bp = Blueprint("draw", __name__)
bp.app_template_global("has_stage")(has_stage)
bp.app_template_global("is_drawn")(is_drawn)
HERE = "/manage/<slug>/draw"
THERE = "/events/<slug>/draw"
SEED, TICKETS = "seed-", "tickets-"
"""Before the names of fields: the three forms stand on one page."""


@bp.get(HERE)
@access(may_run_stage, find=find_judged)
def room(event: Event) -> Page:
    """Where the draw stands, and what may be done now."""
    return _room(event)


@bp.post(f"{HERE}/seed")
@access(may_run_stage, find=find_judged)
def by_seed(event: Event) -> Page:
    """Draw from a seed."""
    form = SeedForm(prefix=SEED)
    return _hold(
        event,
        form,
        lambda: operations.draw_by_seed(event, form.seed.data or "", actor=actor(), **form.told()),
    )


@bp.post(f"{HERE}/numbers")
@access(may_run_stage, find=find_judged)
def by_numbers(event: Event) -> Page:
    """Keep what real tickets said."""
    form = NumbersForm(entrants(event), request.form)
    return _hold(
        event,
        form,
        lambda: operations.draw_by_numbers(event, form.numbers(), actor=actor(), **form.told()),
    )


@bp.post(f"{HERE}/tickets")
@access(may_run_stage, find=find_judged)
def by_tickets(event: Event) -> Page:
    """Close tickets that will be opened on the screen."""
    form = DrawForm(prefix=TICKETS)
    return _hold(
        event,
        form,
        lambda: operations.seal_tickets(event, actor=actor(), **form.told()),
        said=_("Билеты закрыты."),
    )


@bp.post(f"{HERE}/open")
@access(may_run_stage, find=find_judged)
def open_ticket(event: Event) -> Page:
    """Open a ticket for whoever has come out."""
    draw = draw_now(event) or abort(404)
    code = request.form.get("code", "")
    try:
        number = operations.open_ticket(draw, code, actor=actor())
    except RefusalError as refusal:
        return refused("draw.room", event, refusal)
    return saved("draw.room", event, _("%(code)s: билет № %(number)d.", code=code, number=number))


@bp.post(f"{HERE}/give-up")
@access(may_run_stage, find=find_judged)
def give_up(event: Event) -> Page:
    """End a draw whose tickets are not all open."""
    draw = draw_now(event) or abort(404)
    try:
        operations.give_up(draw, request.form.get("reason", "")[:500], actor=actor())
    except RefusalError as refusal:
        return refused("draw.room", event, refusal)
    return saved("draw.room", event, _("Билеты вскрыты, жеребьёвку можно провести снова."))


@bp.post(f"{HERE}/late")
@access(may_run_stage, find=find_judged)
def add_late(event: Event) -> Page:
    """Put those who came late at the end."""
    found = operations.add_late(event, actor=actor())
    done = ngettext("Добавлено %(num)d выступление.", "Добавлено %(num)d выступлений.", len(found))
    return saved("draw.room", event, done)


@bp.route(f"{HERE}/order/<int:trial_id>", methods=["GET", "POST"])
@access(may_run_stage, find=find_judged)
def order(event: Event, trial_id: int) -> Page:
    """Give a trial another order."""
    trial = _trial(event, trial_id)
    rows = performances_of(trial)
    form = OrderForm()
    if not form.is_submitted():
        form.order.data = "\n".join(row.entry.code or "" for row in rows)
    if form.validate_on_submit():
        try:
            operations.change_order(trial, form.codes(), form.reason.data or "", actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("draw.room", event, _("Порядок изменён, время роздано по нему заново."))
    page = render_template("juries/draw/order.html", event=event, trial=trial, form=form, rows=rows)
    return page, 422 if form.errors else 200


@bp.get(f"{HERE}/protocol")
@access(may_run_stage, find=find_judged)
def protocol(event: Event) -> Page:
    """The draw in force as a sheet to print and sign, or with ``?number=`` one before it."""
    draws = draws_of(event)
    number = row_id(request.args.get("number"))
    draw = next((d for d in draws if d.number == number), None) if number else draw_now(event)
    if number and draw is None:
        abort(404)
    is_over = draw is not None and (draw.finished_at or draw.replaced_at)
    return render_template(
        "juries/draw/protocol.html",
        event=event,
        draw=draw if is_over else None,
        names=staff_names(entrants(event, of_any_round=True)),
        orders=_orders_of(draw) if draw and draw.replaced_at else _orders(event),
        way=way_words(draw) if draw else "",
        rotation=rotation_words(draw) if draw else "",
        replaced=replaced_words(draw, draws) if draw else "",
        head=head_hash(event_chain(event.id)),
    )


@bp.get(THERE)
@access(may_view, find=find_judged)
def check(event: Event) -> Page:
    """Every draw with all that is needed to repeat it."""
    draws = public_draws(event)
    marks = {
        draw.number: [(code, fingerprint(draw.seed, code)) for code in draw.order]
        for draw in draws
        if draw.kind == "seed"
    }
    return render_template(
        "juries/draw/check.html",
        event=event,
        draws=draws,
        marks=marks,
        names=public_names(event, entrants(event, of_any_round=True)),
        way=way_words,
        rotation=rotation_words,
    )


@bp.get(f"{THERE}/screen")
@access(may_view, find=find_judged)
def screen(event: Event) -> Page:
    """For the projector: who has come out, which number was on the ticket."""
    draw = draw_now(event)
    page = "juries/draw/_screen.html" if "part" in request.args else "juries/draw/screen.html"
    return render_template(page, event=event, draw=draw, names=public_names(event, entrants(event)))


def _hold(event: Event, form: DrawForm, act: Callable[[], Draw], said: str = "") -> Page:
    if form.validate_on_submit():
        try:
            act()
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("draw.room", event, said or _("Жеребьёвка записана."))
    return _room(event, form), 422


def _room(event: Event, form: DrawForm | None = None) -> str:
    entries, draws = entrants(event), draws_of(event)
    draw = draw_now(event)
    seed = form if isinstance(form, SeedForm) else SeedForm(formdata=None, prefix=SEED)
    numbers = form if isinstance(form, NumbersForm) else NumbersForm(entries, {})
    tickets = form if type(form) is DrawForm else DrawForm(formdata=None, prefix=TICKETS)
    for other in (seed, numbers, tickets):
        if other is not form:
            other.load(draw)
    return render_template(
        "juries/draw/room.html",
        event=event,
        trials=live_trials(event),
        entries=entries,
        draw=draw,
        past=[(d, replaced_words(d, draws)) for d in draws if d.replaced_at is not None],
        several=len({entry.nomination_id for entry in entries}) > 1,
        names=staff_names(entries),
        orders=_orders(event),
        late=late_entrants(event),
        begun=is_begun(live_trials(event)),
        way=way_words,
        rotation=rotation_words,
        seed=seed,
        numbers=numbers,
        tickets=tickets,
        tried=form,
    )


def _orders(event: Event) -> list[tuple[Trial, list[str]]]:
    """The codes as they stand in each trial now."""
    return [
        (trial, [row.entry.code or "" for row in performances_of(trial)])
        for trial in live_trials(event)
    ]


def _orders_of(draw: Draw) -> list[tuple[Trial, list[str]]]:
    """The codes as a draw that is over had put them into the trials of its round."""
    trials = [t for t in trials_of_round(draw.event, draw.round) if t.mode == "live"]
    return [(trial, draw.order_of(times)) for times, trial in enumerate(trials)]


def _trial(event: Event, trial_id: int) -> Trial:
    wanted = row_id(str(trial_id))
    return next((t for t in live_trials(event) if t.id == wanted), None) or abort(404)
