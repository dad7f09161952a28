"""A wave grows on the wall while people answer, and the wall says how far it is."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select, text

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.questionnaires.answering.deleting import withdraw_by_code
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.models import Response
from eventkit.questionnaires.operations import (
    add_wave,
    close_wave,
    create_questionnaire,
    hide_live,
    open_wave,
    show_live,
)
from eventkit.questionnaires.reports.queries import live_state, report_of, reports_for_all_of
from eventkit.testing.pages import words
from tests.questionnaires.reports.test_results import DOCUMENT

ACTOR = "system"


@pytest.fixture
def wave(event):
    made = create_questionnaire(event, DOCUMENT, mode="code", actor=ACTOR)
    wave = add_wave(made, "до", actor=ACTOR)
    open_wave(wave, actor=ACTOR)
    return wave


def answered(wave, *numbers, skip=""):
    for number in numbers:
        answers = {"stage": "new", "q1": number % 5 + 1, "q2": 3, "main": ["a"], "why": "так"}
        answers.pop(skip, None)
        keep_response(wave, uid=f"{wave.id}.{number}", code=f"code{number}", answers=answers)


def on_wall(wave):
    """What the wall says of the wave: people, the mean and n of the scale, choices."""
    [report] = reports_for_all_of(wave.questionnaire.event, live=True)
    people = dict(report.waves)[wave]
    [figures] = [one for one in report.scale("A").waves if one.wave is wave]
    [main] = [one for one in report.choices if one.wave is wave]
    assert (report.texts, report.suspicious, figures.reliability) == ((), (), None)
    assert not report.scale("A").splits
    described = figures.described
    return people, described and (described.n, described.mean), main.chosen and main.chosen.valid


def test_ten_answers_show_five_fifteen_ten_and_closing_all(wave):
    show_live(wave, actor=ACTOR)
    answered(wave, *range(9))
    assert dict(reports_for_all_of(wave.questionnaire.event, live=True)[0].waves) == {wave: 0}
    assert live_state(wave).until_next == 1
    answered(wave, 9)
    state = live_state(wave)
    assert (state.answers, state.on_wall, state.until_next) == (10, 5, 5)
    people, scale, chosen = on_wall(wave)
    step = db.session.scalars(select(Response).where(Response.step == 1)).all()
    # a sheet's value: q1 and the turned 3, halved
    mean = sum((one.answers["q1"] + 3) / 2 for one in step) / 5
    assert (people, scale[0], chosen) == (5, 5, 5)
    assert float(scale[1]) == pytest.approx(mean)
    answered(wave, *range(10, 14))
    assert on_wall(wave)[:2] == (5, scale)
    answered(wave, 14, 15, 16)
    assert on_wall(wave)[0] == 10
    assert {one.step for one in step} == {1}
    close_wave(wave, actor=ACTOR)
    closed = report_of(wave.questionnaire)
    assert reports_for_all_of(wave.questionnaire.event, live=True) == [closed]
    assert dict(closed.waves) == {wave: 17}
    assert closed.scale("A").waves[0].described.n == 17
    with pytest.raises(RefusalError, match="целиком"):
        show_live(wave, actor=ACTOR)


def test_one_empty_answer_holds_the_step_back(wave):
    show_live(wave, actor=ACTOR)
    answered(wave, 0, skip="q1")
    answered(wave, *range(1, 14))
    assert live_state(wave).on_wall == 0  # nine values at the tenth answer are not two fives
    answered(wave, 14)
    assert live_state(wave).on_wall >= 5


def test_what_has_come_before_is_shown_at_once_and_hiding_forgets_nothing(wave):
    answered(wave, *range(12))
    assert reports_for_all_of(wave.questionnaire.event, live=True)[0].waves == ()
    show_live(wave, actor=ACTOR)
    before = on_wall(wave)
    assert before[0] == 7
    hide_live(wave, actor=ACTOR)
    assert reports_for_all_of(wave.questionnaire.event, live=True)[0].waves == ()
    answered(wave, *range(12, 20))
    show_live(wave, actor=ACTOR)
    assert on_wall(wave) == before
    acts = [line.act for line in db.session.scalars(select(JournalLine)) if "live" in line.act]
    assert acts == ["wave.shown_live", "wave.hidden_live", "wave.shown_live"]


def test_an_answer_taken_back_ends_the_wall_and_stays_unknown(wave, organizer):
    show_live(wave, actor=ACTOR)
    answered(wave, *range(11))
    step = db.session.scalars(select(Response).where(Response.step == 1)).all()
    number = int(step[0].uid.partition(".")[2])
    assert withdraw_by_code(wave.questionnaire, f"code{number}") == 1
    assert reports_for_all_of(wave.questionnaire.event, live=True)[0].waves == ()
    with pytest.raises(RefusalError, match="удаляли"):
        show_live(wave, actor=ACTOR)
    address = f"/manage/{wave.questionnaire.event.slug}/questionnaires/{wave.questionnaire.id}"
    assert "было бы видно, что удалили" in words(organizer.get(f"{address}/waves/{wave.id}"))
    close_wave(wave, actor=ACTOR)
    # ten are left: four that were shown with the fifth, and six
    assert dict(report_of(wave.questionnaire).waves) == {wave: 10}


def test_where_the_last_step_is_too_small_the_whole_stays_hidden(wave):
    show_live(wave, actor=ACTOR)
    answered(wave, *range(10))
    left = db.session.scalars(select(Response).where(Response.step == 0)).all()
    withdraw_by_code(wave.questionnaire, f"code{left[0].uid.partition('.')[2]}")
    close_wave(wave, actor=ACTOR)
    # nine less the five of the wall would be four
    report = report_of(wave.questionnaire)
    assert dict(report.waves) == {wave: None}
    assert report.scale("A").waves[0].described is None


def test_steps_in_the_database_tell_of_no_fewer_than_a_small_group(event):
    made = create_questionnaire(event, DOCUMENT, actor=ACTOR)
    wave = add_wave(made, "до", actor=ACTOR)
    open_wave(wave, actor=ACTOR)
    show_live(wave, actor=ACTOR)
    lines = db.session.scalar(select(func.count()).select_from(JournalLine))
    for number in range(20):
        answered(wave, number)
        if number >= 9:
            sizes = Counter(db.session.scalars(select(Response.step)))
            assert min(sizes.values()) >= 5
        db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(JournalLine)) == lines
    if db.engine.dialect.name == "postgresql":
        wrote = text("SELECT DISTINCT xmin::text FROM questionnaire_response")
        assert len(db.session.scalars(wrote).all()) == 1


def test_the_organizer_switches_it_and_respondents_read_that_it_is_on(wave, organizer):
    slug, own = wave.questionnaire.event.slug, wave.questionnaire.id
    address = f"/manage/{slug}/questionnaires/{own}/waves/{wave.id}"
    answered(wave, *range(10))
    assert "Показывать на экране по ходу" in words(organizer.get(address))
    page = organizer.post(f"{address}/show", follow_redirects=True)
    assert "Ответили: 10. На экране: 5." in words(page)
    assert "не раньше чем через 5 ответов" in words(page)
    assert "растут на экране" in words(organizer.get(f"/q/{wave.code}"))
    page = organizer.post(f"{address}/hide", follow_redirects=True)
    assert "На экране: 5" not in words(page)
    assert "растут на экране" not in words(organizer.get(f"/q/{wave.code}"))


def test_the_wall_costs_the_same_queries_for_ten_and_twenty(wave, count_queries):
    show_live(wave, actor=ACTOR)
    costs = []
    for some in (range(10), range(10, 20)):
        answered(wave, *some)
        db.session.commit()
        db.session.expire_all()
        event = wave.questionnaire.event
        with count_queries() as sent:
            reports_for_all_of(event, live=True)
        costs.append(len(sent))
    assert costs[0] == costs[1]
