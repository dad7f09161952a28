"""What the room of documents shows on pages below it: one's own papers."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.documents.hours import KIND
from eventkit.documents.keys import paper_path
from eventkit.documents.models import Award
from eventkit.documents.operations import prepare_awards
from eventkit.documents.queries import issued_awards_of
from eventkit.documents.wanted import difference
from eventkit.events.models import Event
from eventkit.hooks import Panel, hookimpl
from eventkit.people.accounts import Account
from eventkit.registration.models import Registration
from eventkit.registration.rules import acts_for


@hookimpl
def eventkit_stage_changed(event: Event, before: str, after: str) -> None:
    """At once after a correction the papers that it contradicts are void.

    Their replacements are prepared under new numbers; giving them out stays the organizer's act.
    """
    if difference(event).contradicted:
        prepare_awards(event, "system")


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """Own papers at the application's page and at «Мои данные»; nothing before they are issued."""
    if place == "registration.mine":
        awards = _of_application(subject.registration, acts_for(viewer, subject))
    elif place == "people.me" and isinstance(subject, Account) and subject.person_id:
        awards = list(issued_awards_of(person_id=subject.person_id))
    else:
        return []
    if not awards:
        return []
    own = [(award, paper_path(award)) for award in awards]
    has_only_hours = all(award.kind == KIND for award in awards)
    title = _("Сертификат") if has_only_hours else _("Наградные документы")
    return [Panel(title, "documents/panel.html", {"awards": own})]


def _of_application(application: Registration, person_id: int | None) -> list[Award]:
    """The page shows whoever looks the own papers; a pair's belongs to both."""
    found = issued_awards_of(entry_id=application.entry_id) if application.entry_id else []
    own = [a for a in found if a.is_of_pair or a.person_id == person_id]
    hours = issued_awards_of(person_id=person_id) if person_id else []
    return own + [a for a in hours if a.kind == KIND and a.event_id == application.event_id]
