"""Arithmetic of a quest: from the events of phones and desks to the table of teams.

Pure: no database, no web. Whatever the order in which events came, and however often, the same
set of them gives the same table.
"""

from eventkit_quest.engine.answers import is_right, normal
from eventkit_quest.engine.facts import EventError, QuestEvent, read_event, unique_events
from eventkit_quest.engine.rules import QuestRules, QuestRulesError, Station
from eventkit_quest.engine.standings import Table, TeamRow, Tie, table_of
from eventkit_quest.engine.stations import Line, StationResult, station_result
from eventkit_quest.engine.teams import TeamResult, team_result, valid_events
from eventkit_quest.engine.times import is_paused, played_seconds

__all__ = [
    "EventError",
    "Line",
    "QuestEvent",
    "QuestRules",
    "QuestRulesError",
    "Station",
    "StationResult",
    "Table",
    "TeamResult",
    "TeamRow",
    "Tie",
    "is_paused",
    "is_right",
    "normal",
    "played_seconds",
    "read_event",
    "station_result",
    "table_of",
    "team_result",
    "unique_events",
    "valid_events",
]
