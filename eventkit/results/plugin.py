"""The room's answers to hooks: the own result on the page of an application and of an account."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.hooks import Panel, hookimpl
from eventkit.registration.doors import own_key
from eventkit.registration.queries import registrations_of
from eventkit.registration.rules import Door
from eventkit.results.own import own_result
from eventkit.results.queries import published_standing, published_standings


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """The own result beside the application; the list of results beside the account."""
    if place == "registration.mine":
        return _of_application(subject)
    if place == "people.me":
        return _of_account(subject)
    return []


def _of_application(door: Door) -> list[Panel]:
    registration = door.registration
    standing = published_standing(registration.entry_id or 0)
    if standing is None:
        return []
    context = {"own": own_result(standing), "key": door.key}
    return [Panel(_("Ваш результат"), "results/_own_panel.html", context)]


def _of_account(account: Any) -> list[Panel]:
    applications = registrations_of(account.id, account.person_id)
    standings = published_standings([row.entry_id for row in applications if row.entry_id])
    found = [
        (row, own_key(row), standings[row.entry_id])
        for row in applications
        if row.entry_id in standings
    ]
    if not found:
        return []
    return [Panel(_("Мои результаты"), "results/_my_results.html", {"rows": found})]
