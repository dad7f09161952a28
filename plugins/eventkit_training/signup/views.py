"""The participant's page: sessions to choose from, own places, the turn in a line."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.registration.checkin.queries import LIVE
from eventkit.registration.models import Registration
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit
from eventkit.web.viewer import Viewer, current_viewer
from eventkit_training.programme.blueprint import bp
from eventkit_training.programme.views import days_of
from eventkit_training.queries import places_of, session_of, sessions_of
from eventkit_training.signup import operations
from eventkit_training.signup.queries import Own, find_own, partner_of

Page = str | Response


def may_sign_up(viewer: Viewer, own: Own) -> bool:
    """Whoever holds the secret, the account that applied, the person or a present member."""
    registration = own.registration
    if own.by_secret:
        return True
    if viewer.account_id is not None and registration.account_id == viewer.account_id:
        return True
    return viewer.person_id is not None and viewer.person_id in _people(registration)


def _people(registration: Registration) -> set[int | None]:
    members = registration.group.members if registration.group else []
    return {registration.person_id, *(one.person_id for one in members if one.left_at is None)}


@bp.get("/<slug>/own/<token>/sessions")
@access(may_sign_up, find_own)
def own_sessions(own: Own) -> Page:
    """The programme with what one may do about each session."""
    event, registration = own.registration.event, own.registration
    rows = sessions_of(event)
    return render_template(
        "training/own.html",
        event=event,
        days=days_of(event, rows),
        places=places_of(rows),
        registration=registration,
        key=own.key,
        partner=partner_of(registration),
        takes_part=registration.state in LIVE,
        at=now(),
    )


@bp.post("/<slug>/own/<token>/sessions/<int:session_id>/<any(join,leave):act>")
@access(may_sign_up, find_own)
def own_act(own: Own, session_id: int, act: str) -> Page:
    """Sign up, alone or with the pair, or give the place up."""
    registration = own.registration
    session = session_of(registration.event, session_id)
    if session is None or registration.state not in LIVE:
        abort(404)
    where = url_for("training.own_sessions", slug=registration.event.slug, token=own.key)
    actor = actor_of(current_viewer())
    together = act == "join" and "together" in request.form
    try:
        if act == "leave":
            operations.leave(session, registration, actor=actor)
            words = _("Запись отменена.")
        else:
            partner = partner_of(registration) if together else None
            state = operations.sign_up(session, registration, partner, actor=actor)
            words = _("Вы записаны.")
            if state == "waiting":
                words = _("Мест пока нет. Вы в очереди: напишем, когда место освободится.")
    except RefusalError as refusal:
        db.session.rollback()
        flash(refusal.message, "bad")
        return redirect(where)
    commit()
    flash(words, "ok")
    return redirect(where)
