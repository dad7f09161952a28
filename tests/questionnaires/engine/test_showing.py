"""Whatever an organizer combines of all reports, nobody's own answer comes out of it."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from elimination import given_away
from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit.questionnaires.engine.hiding import mean_of
from eventkit.questionnaires.engine.live import is_due, next_step
from eventkit.questionnaires.engine.showing import PEOPLE, Taken, decide

LEAST = 3


@st.composite
def closings(draw):
    """Waves of one or two questionnaires in the order of their closing, with their positions, and
    what the walls have told of each variable."""
    taken, positions, told = [], {}, defaultdict(list)
    for questionnaire in draw(st.sampled_from(["M", "MN"])):
        people = [f"{questionnaire}{number}" for number in range(draw(st.integers(4, 9)))]
        coded = draw(st.booleans())
        group_of = {
            split: {one: draw(st.sampled_from("xyz")) for one in people} for split in ("s", "t")
        }
        for position in range(draw(st.integers(1, 2))):
            came = [one for one in people if position == 0 or draw(st.integers(0, 4))]
            named = {one: one if coded else f"{one}w{position}" for one in came}
            values = frozenset(named[one] for one in came if draw(st.integers(0, 9)))
            wave = f"{questionnaire}:{position}"
            positions[wave] = position
            everybody = [named[one] for one in came]
            steps, back = {}, []
            if draw(st.booleans()):
                live = {PEOPLE: frozenset(everybody), "A": values}
                steps, walls = grown(everybody, live, Random(draw(st.integers(0, 999))))
                told["", ""] += [mean_of(wave, wall & values) for wall in walls]
                told[questionnaire, PEOPLE] += [mean_of(wave, wall) for wall in walls]
                # some take their answers back before the wave is closed
                back = [one for one in everybody if walls and not draw(st.integers(0, 5))]
                came = [one for one in came if named[one] not in back]
                values = values.difference(back)
            made = Taken(
                questionnaire=questionnaire,
                wave=wave,
                values={PEOPLE: frozenset(named[one] for one in came), "A": values},
                compared=frozenset("A"),
                splits={
                    split: {named[one]: groups[one] for one in came}
                    for split, groups in group_of.items()
                },
                pairs={named[one]: one[1:] for one in came} if coded else {},
                has_lost=bool(back),
                steps={one: steps[one] for one in map(named.get, came) if one in steps},
                pair_scale="A",
                least=LEAST,
            )
            taken.append(made)
    return draw(st.permutations(taken)), positions, told


def grown(arriving, values, chance):
    """The steps in which a wave comes onto the wall as people answer, and every wall."""
    steps, walls = {}, []
    for number in range(1, len(arriving) + 1):
        waiting = [one for one in arriving[:number] if one not in steps]
        if is_due(len(waiting), LEAST):
            step = next_step(waiting, values, LEAST, chance) or ()
            steps |= dict.fromkeys(step, len(walls) + 1)
            walls.append(frozenset(steps))
    return steps, walls


@settings(max_examples=60)
@given(closings())
def test_no_combination_of_reports_is_about_one_person_or_two(case):
    taken, positions, told = case
    shown = decide(taken, positions)
    by_variable = defaultdict(list, told)
    for variable, fact in shown.facts:
        by_variable[variable].append(fact)
    for facts in by_variable.values():
        assert given_away(facts, LEAST - 1) is None
    # yesterday's report is a part of today's: their difference is among these sums too
    for number in range(len(taken)):
        before = decide(taken[:number], positions).facts
        assert before == shown.facts[: len(before)]


def wave(number, people, **more):
    values = {PEOPLE: frozenset(people), "A": frozenset(people)}
    more = {"compared": frozenset("A"), "least": 5} | more
    return Taken("M", f"M:{number}", values, **more)


TEN = [str(number) for number in range(10)]
POSITIONS = {"M:0": 0, "M:1": 1, "N:0": 0}


def test_where_one_did_not_answer_again_the_change_is_shown_and_the_second_mean_is_not():
    shown = decide([wave(0, TEN), wave(1, TEN[:9])], POSITIONS)
    assert shown.changes == {("M:0", "M:1", "A")}
    assert (("M:0", "A") in shown.totals, ("M:1", "A") in shown.totals) == (True, False)
    everybody = decide([wave(0, TEN), wave(1, TEN)], POSITIONS)
    assert {("M:0", "A"), ("M:1", "A")} < everybody.totals
    # under their names the organizer reads each answer anyway
    named = decide([wave(0, TEN, named=True), wave(1, TEN[:9], named=True)], POSITIONS)
    assert ("M:1", "A") in named.totals


def test_a_second_split_that_differs_by_one_person_is_hidden_whole():
    splits = {
        "stage": {one: "new" if int(one) < 5 else "old" for one in TEN},
        "place": {one: "town" if int(one) < 5 else "village" for one in TEN},
        "moved": {one: "yes" if 0 < int(one) < 6 else "no" for one in TEN},
    }
    groups = decide([wave(0, TEN, splits=splits)], POSITIONS).groups
    assert groups["M:0", "A", "stage"] == {"new", "old"}
    assert groups["M:0", "A", "place"] == {"town", "village"}  # the same sums once more
    assert ("M:0", "A", "moved") not in groups


def test_a_pair_that_lacks_its_second_hides_the_gap_between_the_sides():
    mentors = Taken(
        "N",
        "N:0",
        {PEOPLE: frozenset("abcdef"), "C": frozenset("abcdef")},
        pairs={one: one for one in "abcdef"},
        pair_scale="C",
    )
    sides = {one: one for one in "abcdef"}

    def young(names):
        people = frozenset(name.upper() for name in names)
        pairs = {name.upper(): sides[name] for name in names}
        return Taken("M", "M:0", {PEOPLE: people, "C": people}, pairs=pairs, pair_scale="C")

    assert decide([mentors, young("abcdef")], POSITIONS).pairs == {("N:0", "M:0")}
    # five of six are in pairs: the mean of all mentors less the gap and the mean of the five
    # young ones would be the sixth mentor's answer
    assert decide([mentors, young("abcde")], POSITIONS).pairs == set()
