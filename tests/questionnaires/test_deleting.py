"""What reports say once answers of a closed wave are gone: nothing that a kept report would tell by
its difference."""

from __future__ import annotations

import pytest

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.answering.deleting import empty_wave, withdraw_by_code
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.operations import (
    add_wave,
    change_draft,
    change_settings,
    close_wave,
    create_questionnaire,
    open_wave,
)
from eventkit.questionnaires.reports.queries import report_of
from eventkit.testing.pages import words

ACTOR = "system"
LEAST = 3
DOCUMENT = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": {"ru": "Настроение"},
    "items": [{"id": "q1", "text": "Мне спокойно."}],
    "scales": [{"id": "A", "title": "Покой", "items": ["q1"]}],
}
SETTINGS = {"mode": "code", "once": False, "small_group": LEAST, "actor": ACTOR}


def asked(event, pair_scale=""):
    made = create_questionnaire(event, DOCUMENT, mode="code", actor=ACTOR)
    change_settings(made, **SETTINGS, pair_scale=pair_scale)
    return made


def answer(wave, people):
    open_wave(wave, actor=ACTOR)
    for number in people:
        code = {"code": f"код{number}", "pair": f"пара{number}"}
        answers = {"q1": 1 + number % 5}
        keep_response(wave, uid=f"{wave.id}-{number}", answers=answers, source="paper", **code)
    close_wave(wave, actor=ACTOR)


def told(questionnaire, title, people):
    wave = add_wave(questionnaire, title, actor=ACTOR)
    answer(wave, people)
    db.session.commit()
    return wave


def means(questionnaire):
    """How many people the mean of each wave is of, None where it is hidden."""
    figures = report_of(questionnaire).scale("A").waves
    return [one.described.n if one.described else None for one in figures]


def changes(questionnaire):
    return [one.change is not None for one in report_of(questionnaire).scale("A").changes]


def test_a_closed_wave_is_hidden_once_an_answer_of_it_is_taken_back(event, organizer):
    mood = asked(event)
    told(mood, "до", range(8))
    told(mood, "после", range(8))
    assert (means(mood), changes(mood)) == ([8, 8], [True])
    assert withdraw_by_code(mood, "код3") == 2
    db.session.commit()
    assert (means(mood), changes(mood)) == ([None, None], [False])
    assert [people for _wave, people in report_of(mood).waves] == [None, None]
    page = words(organizer.get(f"/manage/{event.slug}/questionnaires/{mood.id}/results"))
    assert "Ответы закрытого замера удаляли." in page
    assert "до: скрыто · после: скрыто" in page
    # what is asked from now on is told as ever, by itself
    told(mood, "через год", range(8))
    assert (means(mood), changes(mood)) == ([None, None, 8], [False, False])


def test_what_was_hidden_because_of_a_wave_stays_hidden_without_it(event):
    mood = asked(event)
    first = told(mood, "до", range(10))
    told(mood, "после", range(9))
    # «до» less the nine of «после» and their change would be the tenth
    assert (means(mood), changes(mood)) == ([10, None], [True])
    assert empty_wave(first, actor=ACTOR) == 10
    db.session.commit()
    assert means(mood) == [None, None]


def test_the_other_side_of_pairs_hides_what_is_compared(event):
    young, mentors = (asked(event, pair_scale="A") for _side in range(2))
    told(mentors, "до", range(7))
    first = told(young, "до", range(3))
    assert report_of(mentors).pairs[0].pairs == 3
    # of the seven mentors three are known by the gap; four come again, and the fourth would be too
    told(mentors, "после", range(4))
    assert means(mentors) == [7, None]
    empty_wave(first, actor=ACTOR)
    db.session.commit()
    assert means(mentors) == [None, None]
    assert [people for _wave, people in report_of(mentors).waves] == [7, 4]


def test_of_a_few_nothing_was_shown_and_nothing_is_withheld(event):
    mood = asked(event)
    few = told(mood, "проба пера", range(2))
    told(mood, "до", range(6))
    empty_wave(few, actor=ACTOR)
    db.session.commit()
    assert means(mood) == [None, 6]
    answer(few, range(6))
    assert means(mood) == [6, 6]


def test_a_wave_that_is_asked_anew_is_shown_again(event):
    mood = asked(event)
    wave = told(mood, "до", range(6))
    empty_wave(wave, actor=ACTOR)
    assert wave.withheld == "all"
    answer(wave, range(5))
    assert means(mood) == [5]


def test_how_is_hidden_stays_once_a_wave_is_closed(event, organizer):
    mood = asked(event, pair_scale="A")
    told(mood, "до", range(8))
    for change, field in (({"small_group": 4}, "small_group"), ({"pair_scale": ""}, "pair_scale")):
        with pytest.raises(RefusalError) as refused:
            change_settings(mood, **SETTINGS | {"pair_scale": "A"} | change)
        assert refused.value.field == field
    change_draft(mood, DOCUMENT | {"scales": []}, actor=ACTOR)
    db.session.commit()
    address = f"/manage/{event.slug}/questionnaires/{mood.id}/settings"
    sent = {"mode": "code", "small_group": "4", "pair_scale": "A"}
    page = organizer.post(address, data=sent)
    assert (page.status_code, 'value="4"' in page.text) == (422, True)
    assert "менять его поздно" in words(page)
    assert organizer.post(address, data=sent | {"small_group": "3"}).status_code == 302
    assert (mood.small_group, mood.pair_scale) == (3, "A")
