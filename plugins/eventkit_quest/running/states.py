"""Where a team stands, told in one word: a key of ``words.STATES``."""

from __future__ import annotations


def state_of(
    *, is_out: bool, has_started: bool, has_acted: bool, has_finished: bool, is_paused: bool
) -> str:
    """One word for a team.

    ``unstarted``: the team is at work, as a host's marks show, and its start was never noted.
    """
    if is_out:
        return "out"
    if has_finished:
        return "finished"
    if not has_started:
        return "unstarted" if has_acted else "waiting"
    return "paused" if is_paused else "playing"
