"""Verbs on the way to publication: what authors will see, the protocol's signatures."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import AUTHOR_SEES, Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.results.models import Calculation
from eventkit.web.clock import now


def disclose(event: Event, author_sees: str, *, actor: str) -> None:
    """Choose what an author sees of the sheets, one of AUTHOR_SEES; ValueError for another word.

    It holds at once, in published results too.
    """
    if author_sees not in AUTHOR_SEES:
        raise ValueError(f"not a way to show sheets: {author_sees!r}")
    if event.author_sees == author_sees:
        return
    before, event.author_sees = event.author_sees, author_sees
    db.session.flush()
    record(
        event_chain(event.id),
        "results.disclosure",
        f"event:{event.id}",
        actor=actor,
        data={"before": before, "after": author_sees},
    )


def sign(made: Calculation, *, actor: str) -> None:
    """Note that the protocol of a closed version bears its signatures.

    Raises RefusalError for a version that is not closed: its protocol is a draft.
    """
    if made.signed_at is not None:
        return
    if made.state == "draft":
        raise RefusalError(_("Сначала закройте подсчёт: пока протокол печатается как проект."))
    made.signed_at = now()
    db.session.flush()
    record(
        event_chain(made.event_id),
        "protocol.signed",
        f"calculation:{made.id}",
        actor=actor,
        data={"number": made.number, "protocol": made.protocol_number or str(made.number)},
    )
