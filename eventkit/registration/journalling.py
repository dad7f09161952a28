"""The journal's lines about applications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventkit.journal.operations import event_chain, record
from eventkit.registration.models import Registration


def journal(
    registration: Registration,
    act: str,
    actor: str,
    data: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Write one line into the event's chain."""
    record(
        event_chain(registration.event_id),
        act,
        f"registration:{registration.id}",
        actor=actor,
        data=data,
        texts=texts,
    )
