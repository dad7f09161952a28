"""What the application says about a played quest, under the ids of the input."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from quest_facts import Played

from eventkit.results.queries import official_text
from eventkit.results.queries import standings as published
from eventkit_quest.queries import standings

OUT = {"over_limit": "превышен предел времени", "unfinished": "нет финиша", None: None}


def report_quest(played: Played) -> dict[str, Any]:
    """The whole output. The core's own results must agree with the quest's table."""
    table = standings(played.event)
    _compare_with_core(played, table)
    results = {row.result.team: row.result for row in table.rows}
    return {
        "events": {
            "received": table.unique + played.duplicates,
            "duplicates": played.duplicates,
            "unique": table.unique,
        },
        "teams": [_team(row, played) for row in table.rows],
        "ties": [
            {
                "teams": list(tie.teams),
                "total": official_text(tie.total, 1),
                "resolved_by": tie.resolved_by,
            }
            for tie in table.ties
        ],
        "matrix": {
            team["id"]: {
                code: official_text(station.points, 1)
                for code, station in results[team["id"]].stations.items()
            }
            for team in played.given["teams"]
        },
    }


def _compare_with_core(played: Played, table: Any) -> None:
    core = {row.entry.code: row for row in published(played.calculation)}
    for row in table.rows:
        place = row.place if row.place is not None and row.place <= 3 else None
        said = core[row.result.team]
        # a team that did nothing has no value there
        if (said.value or 0, said.place) != (row.result.total, place):
            raise ValueError(f"published results differ from the table: {row.result.team}")


def _team(row: Any, played: Played) -> dict[str, Any]:
    result = row.result
    whole = None if result.seconds is None else int(result.seconds)
    return {
        "team": result.team,
        "title": played.entries[result.team].title,
        "stations": {code: _station(station) for code, station in result.stations.items()},
        "subtotal": official_text(result.subtotal, 1),
        "penalty": _plain(result.penalty),
        "seconds": whole,
        "time": None if whole is None else _clock(whole),
        "overtime_minutes_started": result.overtime_minutes,
        "overtime_penalty": official_text(result.overtime_penalty, 1),
        "hints": result.hints,
        "wrong": result.wrong,
        "out_of_competition": result.out_reason is not None,
        "out_reason": OUT[result.out_reason],
        "total": official_text(result.total, 1),
        "place": row.place,
        "place_shown": row.shown,
    }


def _station(station: Any) -> dict[str, Any]:
    said = {
        "base": official_text(station.base, 1),
        "hints": station.hints,
        "wrong": station.wrong,
        "points": official_text(station.points, 1),
    }
    return said | {"skipped": True} if station.skipped else said


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _plain(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
