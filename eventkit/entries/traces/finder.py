"""The search for traces of the author in one text."""

from __future__ import annotations

from eventkit.entries.traces.contacts import find_contacts
from eventkit.entries.traces.names import find_names
from eventkit.entries.traces.places import find_places
from eventkit.entries.traces.reveals import find_reveals
from eventkit.entries.traces.schools import find_schools
from eventkit.entries.traces.tokens import tokens_of
from eventkit.entries.traces.wanted import Found, Wanted, settled


def find_traces(text: str, wanted: Wanted) -> list[Found]:
    """Places of a text that tell who wrote it, in their order and without overlaps.

    Args:
        text: as the juror reads it; the places are counted in its signs.
        wanted: names, schools, villages and addresses of whoever made the work.
    """
    tokens = tokens_of(text)
    found = [
        *find_names(text, tokens, wanted.persons),
        *find_schools(text, wanted.schools),
        *find_places(text, tokens, wanted.places),
        *find_contacts(text, wanted.emails, wanted.phones, wanted.persons),
        *find_reveals(text),
    ]
    return settled(found)
