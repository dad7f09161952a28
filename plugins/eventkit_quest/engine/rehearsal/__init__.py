"""Rehearsal of a quest: a proof that its goal can be reached, and games of made-up teams."""

from eventkit_quest.engine.rehearsal.assumptions import Assumptions
from eventkit_quest.engine.rehearsal.figures import (
    DurationFigures,
    Rehearsal,
    StationFigures,
    figures_of,
)
from eventkit_quest.engine.rehearsal.games import Game, Played, play_games
from eventkit_quest.engine.rehearsal.proof import Proof, Stuck, prove
from eventkit_quest.engine.rehearsal.team import Visit
from eventkit_quest.engine.rehearsal.words import words_of

__all__ = [
    "Assumptions",
    "DurationFigures",
    "Game",
    "Played",
    "Proof",
    "Rehearsal",
    "StationFigures",
    "Stuck",
    "Visit",
    "figures_of",
    "play_games",
    "prove",
    "words_of",
]
