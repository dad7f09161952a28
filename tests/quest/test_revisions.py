"""What an older installation holds survives the quest's revisions."""

from datetime import date

import pytest
from alembic import command

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.hooks.migrations import CORE, alembic_config, homes, upgrade
from eventkit_quest.operations import add_team, receive, set_up_quest
from eventkit_quest.queries import quest_of, standings

pytestmark = pytest.mark.database


def test_a_game_keeps_its_stations_when_they_become_documents(unmigrated):
    upgrade()
    event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
    stations = [
        {
            "code": "S1",
            "title": "Шифр",
            "kind": "code",
            "maximum": "10",
            "answers": [{"id": "a1", "accepted": ["рефлексия"]}],
        },
        {"code": "S2", "title": "Викторина", "kind": "quiz", "maximum": "6", "per_question": "1.5"},
        {
            "code": "S3",
            "title": "Сценка",
            "kind": "judged",
            "maximum": "10",
            "criteria": [{"code": "K1", "title": "Сценка", "maximum": "10", "step": "0.5"}],
        },
    ]
    game = {"format": "eventkit-quest", "version": 1, "title": "Тайна", "stations": stations}
    set_up_quest(event, game | {"rules": {"hint_cost": ["1", "2"]}})
    add_team(event, "Маяк", code="К1")
    ts = "2026-03-01T09:00:00+09:00"
    word = {"id": "1", "team": "К1", "type": "answer", "station": "S1", "text": "Рефлексия"}
    receive(event, [word | {"ts": ts}])
    before = quest_of(event)
    db.session.commit()
    home = dict(homes())[f"{CORE}_quest"]
    command.downgrade(alembic_config(f"{CORE}_quest", home), "0001")
    upgrade()
    assert quest_of(event) == before
    assert standings(event).rows[0].result.total == 10
