"""What was worked out from a version of the results, kept in memory for the next visit.

A version never changes, and what is kept knows works by their codes and jurors by their ids: no
name, no consent and no language, so nothing that has to act at once waits for it. Each process
keeps its own; what was not asked for longest goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from eventkit.results.models import Calculation

T = TypeVar("T")
MOST = 32
"""So many answers are kept: a large contest's take a few megabytes."""

_kept: OrderedDict[tuple[str, str], Any] = OrderedDict()
_lock = Lock()


def remembered(made: Calculation, what: str, work_out: Callable[[], T]) -> T:
    """What ``work_out`` gives of this version, worked out once.

    ``what`` names the question with all that it depends on besides the version. The answer is
    shared between visits: nobody may change it.
    """
    key = made.inputs_hash, what
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    found = work_out()
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found
