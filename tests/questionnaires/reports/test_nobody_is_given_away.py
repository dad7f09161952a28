"""All reports and walls of an event with every number on them: no person's answer is among them.

Answers are random, and who gave them is known to the test alone. Each number that a report shows
is first found to be the mean over the people it is about; then a stranger adds and takes off.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit.questionnaires.engine.hiding import change_of, mean_of
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Option
from eventkit.questionnaires.engine.live import is_due, next_step
from eventkit.questionnaires.engine.scales import Scale
from eventkit.questionnaires.engine.showing import Showing
from eventkit.questionnaires.models import Questionnaire, Response, Wave
from eventkit.questionnaires.reports.figures import Figures
from eventkit.questionnaires.reports.queries import on_wall, pairs_of, showing_of
from eventkit.questionnaires.reports.sheets import closed_wave, taken
from tests.questionnaires.engine.elimination import given_away

LEAST = 3
SCALE = Scale("A", items=("q",))
SPLITS = ("s", "t")
OPTIONS = tuple(Option(one, {"ru": one}) for one in "xyz")
INSTRUMENT = Instrument(
    items=(Item("q"), *(Item(split, "one", options=OPTIONS) for split in SPLITS)),
    scales=(SCALE,),
    groups=SPLITS,
)


@st.composite
def events(draw):
    """Closed waves of two questionnaires in the order of closing, and what walls told before."""
    waves, number, walls = [], 0, []
    for mode in draw(st.sampled_from([("code",), ("code", "code"), ("code", "anonymous")])):
        number += 1
        asked = Questionnaire(id=number, mode=mode, small_group=LEAST, pair_scale="A")
        people = range(draw(st.integers(3, 9)))
        groups = [{s: draw(st.sampled_from("xyz")) for s in SPLITS} for _person in people]
        for position in range(draw(st.integers(1, 2))):
            wave = Wave(id=10 * number + position, position=position, questionnaire=asked)
            responses = []
            for person in people:
                if position and not draw(st.integers(0, 4)):
                    continue
                answers = dict(groups[person])
                if draw(st.integers(0, 9)):
                    answers["q"] = draw(st.integers(1, 5))
                code, pair = (f"k{person}", f"p{person}") if mode == "code" else ("", "")
                responses.append(
                    Response(
                        id=1000 * wave.id + person,
                        version_id=1,
                        answers=answers,
                        respondent=code,
                        pair=pair,
                        step=0,
                    )
                )
            if draw(st.booleans()):
                walls += told_by_walls(wave, responses, Random(draw(st.integers(0, 999))))
            waves.append(closed_wave(wave, responses, {1: INSTRUMENT}))
    ordered = draw(st.permutations(waves))
    for minute, closed in enumerate(ordered):
        closed.wave.closed_at = datetime(2026, 3, 1, 9, minute, tzinfo=UTC)
    return ordered, walls


def told_by_walls(wave, arriving, chance):
    """Every mean on the wall of a wave, while people answer one after another."""
    for number in range(1, len(arriving) + 1):
        waiting = [one for one in arriving[:number] if not one.step]
        if not is_due(len(waiting), LEAST):
            continue
        looked_at = closed_wave(wave, waiting, {1: INSTRUMENT})
        names = {sheet.name: sheet.response for sheet in looked_at.sheets}
        for name in next_step(names, taken(looked_at).values, LEAST, chance) or ():
            names[name].step = number
        shown = [one for one in arriving[:number] if one.step]
        wall = closed_wave(wave, shown, {1: INSTRUMENT}, is_wall=True)
        yield from told([wall], Showing(totals=on_wall(wall)), {wave.questionnaire.id: [wall]})


def told(closed, showing, by_questionnaire):
    """Every sum on the reports of this moment: what a mean over known people says."""
    for waves in by_questionnaire.values():
        report = Figures(waves, showing, named=False, least=LEAST).scale(SCALE)
        values = {
            one.wave.id: {s.name: s.values["A"] for s in one.sheets if s.values["A"] is not None}
            for one in waves
        }
        for figures in report.waves:
            if figures.described is not None:
                yield about(figures.wave, values[figures.wave.id], figures.described)
        yield from told_of_groups(report, waves, values)
        yield from told_of_changes(report, values)
    asked = [one.wave.questionnaire for one in first_of(closed)]
    for pairs in pairs_of(asked, by_questionnaire, showing, Fraction(1)):
        if pairs.pairs:
            yield gap_fact(pairs, by_questionnaire)


def told_of_groups(report, waves, values):
    for split in report.splits:
        sheets = next(one.sheets for one in waves if one.wave is split.wave)
        for group in split.groups:
            inside = {s.name for s in sheets if s.group(split.item.id) == group.option.id}
            known = {name: x for name, x in values[split.wave.id].items() if name in inside}
            if group.described is not None:
                yield about(split.wave, known, group.described)


def told_of_changes(report, values):
    for moved in report.changes:
        before, after = values[moved.before.id], values[moved.after.id]
        both = before.keys() & after.keys()
        if moved.change is not None:
            differences = [after[one] - before[one] for one in both]
            assert (moved.change.n, moved.change.mean) == (len(both), mean(differences))
            yield change_of(str(moved.before.id), str(moved.after.id), both)


def first_of(closed):
    """One wave of each questionnaire."""
    return {one.wave.questionnaire.id: one for one in closed}.values()


def gap_fact(pairs, by_questionnaire):
    sides = []
    for wave in (pairs.first, pairs.second):
        sheets = next(w.sheets for w in by_questionnaire[wave.questionnaire.id] if w.wave is wave)
        sides.append({s.response.pair: s for s in sheets if s.response.pair and s.values["A"]})
    both = sides[0].keys() & sides[1].keys()
    assert pairs.mean == mean([sides[0][p].values["A"] - sides[1][p].values["A"] for p in both])
    fact = {(str(pairs.first.id), sides[0][pair].name): 1 for pair in both}
    return fact | {(str(pairs.second.id), sides[1][pair].name): -1 for pair in both}


def about(wave, known, described):
    assert (described.n, described.mean) == (len(known), mean(list(known.values())))
    return mean_of(str(wave.id), known)


def mean(values):
    return sum(values, Fraction(0)) / len(values)


@settings(max_examples=20)
@given(events())
def test_no_combination_of_all_reports_ever_made_is_about_one_person_or_two(case):
    ordered, facts = case
    for number in range(1, len(ordered) + 1):
        closed = ordered[:number]
        by_questionnaire = defaultdict(list)
        for one in sorted(closed, key=lambda one: one.wave.position):
            by_questionnaire[one.wave.questionnaire.id].append(one)
        facts += told(closed, showing_of(closed), by_questionnaire)
    assert given_away(facts, LEAST - 1) is None
