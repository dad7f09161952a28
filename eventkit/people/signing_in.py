"""Who stands behind a session: an account, a juror who came by a personal link, a stranger.

No login library: it would know one kind of user, and what is needed is these few lines.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from flask import has_request_context, session
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.people.accounts import Account
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
    account = _account()
    if account is None:
        return Viewer(juror_id=juror_id, juror_key=juror_key) if juror_id else STRANGER
    roles: dict[int, set[str]] = defaultdict(set)
    for role in account.event_roles:
        roles[role.event_id].add(role.role)
    return Viewer(
        account_id=account.id,
        person_id=account.person_id,
        name=account.person.short_name if account.person else account.email,
        is_administrator=account.is_administrator,
        juror_id=juror_id,
        juror_key=juror_key,
        locale=account.locale,
        roles={event_id: frozenset(names) for event_id, names in roles.items()},
    )


def _account() -> Account | None:
    if ACCOUNT not in session:
        return None
    account = db.session.scalars(_by_id(), {"id": session[ACCOUNT]}).first()
    if account is None or account.session_key != session.get(KEY):
        return None
    return account


@cache
def _by_id() -> Select[Account]:
    query = select(Account).where(Account.id == bindparam("id"), Account.is_active)
    return query.options(joinedload(Account.person), selectinload(Account.event_roles))
