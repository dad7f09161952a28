"""A quest in the application: what devices send is kept once, and becomes published results."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.operations import create_event, publish_event
from eventkit.events.refusals import RefusalError
from eventkit.events.stage_operations import set_stage_times
from eventkit.hooks import active_plugins
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.results.operations import calculate, publish
from eventkit.results.queries import standings as published
from eventkit.scoring.rules_operations import close_judging, open_judging
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import now
from eventkit_quest.engine import DefinitionError
from eventkit_quest.models import QuestHappening
from eventkit_quest.operations import add_team, receive, set_up_quest
from eventkit_quest.queries import result_of_team, standings

DAY = timedelta(days=1)
WORD = {"code": "S1", "title": "Шифр", "kind": "code", "maximum": "10"}
WORD["answers"] = [{"id": "a1", "kind": "word", "accepted": ["рефлексия"]}]
MARK = {"code": "S2", "title": "Сценка", "kind": "judged", "maximum": "10"}
RULES = {"hint_cost": [1, 2], "control_time_minutes": 60, "tie_break": ["time_seconds_asc"]}


def document(rules=RULES, stations=(WORD, MARK)):
    game = {"format": "eventkit-quest", "version": 1, "title": "Тайна звонка"}
    return game | {"rules": rules, "stations": list(stations)}


@pytest.fixture
def quest(app):
    event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
    set_up_quest(event, document())
    return event


def happened(team, number, kind, minute=0, **more):
    ts = f"2026-03-01T09:{minute:02}:00+09:00"
    return {"id": f"{team}-{number}", "team": team, "type": kind, "ts": ts} | more


def way(team, *, minutes, mark, typed="Рефлекcия"):
    """A whole game: start, a word, a mark, finish."""
    return [
        happened(team, 1, "start"),
        happened(team, 2, "answer", 5, station="S1", text=typed),
        happened(team, 3, "judge_score", 9, station="S2", score=mark, revision=1),
        happened(team, 4, "finish", minutes),
    ]


def test_what_comes_again_is_kept_once_and_a_bad_event_holds_nothing_back(quest):
    team = add_team(quest, "Маяк", code="К1")
    parcel = way("К1", minutes=40, mark="7.5")
    bad = [
        happened("К9", 1, "start"),
        happened("К1", 8, "arrive", station="S9"),
        happened("К1", 9, "танец"),
    ]
    first = receive(quest, [parcel[0], *bad, parcel[1], parcel[1]])
    assert first.accepted == ("К1-1", "К1-2")
    assert first.repeated == ("К1-2",)
    assert [place for place, _reason in first.refused] == [1, 2, 3]
    assert ["К9" in first.refused[0][1], "S9" in first.refused[1][1]] == [True, True]
    again = receive(quest, [parcel[1] | {"text": "другое"}, *reversed(parcel)])
    assert sorted(again.accepted) == ["К1-3", "К1-4"]
    assert db.session.scalar(select(func.count(QuestHappening.id))) == 4
    said = result_of_team(quest, team)
    assert (said.total, said.seconds, said.wrong) == (Fraction(35, 2), 2400, 0)
    acts = select(JournalLine.act, JournalLine.data).where(
        JournalLine.chain == event_chain(quest.id), JournalLine.act.startswith("quest.")
    )
    assert [tuple(row) for row in db.session.execute(acts)] == [
        ("quest.set_up", {"stations": 2}),
        ("quest.received", {"accepted": 2, "repeated": 1, "refused": 3}),
        ("quest.received", {"accepted": 2, "repeated": 3, "refused": 0}),
    ]
    receive(quest, parcel)
    assert len(db.session.execute(acts).all()) == 3


def test_an_id_of_one_quest_means_nothing_in_another(quest):
    other = create_event("Другая тайна", "quest", reference_date=date(2026, 3, 2))
    set_up_quest(other, document())
    for event in (quest, other):
        add_team(event, "Маяк", code="К1")
        assert receive(event, [happened("К1", 1, "start")]).accepted == ("К1-1",)


def test_results_come_from_the_game_without_any_sheet(quest):
    member = create_person()
    add_team(quest, "Маяк", code="К1")
    add_team(quest, "Ёлки", code="К2", members=[member])
    add_team(quest, "Искра", code="К3")
    add_team(quest, "Не пришла", code="К4")
    set_stage_times(quest.stage("registration"), now() - 2 * DAY, now() - DAY)
    publish_event(quest)
    open_judging(quest)
    with pytest.raises(RefusalError):
        calculate(quest, "system")
    receive(quest, way("К1", minutes=50, mark=8))
    receive(quest, way("К2", minutes=40, mark=8))
    receive(quest, way("К3", minutes=30, mark=10, typed="рефлексы")[:3])
    close_judging(quest)
    made = calculate(quest, "system")
    publish(made, actor="system")
    # equal points: the faster is first; К3 never finished, К4 never began
    assert [(row.entry.code, row.value, row.place) for row in published(made)] == [
        ("К2", 18, 1),
        ("К1", 18, 2),
        ("К3", 10, None),
        ("К4", None, None),
    ]
    assert calculate(quest, "system") is made
    receive(quest, [happened("К2", 5, "hint", 4, station="S1", level=1)])
    assert calculate(quest, "system").number == made.number + 1
    items = active_plugins().ask_others("eventkit_portfolio_items", quest, person=member)
    mine = [item for item in items if item.title == "Тайна звонка"]
    assert [(i.place, i.result) for i in mine] == [(1, "победитель, 1 место")]
    assert "Ёлки" in mine[0].detail


@pytest.mark.parametrize(
    ("rules", "stations"),
    [({"hint_cost": ["даром"]}, [WORD]), ({}, [WORD | {"kind": "танец"}])],
)
def test_a_game_that_nobody_can_count_is_refused(app, rules, stations):
    event = create_event("Проба", "quest", reference_date=date(2026, 3, 1))
    with pytest.raises(DefinitionError):
        set_up_quest(event, document(rules, stations))


def test_the_table_costs_the_same_for_one_team_and_for_many(quest, count_queries):
    def asked():
        db.session.commit()
        with count_queries() as queries:
            standings(quest)
        return len(queries)

    add_team(quest, "Маяк", code="К1")
    receive(quest, way("К1", minutes=40, mark=7))
    one = asked()
    for number in range(2, 12):
        add_team(quest, f"Команда {number}", code=f"К{number}")
        receive(quest, way(f"К{number}", minutes=40, mark=7))
    assert asked() == one


def test_a_quest_is_offered_for_a_new_event(client):
    sign_in(client, create_account(is_administrator=True))
    assert "Образовательный квест" in words(client.get("/manage/new/empty"))
