"""Verbs about traces: note what was found, hide, keep, take a decision back."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import delete

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.traces.models import CLEANED, HIDDEN, KEPT, OPEN, Trace, TraceSearch
from eventkit.entries.traces.queries import search_of, traces_of
from eventkit.entries.traces.wanted import Wanted
from eventkit.jobs.operations import later
from eventkit.journal.operations import event_chain, record
from eventkit.web.clock import now

MAKE_COPIES = "entries.make_copies"
STATES = (OPEN, HIDDEN, KEPT)
_Part = tuple[str, int | None, str, str]
"""A part's name, the file's id, the place beside the text, the text itself."""


def search_entry(
    entry: Entry, wanted: Wanted, beside: dict[int, Sequence[Sequence[str]]], *, actor: str
) -> int:
    """Look through a work and note its traces; returns how many there are.

    Decisions about the same words in the same order of their places hold. ``beside``: pairs of
    place and text of each file, from the reading copies.
    """
    parts: list[_Part] = [
        ("title", None, "", entry.title),
        ("text", None, "", entry.text),
        *(("file", file.id, "", file.reading_text or "") for file in entry.files),
        *(("beside", id_, place, text) for id_, pairs in beside.items() for place, text in pairs),
    ]
    digest = _digest(parts, wanted)
    search = search_of(entry.id)
    if search is not None and search.digest == digest:
        return len(traces_of(entry.id))
    if search is None:
        search = TraceSearch(entry_id=entry.id)
        db.session.add(search)
    search.digest, search.searched_at = digest, now()
    found = [trace for part in parts for trace in _traces(entry.id, part, wanted)]
    _decide_again(traces_of(entry.id), found)
    db.session.execute(delete(Trace).where(Trace.entry_id == entry.id))
    db.session.add_all(found)
    db.session.flush()
    counts = {"traces": len(found), "sure": sum(trace.is_sure for trace in found)}
    record(
        event_chain(entry.event_id),
        "traces.searched",
        f"entry:{entry.id}",
        actor=actor,
        data=counts,
    )
    if any(trace.state == HIDDEN and trace.entry_file_id for trace in found):
        later(MAKE_COPIES, entry_id=entry.id)
    return len(found)


def _digest(parts: Sequence[_Part], wanted: Wanted) -> str:
    told = json.dumps([parts, asdict(wanted)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _traces(entry_id: int, part: _Part, wanted: Wanted) -> Iterable[Trace]:
    # Its patterns are loaded with the first search: a server's start does without them.
    from eventkit.entries.traces.finder import find_traces

    name, file_id, place, text = part
    for one in find_traces(text, wanted):
        yield Trace(
            entry_id=entry_id,
            entry_file_id=file_id,
            part=name,
            place=place,
            start=one.start,
            end=one.end,
            words=text[one.start : one.end][:500],
            kind=one.kind,
            matched=one.matched[:400],
            is_sure=one.is_sure,
            state=CLEANED if name == "beside" else OPEN,
        )


def _decide_again(before: Iterable[Trace], found: Iterable[Trace]) -> None:
    """Let decisions hold for the same words of the same part, place after place."""
    decided: dict[tuple[str, int | None, str], list[Trace]] = defaultdict(list)
    for trace in before:
        decided[_same(trace)].append(trace)
    for trace in found:
        if trace.state == OPEN and decided[_same(trace)]:
            old = decided[_same(trace)].pop(0)
            trace.state, trace.decided_at = old.state, old.decided_at


def _same(trace: Trace) -> tuple[str, int | None, str]:
    return trace.part, trace.entry_file_id, " ".join(trace.words.casefold().split())


def decide(entry: Entry, traces: Sequence[Trace], state: str, *, actor: str) -> int:
    """Hide traces, keep them as no traces, or take decisions back; says how many changed.

    Jurors read the text without hidden words at once; a file is shown again when its new copy is
    made. The original stays as it is.
    """
    if state not in STATES:
        raise ValueError(f"{state!r} is no decision about a trace")
    changed = [trace for trace in traces if trace.state in STATES and trace.state != state]
    for trace in changed:
        trace.state = state
        trace.decided_at = None if state == OPEN else now()
    if not changed:
        return 0
    db.session.flush()
    record(
        event_chain(entry.event_id),
        f"traces.{state}",
        f"entry:{entry.id}",
        actor=actor,
        data={"traces": [trace.id for trace in changed]},
        texts={"words": ", ".join(trace.words for trace in changed)},
    )
    if any(trace.entry_file_id for trace in changed):
        later(MAKE_COPIES, entry_id=entry.id)
    return len(changed)
