"""The corpus of traces: sentences with marks, and what the search makes of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from eventkit.entries.traces.finder import find_traces
from eventkit.entries.traces.wanted import Found, Named, Wanted

DATA = Path(__file__).parents[1] / "data"
CONTACTS = {
    "A01": ("dasha.first@example.org", "89145551234"),
    "A03": ("", "+7 914 555-77-88"),
    "A25": ("inna.art@example.org", ""),
}
_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


@dataclass
class Score:
    """How the search did on a corpus; ``sure`` counts the sure finds alone."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    sure_right: int = 0
    sure_wrong: int = 0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def sure_precision(self) -> float:
        return self.sure_right / max(1, self.sure_right + self.sure_wrong)


def read(name: str) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """The author's id, the text without marks, the places of the marks."""
    for line in (DATA / "traces" / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        author, _bar, marked = line.partition(" | ")
        marked = marked.replace("\\n", "\n")
        text, places, at = "", [], 0
        for match in _MARK.finditer(marked):
            text += marked[at : match.start()]
            places.append((len(text), len(text) + len(match[1])))
            text += match[1]
            at = match.end()
        yield author, text + marked[at:], places


def wanted_of(author: str, part: str) -> Wanted:
    """What is known of a person of the scenarios."""
    common = json.loads((DATA / "scenarios" / part / "common.json").read_text(encoding="utf-8"))
    person = next(one for one in common["persons"] if one["id"] == author)
    school = next((one for one in common["orgs"] if one["id"] == person["org"]), None)
    email, phone = CONTACTS.get(author, ("", "")) if part == "a" else ("", "")
    return Wanted(
        persons=(Named(person["last"], person["first"], person["middle"], person["gender"]),),
        schools=(school["short"], school["full"]) if school else (),
        places=(school["place"],) if school else (),
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
    )


def measure(name: str, part: str) -> Score:
    """Search through a corpus. A mark is found when a find covers at least half of it."""
    score = Score()
    for author, text, places in read(name):
        found = find_traces(text, wanted_of(author, part))
        for start, end in places:
            hits = [one for one in found if _shared(one, start, end) * 2 >= end - start]
            if hits:
                score.right += 1
                score.sure_right += any(one.is_sure for one in hits)
            else:
                score.missed.append(f"{author}: {text[start:end]!r} in {text!r}")
        for one in found:
            if not any(_shared(one, start, end) for start, end in places):
                score.wrong.append(
                    f"{author}: {text[one.start : one.end]!r} {one.kind} in {text!r}"
                )
                score.sure_wrong += one.is_sure
    return score


def _shared(one: Found, start: int, end: int) -> int:
    return max(0, min(one.end, end) - max(one.start, start))
