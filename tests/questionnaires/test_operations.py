"""What was asked stays as it was asked; promises to respondents hold; waves open and close."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.questionnaires import operations, queries
from eventkit.questionnaires.models import Questionnaire, QuestionnaireVersion, Response, Wave
from eventkit.questionnaires.rules import takes_answers
from eventkit.questionnaires.schedule import look_at_waves
from eventkit.testing.factories import create_event
from eventkit.web.clock import now, set_clock
from eventkit.web.plain_data import DefinitionError


def document(*items: str, **more: Any) -> dict[str, Any]:
    asked = [{"id": one, "text": {"ru": f"Пункт {one}"}} for one in items]
    head = {"format": "eventkit-questionnaire", "version": 1, "title": {"ru": "Настроение"}}
    return head | {"items": asked} | more


def answer(wave: Wave, version: QuestionnaireVersion, uid: str, state: str = "sent") -> None:
    values = {"answers": {"q1": 4}, "day": date(2026, 3, 1), "state": state}
    db.session.add(Response(wave=wave, version=version, uid=uid, **values))
    db.session.flush()


@pytest.fixture
def mood(app: Any) -> Questionnaire:
    return operations.create_questionnaire(create_event(), document("q1", "q2"), actor="account:1")


def test_a_change_before_the_first_answer_is_seen_at_once_and_later_needs_a_reason(mood):
    wave = operations.add_wave(mood, "до тренинга", actor="account:1")
    operations.open_wave(wave, actor="account:1")
    first = operations.freeze(mood)
    answer(wave, first, "tried", "trial")
    operations.change_draft(mood, document("q1", "q3"), actor="account:1")
    assert operations.freeze(mood) is first
    assert [one["id"] for one in first.document["items"]] == ["q1", "q3"]
    assert db.session.query(Response).count() == 0  # it was tried out with another text
    answer(wave, first, "real")
    kept = dict(first.document)
    operations.change_draft(mood, document("q1", "q3", "q4"), actor="account:1")
    assert operations.freeze(mood) is first
    assert first.document == kept == queries.asked_document(mood)
    with pytest.raises(RefusalError, match="зачем"):
        operations.issue_version(mood, "  ", actor="account:1")
    second = operations.issue_version(mood, "Забыли спросить о школе", actor="account:1")
    assert (second.number, second.reason) == (2, "Забыли спросить о школе")
    answer(wave, second, "later")
    assert [item.id for item in queries.asked(mood).items] == ["q1", "q3", "q4"]
    assert first.document == kept


def test_a_new_version_may_not_turn_what_has_been_answered(mood):
    wave = operations.add_wave(mood, "до", actor="account:1")
    answer(wave, operations.freeze(mood), "a")
    other = document("q2") | {"items": [{"id": "q1", "text": "Пункт", "max": 7}]}
    operations.change_draft(mood, other, actor="account:1")
    with pytest.raises(RefusalError, match="q1"):
        operations.issue_version(mood, "Шкала шире", actor="account:1")


def test_promises_to_respondents_hold(mood):
    wave = operations.add_wave(mood, "до", actor="account:1")
    day = date(2027, 1, 1)
    asked = {"mode": "code", "once": False, "small_group": 5, "keep_until": day}
    operations.change_settings(mood, **asked, actor="account:1")
    answer(wave, operations.freeze(mood), "a")
    for change, field in (
        ({"mode": "named"}, "mode"),
        ({"once": True}, "mode"),
        ({"small_group": 4}, "small_group"),
        ({"keep_until": date(2027, 1, 2)}, "keep_until"),
        ({"keep_until": None}, "keep_until"),
        ({"pair_scale": "Z"}, "pair_scale"),
    ):
        with pytest.raises(RefusalError) as refused:
            operations.change_settings(mood, **asked | change, actor="account:1")
        assert refused.value.field == field
    operations.change_settings(mood, **asked | {"small_group": 7}, actor="account:1")
    assert mood.small_group == 7
    with pytest.raises(RefusalError):
        operations.remove_questionnaire(mood, actor="account:1")
    with pytest.raises(RefusalError):
        operations.remove_wave(wave, actor="account:1")


def test_waves_open_and_close_by_hand_and_by_time(mood):
    begin = now()
    hour = timedelta(hours=1)
    wave = operations.add_wave(
        mood, "до", opens_at=begin + hour, closes_at=begin + 2 * hour, actor="account:1"
    )
    after = operations.add_wave(mood, "после", actor="account:1")
    assert queries.wave_by_code(wave.code) is wave
    assert look_at_waves() == 0
    assert not takes_answers(wave, begin)
    assert takes_answers(wave, begin + hour)  # though nothing has looked yet
    set_clock(lambda: begin + hour)
    assert (look_at_waves(), wave.state, after.state) == (1, "open", "planned")
    set_clock(lambda: begin + 2 * hour)
    assert not takes_answers(wave, now())
    assert (look_at_waves(), wave.state, wave.closed_at) == (1, "closed", begin + 2 * hour)
    operations.open_wave(wave, actor="account:1")  # nobody has answered
    assert takes_answers(wave, now())
    answer(wave, operations.freeze(mood), "a")
    operations.close_wave(wave, actor="account:1")
    with pytest.raises(RefusalError, match="посчитаны"):
        operations.open_wave(wave, actor="account:1")
    acts = [line.act for line in db.session.query(JournalLine).order_by(JournalLine.id)]
    opened = ["wave.opened", "wave.closed"]
    assert acts == ["questionnaire.created", "wave.added", "wave.added", *opened, *opened]


def test_an_empty_questionnaire_is_not_opened_and_an_open_one_not_emptied(mood):
    bare = operations.create_questionnaire(mood.event, document(), actor="account:1")
    wave = operations.add_wave(bare, "до", actor="account:1")
    with pytest.raises(RefusalError, match="ни одного пункта"):
        operations.open_wave(wave, actor="account:1")
    operations.open_wave(operations.add_wave(mood, "до", actor="account:1"), actor="account:1")
    with pytest.raises(RefusalError, match="хотя бы один"):
        operations.change_draft(mood, document(), actor="account:1")
    with pytest.raises(DefinitionError):
        operations.create_questionnaire(mood.event, {"format": "other"}, actor="account:1")
    operations.remove_questionnaire(bare, actor="account:1")
    assert [one.id for one in queries.questionnaires_of(mood.event)] == [mood.id]
