"""All pages of a running game, on their one blueprint."""

from __future__ import annotations

from eventkit_quest.running import (
    board_views,
    host_views,
    own_views,
    paper_views,
    photo_views,
    scan_views,
    team_views,
    views,
)
from eventkit_quest.running.blueprint import bp as running

__all__ = [
    "board_views",
    "host_views",
    "own_views",
    "paper_views",
    "photo_views",
    "running",
    "scan_views",
    "team_views",
    "views",
]
