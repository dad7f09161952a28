"""A training of the site: a session with a material, a participant, a helper, the same office."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from eventkit.db import db
from eventkit.desk.plan.models import PlanProposal
from eventkit.events.models import Audience, Nomination
from eventkit.events.operations import create_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.files.operations import MEGABYTE, receive
from eventkit.people.accounts import Account
from eventkit.people.operations import grant_role
from eventkit.questionnaires.operations import add_wave, create_questionnaire, open_wave
from eventkit.registration.checkin.keys import badge_key
from eventkit.registration.checkin.operations import add_helper, issue_helper_link
from eventkit.registration.operations import submit_application
from eventkit.web.clock import now
from eventkit_training.operations import Plan, add_file, add_session
from eventkit_training.portrait.operations import publish_portrait

DAY = timedelta(days=1)
PORTRAYED = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": "Ожидания",
    "items": [{"id": "q1", "text": "Мне здесь спокойно."}],
    "scales": [{"id": "A", "title": "Покой", "items": ["q1"]}],
}


def training_names(office: Mapping[str, Account], participant: Account) -> dict[str, Any]:
    """What stands in the addresses of its pages; ``office`` are accounts by their roles."""
    event = create_event("Тренинг доверия", "training", reference_date=date(2026, 3, 1))
    audience = Audience(code="ВСЕ", title="Педагоги")
    event.audiences.append(audience)
    line = Nomination(code="У", title="Участники", audience=audience)
    event.nominations.append(line)
    stage = event.stage("registration")
    assert stage is not None
    set_stage_times(stage, now() - 2 * DAY, now() + DAY)
    publish_event(event)
    for role, account in office.items():
        grant_role(account, event.id, role)
    plan = Plan("Круги доверия", now() + DAY, now() + DAY * 1.1, Decimal(2), sign_up=True, places=5)
    session = add_session(event, plan)
    file = receive(io.BytesIO("Памятка".encode()), "Памятка.txt", MEGABYTE)
    person = participant.person
    assert person is not None
    own = submit_application(event, person, person.organization, line, {}, now())
    publish_portrait(event)
    wave = add_wave(
        create_questionnaire(event, PORTRAYED, mode="anonymous", actor="system"),
        "До",
        actor="system",
    )
    open_wave(wave, actor="system")
    helper = add_helper(event, "Мария", actor="system")
    wish = PlanProposal(
        event=event, plugin="training", source="a", year=2026, title="Ассистенты", proposed_at=now()
    )
    db.session.add(wish)
    db.session.flush()
    return {
        "slug": event.slug,
        "session_id": session.id,
        "material_id": add_file(session, "", file).id,
        "token": f"my-{own.id}",
        "helper_id": helper.id,
        "helper_token": issue_helper_link(helper, actor="system"),
        "badge_token": badge_key(event.id, person.id),
        "about_portrait": "publish",
        "portrait_ending": "xlsx",
        "portrait_style": "portrait.css",
        "proposal_id": wish.id,
        "about_proposal": "take",
        "about_session": "fill",
        "about_place": "join",
        "about_helper": "link",
    }
