"""What stands unfinished in stations: seen without playing."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit_quest.engine import Quest, StationDefinition


def remarks_of(quest: Quest) -> list[str]:
    """What is unfinished in a whole quest, station by station."""
    return [said for station in quest.stations for said in remarks_on(station)]


def remarks_on(station: StationDefinition) -> list[str]:
    """What is unfinished in one station."""
    found = []
    if not (station.task or station.link or station.answers):
        found.append(_("«%(title)s»: задания нет.", title=station.title))
    if station.kind == "code" and not station.answers:
        found.append(
            _(
                "«%(title)s»: верного ответа нет, пройденной её отметит только ведущий.",
                title=station.title,
            )
        )
    if station.most == 0 and not (station.kind == "quiz" and station.link):
        found.append(_("«%(title)s» не даёт баллов.", title=station.title))
    return found
