"""Published results in words, as everybody reads them: written once, kept until something happens.

Nothing of an event or of the site changes without a line in its journal: not a mark, not a name,
not a consent. So what was written stands as long as the last lines of both chains are the same, and
a withdrawn consent acts at once. Each process keeps its own.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from threading import Lock
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup

from eventkit.events.models import Audience, Event, Nomination
from eventkit.journal.operations import SITE, event_chain
from eventkit.journal.queries import head_hash
from eventkit.lazy import dataclass
from eventkit.results import queries
from eventkit.results.appeals.window import in_time, public_end
from eventkit.results.board import place_words
from eventkit.results.models import Calculation
from eventkit.results.names import Named, public_names
from eventkit.results.onward.queries import onward_results
from eventkit.results.onward.words import level_words, outcome_words
from eventkit.results.queries import PlaceRow
from eventkit.scoring.rule_words import sentences_of
from eventkit.scoring.setup_queries import rules_of
from eventkit.web.clock import now
from eventkit.web.i18n import exact_words, number, readers_language
from eventkit.web.typography import already_set

MOST = 32
"""So many events are kept, the latest asked for: a large one's page takes 100 KB."""


@dataclass(frozen=True)
class Written:
    """Results in words; ``until`` is the last second for which they are true, if there is one."""

    html: Markup
    until: datetime | None


_kept: OrderedDict[tuple[str, ...], Written] = OrderedDict()
_lock = Lock()


def published_body(event: Event) -> Markup | None:
    """The results that are published, in the reader's language; None where there are none yet."""
    # The chains are read first: whatever happens while the words are written makes them stale.
    key = head_hash(SITE), head_hash(event_chain(event.id)), event.slug, readers_language()
    with _lock:
        found = _kept.get(key)
    if found is None or not (found.until is None or in_time(found.until, now())):
        made = queries.published_calculation(event)
        if made is None:
            return None
        found = _write(event, made)
        _keep(key, found)
    return found.html


def _keep(key: tuple[str, ...], written: Written) -> None:
    with _lock:
        _kept[key] = written
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def _write(event: Event, made: Calculation) -> Written:
    return Written(already_set(body_of(event, made)), _appeals_end(event))


def _appeals_end(event: Event) -> datetime | None:
    end = public_end(event)
    return end if in_time(end, now()) else None


def body_of(event: Event, made: Calculation) -> Markup:
    """The results of a version as everybody reads them, or will."""
    rows = queries.place_rows(made)
    lines = {nomination.id: nomination for nomination in event.nominations}
    names = public_names(event)
    html = render_template(
        "results/_public_body.html",
        event=event,
        made=made,
        published_at=made.published_at or now(),
        protocol_number=made.protocol_number or str(made.number),
        audiences=_by_audience(rows, lines, names),
        names=names,
        grand_prix=[(row, lines[row.nomination_id]) for row in rows if row.is_grand_prix],
        prizes=_special_prizes(made, rows),
        rules=sentences_of(event, rules_of(made.rules_version)),
        onward=onward_results(event, confirmed=True),
        level_words=level_words,
        outcome_words=outcome_words,
        corrected=queries.is_correction(made),
        appeals_end=_appeals_end(event),
    )
    return Markup(html)  # noqa: S704 -- a template's own answer is escaped already


class Shown(NamedTuple):
    """A row in finished words: there may be hundreds, so the page only puts them down."""

    place: str
    sharing: str
    is_provisional: bool
    name: str
    school: str
    value: str
    percent: str
    status: str


Lines = list[tuple[Nomination, list[Shown]]]


def _by_audience(
    rows: Sequence[PlaceRow], lines: Mapping[int, Nomination], names: Mapping[int, Named]
) -> list[tuple[Audience | None, Lines]]:
    """Audience → nomination → rows, in the event's order."""
    sharing = _sharing(rows)
    found: list[tuple[Audience | None, Lines]] = []
    for nomination_id, group in groupby(rows, key=attrgetter("nomination_id")):
        nomination = lines[nomination_id]
        if not found or found[-1][0] is not nomination.audience:
            found.append((nomination.audience, []))
        shown = [_shown(row, names[row.entry_id], sharing.get(row.id, "")) for row in group]
        found[-1][1].append((nomination, shown))
    return found


def _shown(row: PlaceRow, named: Named, sharing: str) -> Shown:
    return Shown(
        row.place_shown if row.place else "",
        sharing,
        row.is_provisional,
        named.text,
        named.school,
        number(row.value),
        "" if row.percent is None else exact_words(row.percent),
        row.status,
    )


def _sharing(rows: Sequence[PlaceRow]) -> dict[int, str]:
    """«на двоих» by the row's id."""
    groups: dict[tuple[int, int], list[PlaceRow]] = defaultdict(list)
    for row in rows:
        if row.place is not None:
            groups[row.nomination_id, row.place].append(row)
    shared = (group for group in groups.values() if len(group) > 1)
    return {row.id: place_words(row.place_shown, len(group)) for group in shared for row in group}


def _special_prizes(
    made: Calculation, rows: Sequence[PlaceRow]
) -> list[tuple[str, list[PlaceRow]]]:
    by_code = {row.code: row for row in rows}
    return [
        (decision.text, [by_code[code] for code in decision.entry_codes if code in by_code])
        for decision in queries.decisions_in(made)
        if decision.kind == "special_prize"
    ]
