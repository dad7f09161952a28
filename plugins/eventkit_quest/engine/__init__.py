"""Arithmetic of a quest: from the events of phones and desks to the table of teams.

Pure: no database, no web. Whatever the order in which events came, and however often, the same
set of them gives the same table.
"""

from eventkit_quest.engine.answers import is_right, normal
from eventkit_quest.engine.checking import Verdict, check, check_answer, verdict
from eventkit_quest.engine.definition import (
    Answer,
    DefinitionError,
    Hint,
    Limits,
    MapPicture,
    Opening,
    Option,
    Problem,
    Quest,
    StationCriterion,
    StationDefinition,
)
from eventkit_quest.engine.facts import EventError, QuestEvent, read_event, unique_events
from eventkit_quest.engine.opening import open_stations
from eventkit_quest.engine.rules import QuestRules, QuestRulesError
from eventkit_quest.engine.standings import Table, TeamRow, Tie, table_of
from eventkit_quest.engine.stations import Line, StationResult, station_result
from eventkit_quest.engine.teams import TeamResult, team_result, valid_events
from eventkit_quest.engine.times import is_paused, played_seconds

__all__ = [
    "Answer",
    "DefinitionError",
    "EventError",
    "Hint",
    "Limits",
    "Line",
    "MapPicture",
    "Opening",
    "Option",
    "Problem",
    "Quest",
    "QuestEvent",
    "QuestRules",
    "QuestRulesError",
    "StationCriterion",
    "StationDefinition",
    "StationResult",
    "Table",
    "TeamResult",
    "TeamRow",
    "Tie",
    "Verdict",
    "check",
    "check_answer",
    "is_paused",
    "is_right",
    "normal",
    "open_stations",
    "played_seconds",
    "read_event",
    "station_result",
    "table_of",
    "team_result",
    "unique_events",
    "valid_events",
    "verdict",
]
