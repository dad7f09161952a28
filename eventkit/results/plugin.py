"""The room's answers to hooks: the own result beside an application, what waits for the chair."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.hooks import Panel, PortfolioItem, hookimpl
from eventkit.juries.models import Juror
from eventkit.registration.doors import own_key
from eventkit.registration.queries import registrations_of
from eventkit.registration.rules import Door
from eventkit.results.appeals.own import appeals_at
from eventkit.results.onward.words import portfolio_items
from eventkit.results.own import own_result
from eventkit.results.promotion.own import own_rounds
from eventkit.results.queries import (
    calculation,
    open_ties,
    published_standing,
    published_standings,
)
from eventkit.results.rules import is_published, judging_is_over


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """The own result beside the application, results beside the account, ties for the chair."""
    if place == "registration.mine":
        return _of_application(subject)
    if place == "people.me":
        return _of_account(subject)
    if place == "jury.tasks":
        return [*_of_chair(subject), *_of_juror(subject)]
    return []


@hookimpl
def eventkit_portfolio_items(person: Any, event: Any) -> list[PortfolioItem]:
    """What a person has won at higher levels, as far as somebody vouched for it."""
    return portfolio_items(person, event.id if event else None)


def _of_application(door: Door) -> list[Panel]:
    registration = door.registration
    rounds = own_rounds(registration.event, registration.entry_id or 0)
    about = {"rounds": rounds, "zone": registration.event.timezone}
    told = [Panel(_("Отбор"), "results/promotion/_own_rounds.html", about)] if rounds else []
    standing = published_standing(registration.entry_id or 0)
    if standing is None:
        return told
    context = {"own": own_result(standing), "key": door.key, "appeals": appeals_at(door, standing)}
    return [*told, Panel(_("Ваш результат"), "results/_own_panel.html", context)]


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


def _of_juror(juror: Juror) -> list[Panel]:
    """Once the results are public each juror may read how places came about."""
    if not is_published(juror.event):
        return []
    context = {"event": juror.event}
    return [Panel(_("Как получились места"), "results/_jury_panel.html", context)]


def _of_chair(juror: Juror) -> list[Panel]:
    """Whoever presides and came by the personal link has no other way to the results."""
    event = juror.event
    if not (juror.is_chair and judging_is_over(event)):
        return []
    made = calculation(event)
    context = {"event": event, "ties": open_ties(made) if made is not None else 0}
    return [Panel(_("Решение председателя"), "results/_chair_panel.html", context)]
