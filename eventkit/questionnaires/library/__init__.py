"""Instruments that anybody may use: written for this project, given away under CC0.

Texts that are not free are never put here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from eventkit.lazy import dataclass

FOLDER = Path(__file__).parent / "data"
ORDER = ("young_teacher", "pair_mentor", "confidence", "mentor", "gaps", "feedback")


@dataclass(frozen=True)
class Ready:
    """An instrument of the library under its name."""

    name: str
    document: Mapping[str, Any]


@cache
def library() -> tuple[Ready, ...]:
    """All instruments, in the order in which they are offered."""
    return tuple(
        Ready(name, json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))
        for name in ORDER
    )
