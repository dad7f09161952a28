"""The public form: steps of an application, saved as they are typed."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from markupsafe import Markup

from eventkit.events.models import Event
from eventkit.events.pages import put_refusal
from eventkit.events.phases import is_open
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_view
from eventkit.journal.operations import actor_of
from eventkit.people.organizations import search_organizations
from eventkit.registration.changes import has_changes
from eventkit.registration.doors import find_door, find_event
from eventkit.registration.drafts import steps_of, typed_in
from eventkit.registration.forms import PlainForm, YouForm, as_typed
from eventkit.registration.models import Registration
from eventkit.registration.operations import (
    change_sent,
    choose_nomination,
    save_step,
    start_draft,
    submit,
)
from eventkit.registration.pages import (
    clock_time,
    ornament_of,
    own_url,
    put_taken,
    step_form,
    step_page,
    step_url,
    unfinished_step,
)
from eventkit.registration.pairs.letters import send_invitation
from eventkit.registration.pairs.operations import invite, invite_again
from eventkit.registration.pairs.queries import partner_of
from eventkit.registration.returning import first_values, own_applications
from eventkit.registration.rules import Door, can_change_work, can_edit, may_open
from eventkit.registration.unsaved import unsaved_page, why_closed
from eventkit.registration.words import state_kind, state_word
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.requests import commit
from eventkit.web.security import limiter
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

bp = Blueprint("registration", __name__)
bp.app_template_global("application_word")(state_word)
bp.app_template_global("application_kind")(state_kind)

# A whole school may sit behind one address: the limits stop programs, not a teachers' room.
STARTS = "60 per hour"
SENDS = "120 per hour"
SAVES = "3000 per hour"
LONGEST_DRAFT = 200_000


@bp.get("/events/<slug>/register")
@access(may_view, find_event)
def apply(event: Event) -> Any:
    """The first step, before there is a draft; or when applications are taken."""
    if not is_open(event.stage("registration"), now()):
        return _closed_page(event)
    viewer = current_viewer()
    form = YouForm(formdata=first_values(viewer))
    return step_page(event, None, "you", form, already=own_applications(viewer, event))


@bp.post("/events/<slug>/register")
@access(may_view, find_event)
@limiter.limit(STARTS)
def start(event: Event) -> Any:
    """Begin a draft with the first step.

    What was typed while applications were taken is kept when it comes too late, and refused then.
    """
    stage = event.stage("registration")
    begun = (stage.opened_at or stage.opens_at) if stage else None
    if begun is None or begun > now():
        return _closed_page(event), 409
    form = YouForm()
    if not form.validate_on_submit() or put_taken(event, form):
        return step_page(event, None, "you", form), 422
    viewer = current_viewer()
    registration, token = start_draft(event, account_id=viewer.account_id, actor=actor_of(viewer))
    save_step(registration, "you", as_typed(form), done=True)
    commit()
    return redirect(url_for(".step", slug=event.slug, token=token, step="school"))


@bp.get(
    "/events/<slug>/register/<token>/<any(you,school,part,pair,nomination,consents,check):step>"
)
@access(may_open, find_door)
def step(door: Door, step: str) -> Any:
    """Show one step as it was typed."""
    if step not in steps_of(door.registration.event):
        abort(404)
    if not can_edit(door.registration, now()):
        flash(why_closed(door, now()), "warn")
        return redirect(own_url(door))
    early = unfinished_step(door.registration, before=step)
    if early:
        return redirect(step_url(door, early))
    form = step_form(door.registration, step, typed=True)
    return step_page(door.registration.event, door, step, form)


@bp.post("/events/<slug>/register/<token>/<any(you,school,part,pair,nomination,consents):step>")
@access(may_open, find_door)
@limiter.limit(SAVES)
def save(door: Door, step: str) -> Any:
    """Check a step and go on to the next."""
    registration = door.registration
    if step not in steps_of(registration.event):
        abort(404)
    form = step_form(registration, step)
    if not can_edit(registration, now()):
        return unsaved_page(door, form)
    valid = form.validate_on_submit()
    if valid and step == "you":
        valid = not put_taken(registration.event, form, registration.id)
    save_step(registration, step, as_typed(form), done=valid)
    if valid and step == "nomination":
        choose_nomination(registration, form.chosen)
    commit()
    if not valid:
        return step_page(registration.event, door, step, form), 422
    return redirect(step_url(door, _following(registration, step)))


@bp.post(
    "/events/<slug>/register/<token>/<any(you,school,part,pair,nomination,work,consents):step>/autosave"
)
@access(may_open, find_door)
@limiter.limit(SAVES)
def autosave(door: Door, step: str) -> Any:
    """Keep what has been typed so far; nothing is checked yet."""
    registration = door.registration
    if step not in steps_of(registration.event):
        abort(404)
    allowed = can_change_work if step == "work" else can_edit
    if not allowed(registration, now()):
        return jsonify(message=_("Заявку изменить уже нельзя.")), 409
    typed = as_typed(step_form(registration, step))
    if sum(len(str(value)) for value in typed.values()) > LONGEST_DRAFT:
        return jsonify(message=_("Текст слишком длинный. Приложите файл.")), 413
    save_step(registration, step, typed, done=False)
    commit()
    return jsonify(saved_at=clock_time(registration.event, now()))


@bp.post("/events/<slug>/register/<token>/check")
@access(may_open, find_door)
@limiter.limit(SENDS)
def send(door: Door) -> Any:
    """Send the application, or the changes of one that is sent; twice does no harm."""
    registration = door.registration
    if not can_edit(registration, now()):
        if has_changes(registration):  # sending twice is no reason to frighten anybody
            why = why_closed(door, now())
            flash(_("Изменения не сохранены. %(why)s", why=why), "warn")
        return redirect(own_url(door))
    early = unfinished_step(registration, before="check")
    if early:
        flash(_("Здесь ещё нужно кое-что заполнить."), "warn")
        return redirect(step_url(door, early))
    form = step_form(registration, "nomination", typed=True)
    if not form.validate():  # dates or limits have changed since the choice
        return step_page(registration.event, door, "nomination", form), 422
    if not PlainForm().validate_on_submit():
        return redirect(step_url(door, "check"))
    if registration.state == "submitted":
        return _send_changes(door)
    link = full_url(own_url(door))
    try:
        submit(registration, received_at=now(), link=link, actor=actor_of(current_viewer()))
    except RefusalError as refusal:
        form = step_form(registration, "you", typed=True)
        put_refusal(form, refusal)
        return step_page(door.registration.event, door, "you", form), 422
    ask_partner(registration)
    commit()
    return redirect(url_for(".sent", slug=registration.event.slug, token=door.key))


def ask_partner(registration: Registration, *, may_be_late: bool = False) -> None:
    """Write to the second of a pair once the application is there, and to another who is named.

    ``may_be_late``: the organizer takes the application after the deadline.
    """
    typed = typed_in(registration, "pair")
    if not typed or registration.state != "submitted":
        return
    name, email = str(typed.get("partner", "")), str(typed.get("partner_email", "")).lower()
    actor, partner = actor_of(current_viewer()), partner_of(registration)
    if partner is None:
        partner, token = invite(registration, name, email, actor=actor)
        partner.may_be_late = may_be_late
    elif may_be_late or partner.state == "confirmed" or email in ("", partner.email):
        return
    else:
        partner, token = invite_again(partner, name, email, actor=actor)
    send_invitation(partner, partner_link(registration.event.slug, token))


def partner_link(slug: str, token: str) -> str:
    """The full address that the second person opens."""
    return full_url(url_for("pairs.answer", slug=slug, token=token))


def _send_changes(door: Door) -> Any:
    try:
        change_sent(door.registration, at=now(), actor=actor_of(current_viewer()))
        ask_partner(door.registration)
    except RefusalError as problem:
        flash(problem.message, "bad")
        return redirect(own_url(door))
    commit()
    flash(_("Изменения сохранены."), "ok")
    return redirect(own_url(door))


@bp.get("/organizations")
@access(anyone)
@limiter.limit(SAVES)
def organizations() -> Response:
    """Options for search-as-you-type."""
    option = Markup('<li role="option" data-value="{}">{}<small>{}</small></li>')
    pieces = [
        option.format(row.id, row.short_name, row.place or row.statutory_name)
        for row in search_organizations(request.args.get("q", "")[:200])
    ]
    return Response("".join(pieces), mimetype="text/html")


def _following(registration: Any, step: str) -> str:
    """The next step; whoever came from the summary to mend one thing goes back to it."""
    if request.form.get("then") == "check":
        return unfinished_step(registration, before="check") or "check"
    steps = steps_of(registration.event)
    return steps[steps.index(step) + 1]


def _closed_page(event: Event) -> str:
    return render_template(
        "registration/closed.html",
        event=event,
        stage=event.stage("registration"),
        ornament=ornament_of(event),
        opens_later=_opens_later(event),
    )


def _opens_later(event: Event) -> bool:
    stage = event.stage("registration")
    begun = (stage.opened_at or stage.opens_at) if stage else None
    return begun is None or begun > now()
