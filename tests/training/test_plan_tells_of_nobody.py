"""Reports, portraits and kept proposals of every day put together: nobody's wish is among them.

Who wished what is known to the test alone. Each number that an organizer reads is first found to be
counted over known people; then a stranger adds and takes off.
"""

from __future__ import annotations

from random import Random

import pytest

from eventkit.db import db
from eventkit.desk.plan.offers import offered
from eventkit.desk.plan.operations import propose, take
from eventkit.desk.plan.queries import proposals_of
from eventkit.questionnaires import operations
from eventkit.questionnaires.answering.deleting import empty_wave, withdraw_by_code
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.engine.hiding import mean_of
from eventkit.questionnaires.reports.queries import report_of
from eventkit_training.portrait.queries import drawn_of
from tests.questionnaires.engine.elimination import given_away

LEAST = 3
ACTOR = "system"
DOCUMENT = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": {"ru": "Анкета «Новичок»"},
    "items": [
        {
            "id": "top",
            "kind": "several",
            "text": "Что нужнее?",
            "options": [{"id": one, "text": f"Тема {one}"} for one in "xyz"],
            "at_most": 2,
        },
        {"id": "calm", "text": "Мне спокойно."},
    ],
}


class Year:
    """A questionnaire under codes, its organizer's acts, and all that was ever read."""

    def __init__(self, event, chance) -> None:
        self.event, self.chance = event, chance
        self.made = operations.create_questionnaire(event, DOCUMENT, mode="code", actor=ACTOR)
        self.made.small_group = LEAST
        self.people = range(chance.randint(4, 8))
        self.waves, self.wishes, self.kept, self.facts = [], {}, {}, []

    def close_a_wave(self):
        wave = operations.add_wave(self.made, f"Замер {len(self.waves)}", actor=ACTOR)
        operations.open_wave(wave, actor=ACTOR)
        wishes = self.wishes[wave.id] = {}
        for person in self.people:
            wish = self.chance.sample("xyz", self.chance.randint(0, 3))
            if self.chance.random() < 0.8:
                answers = {"top": wish, "calm": 3}
                # on paper three may be marked, which is one too many
                more = {"source": "paper", "uid": f"{wave.id}-{person}", "code": f"код{person}"}
                keep_response(wave, answers=answers, **more)
                wishes[person] = wish
        operations.close_wave(wave, actor=ACTOR)
        self.waves.append(wave)

    def propose(self):
        """What is put down now stands there for the wishes of now."""
        propose(self.event, actor=ACTOR)
        offers = {item.source for _plugin, item in offered(self.event)}
        for row in proposals_of(self.event):
            if row.state == "proposed" and row.source in offers:
                wave = next(one for one in self.waves if row.about.endswith(one.title))
                self.kept[row.id] = (wave.id, self.valid(wave.id))

    def decide(self):
        rows = [row for row in proposals_of(self.event) if row.state == "proposed"]
        if rows:
            take(self.chance.choice(rows), actor=ACTOR)

    def withdraw(self):
        person = self.chance.choice(self.people)
        withdraw_by_code(self.made, f"код{person}")
        for wishes in self.wishes.values():
            wishes.pop(person, None)

    def empty_a_wave(self):
        if self.waves:
            wave = self.chance.choice(self.waves)
            empty_wave(wave, actor=ACTOR)
            self.wishes[wave.id] = {}

    def valid(self, wave_id):
        return {who: wish for who, wish in self.wishes[wave_id].items() if len(wish) < 3}

    def read(self):
        """Every number of the report, of the portrait and of the plan."""
        db.session.commit()
        for one in report_of(self.made).choices:
            if one.chosen:
                self.note(one.wave.id, self.valid(one.wave.id), one.chosen.valid)
                for option, count in one.chosen.counts.items():
                    found = [wish for wish in self.valid(one.wave.id).values() if option in wish]
                    assert count == len(found)
        priorities = drawn_of(self.event).portrait.priorities
        shown = [one.wave.id for one in report_of(self.made).choices if one.chosen]
        if priorities and priorities.valid[0] is not None:
            assert priorities.valid[0] in [len(self.valid(number)) for number in shown]
        for row in proposals_of(self.event):
            number, wishes = self.kept[row.id]
            self.note(number, wishes, row.asked)
            option = row.source[-1]
            assert row.named == sum(option in wish for wish in wishes.values())

    def note(self, wave_id, wishes, count):
        assert count == len(wishes)
        self.facts.append(mean_of(str(wave_id), map(str, wishes)))


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_read_in_a_year_tells_nobodys_wish(training, seed):
    year = Year(training.event, Random(seed))
    year.close_a_wave()
    acts = [year.close_a_wave, year.propose, year.decide, year.withdraw, year.empty_a_wave]
    for act in [year.propose, *year.chance.choices(acts, k=8)]:
        act()
        year.read()
    assert given_away(year.facts, LEAST - 1) is None
