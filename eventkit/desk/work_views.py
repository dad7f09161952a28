"""Pages of those who work: the cockpit of an event, the list of events, everybody's desk."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from eventkit.desk.cockpit import Cockpit
from eventkit.desk.cockpit import cockpit as gather
from eventkit.desk.duties import desk_of, managed
from eventkit.desk.facts import phase_word
from eventkit.desk.hands import doer_words, hand_of
from eventkit.desk.outcomes import outcomes_of
from eventkit.desk.rules import may_export, may_read_journal
from eventkit.desk.steps import Act
from eventkit.desk.views import bp
from eventkit.events.models import Event
from eventkit.events.pages import find_event
from eventkit.events.rules import may_create, may_manage, may_observe
from eventkit.registration.doors import own_key
from eventkit.registration.pages import ornament_of
from eventkit.registration.words import state_kind, state_word
from eventkit.web.access import access, organizer_of_any, signed_in
from eventkit.web.clock import now
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

bp.app_template_global("phase_word")(phase_word)


@bp.get("/desk")
@access(signed_in)
def desk() -> str:
    """What waits for the viewer, in each role."""
    viewer = current_viewer()
    gathered = desk_of(viewer, now())
    return render_template(
        "desk/desk.html",
        desk=gathered,
        outcomes=outcomes_of(gathered.registrations),
        may_create=may_create(viewer),
        at=now(),
        state_word=state_word,
        state_kind=state_kind,
        own_key=own_key,
        hand=lambda row: hand_of(viewer, row.event, row.step),
        target=target,
    )


@bp.get("/manage/")
@access(organizer_of_any)
def manage() -> str:
    """Events the viewer works on, with where they stand."""
    viewer = current_viewer()
    return render_template(
        "desk/manage.html",
        rows=managed(viewer, now()),
        may_create=may_create(viewer),
        at=now(),
        hand=lambda row: hand_of(viewer, row.event, row.step),
    )


@bp.get("/manage/<slug>")
@access(may_observe, find=find_event)
def cockpit(event: Event) -> str:
    """One event at a glance: its path, the next step, the flow of numbers, jury and alarms."""
    viewer = current_viewer()
    page = gather(event, now())
    hand = hand_of(viewer, event, page.step)
    return render_template(
        "desk/cockpit.html",
        event=event,
        page=page,
        hand=hand,
        doer="" if hand.is_own or page.step.is_quiet else doer_words(event),
        ornament=ornament_of(event),
        may_run=may_manage(viewer, event),
        may_read=may_read_journal(viewer, event),
        may_take=may_export(viewer, event),
        target=lambda act: target(act, event),
        share=full_url(url_for("desk.event", slug=event.slug)) if _is_shared(page) else "",
    )


def _is_shared(page: Cockpit) -> bool:
    """Whether the step asks to send the event's address round."""
    return page.step.key in ("wait", "share")


def target(act: Act, event: Event) -> Any:
    """The address of an act's page."""
    values: dict[str, Any] = {"slug": event.slug, **act.arguments}
    return url_for(act.endpoint, **values)
