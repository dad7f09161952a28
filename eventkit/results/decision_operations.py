"""Verbs about the jury's recorded decisions; each is followed by a new calculation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Juror
from eventkit.results.models import DECISION_KINDS, Decision
from eventkit.results.operations import calculate
from eventkit.results.queries import calculation as version_of
from eventkit.scoring.engine.facts import RULING_KINDS
from eventkit.scoring.operations import declare_conflict
from eventkit.web.clock import now


def record_decision(
    event: Event,
    nomination: Nomination | None,
    kind: str,
    entry_codes: list[str],
    text: str,
    protocol_number: str,
    decided_on: date,
    *,
    juror: Juror | None = None,
    actor: str,
) -> Decision:
    """Record what the jury decided and the arithmetic could not; a new calculation follows.

    ``kind``: ``order`` (codes from the best), ``shared_place`` (no codes: whichever works are
    equal), ``no_award`` (first place is not given), ``special_prize``, ``late_recusal`` (the
    sheets that ``juror`` gave the named works are annulled and stay in the log). Raises
    RefusalError naming the field.
    """
    codes = [code for code in entry_codes if code]
    _check_decision(event, nomination, kind, codes, text)
    if kind == "late_recusal":
        _recuse(event, juror, codes, text, actor)
    made = Decision(
        event_id=event.id,
        nomination=nomination,
        kind=kind,
        entry_codes=codes,
        text=text,
        protocol_number=protocol_number,
        decided_on=decided_on,
        actor=actor,
        created_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    line = nomination.code if nomination else None
    about: dict[str, Any] = {"kind": kind, "entries": codes, "nomination": line}
    if juror is not None:
        about["juror"] = juror.id
    _record_decision_line(event, "decision.recorded", made, actor, about, text)
    _count_again(event, actor, text)
    return made


def _check_decision(
    event: Event, nomination: Nomination | None, kind: str, codes: list[str], text: str
) -> None:
    if kind not in DECISION_KINDS:
        raise RefusalError(_("Выберите, что решило жюри."), "kind")
    if nomination is None and kind in RULING_KINDS:
        raise RefusalError(
            _("Выберите номинацию: места решают внутри одной номинации."), "nomination"
        )
    if not text.strip():
        raise RefusalError(_("Напишите решение словами: оно войдёт в протокол."), "text")
    if len(set(codes)) < len(codes):
        raise RefusalError(_("Одна работа названа дважды."), "entry_codes")
    query = select(Entry.code).where(Entry.event_id == event.id, Entry.is_admitted)
    if nomination is not None:
        query = query.where(Entry.nomination_id == nomination.id)
    strangers = set(codes) - set(db.session.scalars(query))
    if strangers:
        raise RefusalError(
            _("В этой номинации нет работы %(codes)s.", codes=", ".join(sorted(strangers))),
            "entry_codes",
        )
    if kind == "order" and len(codes) < 2:
        raise RefusalError(_("Назовите хотя бы две работы по порядку мест."), "entry_codes")
    if kind == "special_prize" and not codes:
        raise RefusalError(_("Назовите работу, которой присуждён специальный приз."), "entry_codes")


def _recuse(event: Event, juror: Juror | None, codes: list[str], text: str, actor: str) -> None:
    """Take the juror off the works; where there is no sheet, there is nothing that came late."""
    if juror is None:
        raise RefusalError(_("Выберите члена жюри, чей самоотвод принят."), "juror")
    if not codes:
        raise RefusalError(_("Назовите работы, от которых он отведён."), "entry_codes")
    query = select(Entry).where(Entry.event_id == event.id, Entry.code.in_(codes))
    for entry in db.session.scalars(query.order_by(Entry.id)):
        if not declare_conflict(juror, entry, text, actor=actor).is_late:
            raise RefusalError(
                _("У этого члена жюри нет листа работы %(code)s.", code=entry.code), "juror"
            )


def revoke_decision(event: Event, made: Decision, *, actor: str, reason: str) -> None:
    """End a decision; the row stays, and a new calculation follows.

    Raises RefusalError for a recusal: an annulled sheet does not come back.
    """
    if made.kind == "late_recusal":
        raise RefusalError(_("Самоотвод не отменяют: его лист аннулирован и остался в журнале."))
    if made.revoked_at is not None:
        return
    made.revoked_at = now()
    _record_decision_line(event, "decision.revoked", made, actor, {}, reason)
    _count_again(event, actor, reason)


def _record_decision_line(
    event: Event, act: str, made: Decision, actor: str, about: Mapping[str, Any], text: str
) -> None:
    record(
        event_chain(event.id),
        act,
        f"decision:{made.id}",
        actor=actor,
        data=about,
        texts={"text": text} if text else None,
    )


def _count_again(event: Event, actor: str, reason: str) -> None:
    """A decision before the first calculation waits for it; a later one makes a new version.

    Also where nothing is counted otherwise: what was closed does not tell of a later prize.
    """
    latest = version_of(event)
    if latest is not None:
        calculate(event, actor, reason, anew=latest.state != "draft")
