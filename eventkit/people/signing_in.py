"""Who stands behind a session: an account, a juror who came by a personal link, a stranger.

No login library: it would know one kind of user, and what is needed is these few lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import has_request_context, session
from sqlalchemy import Row, Select, bindparam, select

from eventkit.db.plain import rows_of
from eventkit.people.accounts import Account, EventRole
from eventkit.people.models import Person
from eventkit.people.naming import short_name
from eventkit.web.viewer import STRANGER, Viewer

ACCOUNT = "account"
KEY = "account_key"
JUROR = "juror"
JUROR_KEY = "juror_key"


def session_values(account: Account) -> dict[str, Any]:
    """What a session holds: the account, and the key that a sign-out everywhere changes."""
    return {ACCOUNT: account.id, KEY: account.session_key}


def sign_in(account: Account) -> None:
    """Begin a fresh session for the account; the language chosen before stays."""
    kept = {name: session[name] for name in ("locale", JUROR, JUROR_KEY) if name in session}
    session.clear()
    session.update(kept | session_values(account))
    session.permanent = True


def sign_out() -> None:
    """End the session, of a juror's link too."""
    locale = session.get("locale")
    session.clear()
    if locale:
        session["locale"] = locale


def enter_as_juror(juror_id: int, key: str) -> None:
    """Remember a juror's personal door in the session, beside an account if there is one.

    ``key`` tells one link from the next, so that a new link ends the sessions of the old one.
    """
    session[JUROR] = juror_id
    session[JUROR_KEY] = key
    session.permanent = True


def load_viewer() -> Viewer:
    """The viewer of the request: one query, or none for a stranger."""
    if not has_request_context():
        return STRANGER
    juror_id, juror_key = session.get(JUROR), session.get(JUROR_KEY, "")
    rows = _account_and_roles()
    if not rows:
        return Viewer(juror_id=juror_id, juror_key=juror_key) if juror_id else STRANGER
    account = rows[0]
    roles: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        roles[row.event_id].add(row.role)
    return Viewer(
        account_id=account.id,
        person_id=account.person_id,
        name=_name(account),
        is_administrator=account.is_administrator,
        juror_id=juror_id,
        juror_key=juror_key,
        locale=account.locale,
        roles={event_id: frozenset(names) for event_id, names in roles.items() if event_id},
    )


def _name(account: Row[Any]) -> str:
    if account.person_id is None:
        return str(account.email)
    return short_name(account.last_name, account.first_name, account.patronymic)


def _account_and_roles() -> Sequence[Row[Any]]:
    """A row for each role of the session's account, at least one; none for a stranger."""
    if ACCOUNT not in session:
        return ()
    rows = rows_of(_by_id(), {"id": session[ACCOUNT]})
    return rows if rows and rows[0].session_key == session.get(KEY) else ()


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    # Every page of everyone who has signed in asks it: columns of the tables themselves, because
    # a query of models costs twice as much before its first row.
    accounts, persons, roles = Account.__table__, Person.__table__, EventRole.__table__
    account, person, role = accounts.c, persons.c, roles.c
    return (
        select(
            account.id,
            account.session_key,
            account.person_id,
            account.email,
            account.is_administrator,
            account.locale,
            person.last_name,
            person.first_name,
            person.patronymic,
            role.event_id,
            role.role,
        )
        .select_from(accounts.outerjoin(persons).outerjoin(roles))
        .where(account.id == bindparam("id"), account.is_active)
    )
