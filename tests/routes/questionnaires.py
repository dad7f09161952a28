"""An event with a questionnaire that has been answered and then changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.people.accounts import Account
from eventkit.people.operations import grant_role
from eventkit.people.passwords import token_hash
from eventkit.questionnaires import operations
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.library import library
from eventkit.questionnaires.models import Invitation, Response
from eventkit.questionnaires.reports.themes import put_into_theme, texts_of
from eventkit.testing.factories import create_event, create_person


def questionnaire_names(office: Mapping[str, Account], participant: Account) -> dict[str, Any]:
    """What stands in the addresses of its pages; ``office`` are accounts by their roles."""
    event = create_event(title="Формула успеха")
    for role, account in office.items():
        grant_role(account, event.id, role)
    document = next(one.document for one in library() if one.name == "gaps")
    made = operations.create_questionnaire(event, document, actor="account:1")
    past = operations.add_wave(made, "год назад", actor="account:1")
    operations.open_wave(past, actor="account:1")
    for number in range(6):
        answers = {"stage": "y1", "end": f"больше времени на уроки, {number}"}
        keep_response(past, uid=str(number), answers=answers, source="paper")
    operations.close_wave(past, actor="account:1")
    answered = [one.response_id for one in texts_of(made, "end")]
    theme = put_into_theme(made, "end", "Время", answered[:2], actor="account:1")
    wave = operations.add_wave(made, "до тренинга", actor="account:1")
    operations.open_wave(wave, actor="account:1")
    values = {"answers": {"stage": "y1"}, "day": date(2026, 3, 1)}
    db.session.add(Response(wave=wave, version=operations.freeze(made), uid="1", **values))
    other = dict(made.draft) | {"title": {"ru": "Чему учиться"}}
    operations.change_draft(made, other, actor="account:1")
    asked = Invitation(wave=wave, person=create_person(), token_hash=token_hash("asked"))
    db.session.add(asked)
    return {
        "slug": event.slug,
        "code": wave.code,
        "token": "asked",
        "questionnaire_id": made.id,
        "wave_id": wave.id,
        "item_id": "level",
        "open_item": "end",
        "theme_id": theme.id,
        "scale_id": "L",
        "number": 2,
        "name": "feedback",
        "item_act": "up",
        "wave_act": "close",
        **_named(event, participant),
    }


def _named(event: Event, participant: Account) -> dict[str, Any]:
    """A questionnaire that the participant has answered by name, with a link to it besides."""
    document = next(one.document for one in library() if one.name == "confidence")
    made = operations.create_questionnaire(event, document, mode="named", actor="account:1")
    wave = operations.add_wave(made, "сейчас", actor="account:1")
    operations.open_wave(wave, actor="account:1")
    asked = [item for item in document["items"] if item["kind"] == "likert"]
    answers = {item["id"]: int(item["max"]) for item in asked}
    keep_response(wave, uid="named", answers=answers, source="paper", person=participant.person)
    own = Invitation(wave=wave, person=participant.person, token_hash=token_hash("own"))
    db.session.add(own)
    return {"named_code": wave.code, "named_token": "own"}
