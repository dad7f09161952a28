"""A rehearsal: where teams get stuck, how long they play, and the quest that is shipped."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from eventkit_quest.engine import (
    Answer,
    Hint,
    Limits,
    Opening,
    Quest,
    QuestRules,
    StationDefinition,
    verdict,
)
from eventkit_quest.engine.rehearsal import (
    Assumptions,
    Stuck,
    figures_of,
    play_games,
    prove,
    words_of,
)
from eventkit_quest.presets import PRO_SHKOLU, shipped


def place(code, after=(), *, worth=10, lost=False, hint=None, at=None, needed=None, goal=False):
    """A station with a word to find."""
    return StationDefinition(
        code=code,
        maximum=Fraction(worth),
        answers=(Answer("a", accepted=("ключ",)),),
        hints=() if hint is None else (Hint("Ищите", Fraction(hint)),),
        limits=Limits(attempts=1 if lost else None),
        opens=Opening(tuple(after), needed, 0, None if at is None else Fraction(at)),
        is_goal=goal,
    )


def quest(*stations, **more):
    return Quest(title="Проба", stations=stations, **more)


def test_a_lost_station_that_the_goal_waits_for_is_named():
    game = quest(place("A"), place("B", "A", lost=True), place("G", "AB", goal=True))
    assert prove(game, may_skip=False).stuck == (Stuck(("B",), ("G",), by_points=False),)
    assert prove(game, may_skip=True).holds


def test_one_of_two_may_be_lost_and_two_may_not():
    ways = [place(code, lost=True) for code in "AB"]
    game = quest(*ways, place("G", "AB", needed=1, goal=True))
    assert [stuck.lost for stuck in prove(game, may_skip=False).stuck] == [("A", "B")]


def test_stations_that_wait_for_each_other_never_open():
    game = quest(place("A", "B"), place("B", "A"), place("G"))
    assert prove(game, may_skip=True).stuck == (Stuck((), ("A", "B"), by_points=False),)


def test_hints_may_leave_too_few_points_for_what_opens_by_points():
    game = quest(place("A", hint=4), place("G", at=7, goal=True))
    assert prove(game, may_skip=True).stuck == (Stuck((), ("G",), by_points=True),)
    assert prove(quest(place("A", hint=3), place("G", at=7, goal=True)), may_skip=True).holds


def test_a_goal_that_can_be_lost_is_no_safe_goal():
    game = quest(place("A"), place("G", "A", lost=True, goal=True))
    assert [stuck.lost for stuck in prove(game, may_skip=True).stuck] == [("G",)]


def test_a_route_against_the_conditions_stops_a_team():
    game = quest(place("A"), place("B", "A"), place("G", "AB", goal=True), way="routes")
    said = prove(game, may_skip=False, routes=[("A", "B"), ("B", "A")])
    assert [(stuck.route, stuck.closed) for stuck in said.stuck] == [(("B", "A"), ("A", "B", "G"))]


def test_where_there_are_too_many_losses_to_look_at_it_says_so():
    many = [place(f"S{number}", lost=True) for number in range(30)]
    said = prove(quest(*many, place("G", goal=True)), may_skip=False)
    assert (said.stuck, said.is_whole, said.holds) == ((), False, False)


def random_quest(chance):
    """Up to four stations with a word, losable or not, opened by others and by points."""
    codes = "ABCD"[: chance.randint(2, 4)]
    stations = []
    for number, code in enumerate(codes):
        after = [one for one in codes if one != code and chance.random() < 0.35]
        stations.append(
            place(
                code,
                after,
                worth=chance.choice([2, 5]),
                lost=chance.random() < 0.4,
                hint=chance.choice([None, 1, 3]),
                at=chance.choice([None, None, 3, 6]),
                needed=chance.randint(1, len(after)) if after and chance.random() < 0.5 else None,
                goal=number == len(codes) - 1,
            )
        )
    return quest(*stations)


def walked(game, may_skip):
    """The smallest losses of all states from which no walk leads to the goal: every state walked.

    A state says of each station: untouched, skipped, lost, lost and skipped, or its points.
    """
    stations = game.stations
    index = {station.code: number for number, station in enumerate(stations)}

    def moves(state):
        points = sum(said for said in state if isinstance(said, int))
        passed = [isinstance(said, int) or "skipped" in said for said in state]
        for number, station in enumerate(stations):
            said, opens = state[number], station.opens
            wanted = len(opens.after) if opens.needed is None else opens.needed
            is_open = sum(passed[index[code]] for code in opens.after) >= wanted
            is_open = is_open and (opens.at_score is None or points >= opens.at_score)
            if isinstance(said, int) or not is_open:
                continue
            full = int(station.maximum)
            new = [f"{said} skipped"] if may_skip and "skipped" not in said else []
            if "lost" not in said:
                new += [full, *(max(0, full - int(hint.price)) for hint in station.hints)]
                new += [f"{said} lost"] if station.limits.attempts else []
            for one in new:
                yield (*state[:number], one, *state[number + 1 :])

    start = ("",) * len(stations)
    ways, waiting = {}, [start]
    while waiting:
        state = waiting.pop()
        if state not in ways:
            ways[state] = list(moves(state))
            waiting += ways[state]
    fine = {state for state in ways if isinstance(state[-1], int)}
    grown = True
    while grown:
        more = {state for state, new in ways.items() if state not in fine and fine & set(new)}
        fine |= more
        grown = bool(more)
    bad = {
        frozenset(s.code for s, said in zip(stations, state, strict=True) if "lost" in str(said))
        for state in ways.keys() - fine
    }
    return {one for one in bad if not any(other < one for other in bad)}


@pytest.mark.parametrize("may_skip", [False, True])
def test_the_proof_finds_what_walking_every_state_finds(may_skip):
    chance = random.Random(7)
    outcomes = set()
    for _number in range(120):
        game = random_quest(chance)
        found = {frozenset(stuck.lost) for stuck in prove(game, may_skip=may_skip).stuck}
        assert found == walked(game, may_skip), game
        outcomes.add(min((len(lost) for lost in found), default=None))
    assert {None, 0, 1} <= outcomes


def test_made_up_games_are_the_same_for_the_same_seed_only():
    game = Quest.from_dict(shipped(PRO_SHKOLU))
    few = Assumptions(teams=3, games=2)
    assert play_games(game, few) == play_games(game, few)
    assert play_games(game, few) != play_games(game, replace(few, seed=2))


def test_a_host_alone_makes_a_queue_and_more_hosts_dissolve_it():
    stage = StationDefinition("S", kind="judged", maximum=Fraction(10), is_goal=True)
    game = quest(stage)

    def waited(hosts):
        supposed = Assumptions(teams=6, games=10, hosts=hosts)
        return figures_of(game, play_games(game, supposed)).stations[0].waited

    # six teams come at once to two minutes with a host: the last waits for the five before
    assert 7 < waited(1) < 14
    assert waited(6) == 0


def test_figures_are_those_of_the_games_and_of_the_quests_own_table():
    rules = QuestRules(hint_cost=(Fraction(2),), control_time_minutes=Fraction(1, 100))
    game = quest(place("A", hint=2), place("G", "A", worth=5, goal=True), rules=rules)
    games = play_games(game, Assumptions(teams=2, games=20))
    said = figures_of(game, games)
    rows = [row.result for one in games for row in one.table.rows]
    minutes = sorted(row.seconds / 60 for row in rows)
    assert (said.games, said.teams, said.finished, said.over_control) == (20, 2, 1, 1)
    assert said.duration.median == pytest.approx(float(minutes[19] + minutes[20]) / 2, abs=0.02)
    assert sum(count for _from, _to, count in said.duration.bins) == 40
    assert said.hints == sum(row.hints for row in rows) / 40
    assert said.hint_cost == 2 * said.hints
    for station in said.stations:
        points = [float(row.stations[station.code].points) for row in rows]
        assert station.points == pytest.approx(sum(points) / 40)


def test_a_quest_whose_goal_never_opens_is_finished_by_nobody():
    game = quest(place("A"), place("G", at=100, goal=True))
    said = figures_of(game, play_games(game, Assumptions(teams=2, games=3)))
    assert (said.duration, said.finished, said.over_control) == (None, 0, 0)


RIGHT = {
    "S1": "o2,o4,o6",
    "S2": "o1=p4,o2=p2,o3=p5,o4=p1,o5=p3",
    "S5": "o2,o4,o1,o5,o3",
    "S7": '{"q1": "o2", "q2": "o3", "q3": "o4", "q4": "o1", "q5": "o3"}',
}


@pytest.mark.parametrize(
    ("language", "word", "last"), [("ru", "ЕЖИК", "Вместе"), ("en", "Echo", "TEAM")]
)
def test_the_shipped_quest_is_whole_and_takes_as_long_as_it_should(language, word, last):
    game = Quest.from_dict(shipped(PRO_SHKOLU, language))
    assert (game.language, len(game.stations)) == (language, 8)
    kinds = {answer.kind for station in game.stations for answer in station.answers}
    assert kinds >= {"word", "number", "choice", "choices", "order", "match", "text"}
    assert {station.kind for station in game.stations} == {"code", "quiz", "judged"}
    for may_skip in (False, True):
        assert prove(game, may_skip=may_skip).holds
    right = RIGHT | {"S4": f'{{"a1": "{word}", "a2": "45"}}', "S8": last}
    for code, text in right.items():
        assert verdict(game.station(code), text) == "right", code
        assert verdict(game.station(code), text[::-1]) == "wrong", code
    # no drawing from elsewhere, nothing that runs
    drawing = shipped(PRO_SHKOLU, language)["pictures"]["map.svg"]
    assert drawing.startswith("data:image/svg+xml;base64,")
    said = figures_of(game, play_games(game, Assumptions(games=40)))
    assert 15 <= said.duration.median <= 25
    assert words_of(game) > 500
    assert said.finished > 0.95


def test_both_languages_tell_the_same_game():
    ru, en = (Quest.from_dict(shipped(PRO_SHKOLU, language)) for language in ("ru", "en"))
    for one, other in zip(ru.stations, en.stations, strict=True):
        assert (one.code, one.kind, one.opens, one.limits) == (
            other.code,
            other.kind,
            other.opens,
            other.limits,
        )
        assert [a.right for a in one.answers] == [a.right for a in other.answers]
        assert len(one.hints) == len(other.hints)
    assert shipped(PRO_SHKOLU, "fr")["language"] == "ru"
