"""Holding an application's row while its state is checked and changed."""

from __future__ import annotations

from sqlalchemy import select

from eventkit.db import db
from eventkit.registration.models import Registration


def hold(registration: Registration) -> None:
    """Lock the row until the transaction ends and read it anew.

    The lock names no joined table: PostgreSQL refuses to lock the far side of an outer join.
    """
    db.session.execute(
        select(Registration.id).where(Registration.id == registration.id).with_for_update()
    )
    db.session.refresh(registration)
