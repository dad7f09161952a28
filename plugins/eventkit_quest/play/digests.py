"""Slow salted digests of right answers, by which a phone without network checks its team's.

They stop whoever reads what the phone holds, not whoever means to cheat: a school's words are few
enough to try them all. The server checks every answer anew.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from flask import current_app

from eventkit.web.plain_data import written
from eventkit_quest.engine.digests import compared
from eventkit_quest.engine.tasks import Answer

TURNS = 20_000
"""About a second on a slow phone that has to count them in a script (plain HTTP); more would keep
nobody out."""
SIZE = 16


def check_for(answer: Answer, where: str) -> dict[str, Any] | None:
    """How a phone checks an answer: salt, turns, digests, the grid of a number; None: it cannot.

    ``where`` names the answer on this site. The salt follows from it, so that every phone gets the
    same digests and they are counted once.
    """
    right = compared(answer)
    if right is None:
        return None
    key = str(current_app.secret_key).encode()
    salt = hmac.new(key, f"quest/{where}".encode(), hashlib.sha256).hexdigest()[:32]
    grid = right.grid
    return {
        "salt": salt,
        "turns": TURNS,
        "digests": [_digest(text, salt) for text in right.texts],
        "grid": grid and {"width": written(grid.width), "offset": written(grid.offset)},
    }


@lru_cache(maxsize=10_000)
def _digest(text: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", text.encode(), salt.encode(), TURNS, SIZE).hex()
