"""What is known about an event, and the one step that follows from it: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date

from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Facts:
    """What is known about an event when its next step is asked for."""

    phase: str = "setup"
    missing: Sequence[str] | None = ()
    """What keeps a set-up from being announced, as sentences; None where nobody has looked."""
    has_begun: bool = False
    """Registration has opened."""
    has_ended: bool = False
    """Registration is over."""
    days_to_opening: int = 0
    days_left: int = 0
    """Of the stage that runs: registration or judging; negative when it is over."""
    sent: int = 0
    waiting: int = 0
    """Applications that wait for a decision."""
    admitted: int = 0
    jurors: int = 0
    without_link: int = 0
    """Jurors who have not been sent their personal link."""
    judging_day: date | None = None
    """On which the jury is to begin; the opening itself is an act of the organizer."""
    has_jury: bool = True
    is_counted: bool = True
    sheets_needed: int = 0
    sheets_assigned: int = 0
    sheets_sent: int = 0
    behind: Sequence[tuple[str, int]] = ()
    """Who has sheets left, and how many, the most first."""
    replacements: int = 0
    """Annulled sheets that nobody has taken over."""
    calculation: str = ""
    """State of the latest calculation: draft, locked, published; empty without one."""
    ties: int = 0
    """Ties that wait for the chair."""
    appeals: int = 0
    """Appeals that nobody has answered."""
    awards: int = 0
    unchecked: int = 0
    unissued: int = 0
    ceremony_ahead: bool = False


@dataclass(frozen=True)
class Act:
    """A button: a link, or a POST where nothing needs to be asked first."""

    label: str
    endpoint: str
    is_post: bool = False
    arguments: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NextStep:
    """One sentence with one primary act, and perhaps a second one."""

    key: str
    title: str
    text: str = ""
    act: Act | None = None
    other: Act | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether nothing in it is left to decide."""
        return self.key in ("wait", "share", "ceremony", "archived")
