"""How much there is to read."""

from __future__ import annotations

from eventkit_quest.engine.definition import Answer, Quest, StationDefinition


def count(*texts: str) -> int:
    """Words in the texts."""
    return sum(len(text.split()) for text in texts)


def words_before(quest: Quest) -> int:
    """What a team reads before it goes: the title, the legend, the goal."""
    return count(quest.title, quest.legend, quest.goal)


def words_at(station: StationDefinition) -> int:
    """What a team reads at a station, hints left aside."""
    shown = count(station.title, station.obstacle, station.task)
    return shown + sum(_of_answer(answer) for answer in station.answers)


def words_of(quest: Quest) -> int:
    """All that a team without hints reads from the first word to the last."""
    return words_before(quest) + sum(words_at(station) for station in quest.stations)


def _of_answer(answer: Answer) -> int:
    texts = [option.text for option in (*answer.options, *answer.partners)]
    return count(answer.label, *texts)
