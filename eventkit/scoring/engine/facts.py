"""All inputs of one calculation, in one fixed order, so that the given order cannot matter."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from eventkit.lazy import dataclass

from .codec import later, to_plain
from .values import (
    CriterionSpec,
    EngineInputError,
    EntryInput,
    NominationInput,
    Recused,
    Ruling,
    SheetValues,
    Timing,
)

RULING_KINDS = ("order", "shared_place", "no_award")


@dataclass(frozen=True)
class Facts:
    """What a calculation knows. Build it with `in_order`."""

    rules: dict[str, object]
    criteria: tuple[CriterionSpec, ...]
    entries: tuple[EntryInput, ...]
    sheets: tuple[SheetValues, ...]
    rulings: tuple[Ruling, ...]
    jurors: tuple[str, ...]
    nominations: tuple[NominationInput, ...]
    recused: tuple[Recused, ...] = later(())
    times: tuple[Timing, ...] = later(())

    @property
    def trials(self) -> tuple[str, ...]:
        """Codes of the trials that are judged, in order."""
        return tuple(sorted({c.trial for c in self.criteria}))

    def digest(self) -> str:
        """SHA-256 of the facts as canonical JSON.

        Recusals are kept but stand outside: no value depends on them, and a juror who steps back
        before marking does not make a published result an outdated one.
        """
        text = json.dumps(to_plain(replace(self, recused=())), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def in_order(
    rules: dict[str, object],
    criteria: Iterable[CriterionSpec],
    entries: Iterable[EntryInput],
    sheets: Iterable[SheetValues],
    rulings: Iterable[Ruling],
    jurors: Iterable[str],
    nominations: Iterable[NominationInput],
    recused: Iterable[Recused] = (),
    times: Iterable[Timing] = (),
) -> Facts:
    """Sort everything; add nominations met in entries and jurors met in sheets.

    Raises EngineInputError for a ruling of an unknown kind or one that names a work twice.
    """
    entries = sorted(entries, key=lambda e: e.entry)
    sheets = sorted(sheets, key=_sheet_key)
    nominations = list(nominations)
    named = {n.nomination for n in nominations}
    nominations += [NominationInput(n) for n in {e.nomination for e in entries} - named]
    return Facts(
        rules=rules,
        criteria=tuple(sorted(criteria, key=lambda c: c.code)),
        entries=tuple(entries),
        sheets=tuple(sheets),
        rulings=tuple(sorted(map(_checked, rulings), key=_ruling_key)),
        jurors=tuple(sorted({*jurors, *(s.juror for s in sheets)})),
        nominations=tuple(sorted(nominations, key=lambda n: (n.nomination, n.audience))),
        recused=tuple(sorted(set(recused), key=lambda r: (r.entry, r.juror))),
        times=tuple(sorted(set(times), key=lambda t: (t.entry, t.trial, t.seconds))),
    )


def _sheet_key(sheet: SheetValues) -> tuple[str, str, int, str, bool, str]:
    marks = str(sorted(sheet.marks.items(), key=lambda item: item[0]))
    return (sheet.entry, sheet.trial, sheet.position, sheet.juror, sheet.annulled, marks)


def _ruling_key(ruling: Ruling) -> tuple[str, int, str, tuple[str, ...]]:
    return (ruling.nomination, ruling.number, ruling.kind, ruling.entries)


def _checked(ruling: Ruling) -> Ruling:
    if ruling.kind not in RULING_KINDS:
        raise EngineInputError(f"unknown kind of ruling: {ruling.kind}")
    if len(set(ruling.entries)) < len(ruling.entries):
        raise EngineInputError(f"a ruling names a work twice: {', '.join(ruling.entries)}")
    if ruling.kind == "no_award":
        return replace(ruling, entries=())
    if ruling.kind == "shared_place":
        return replace(ruling, entries=tuple(sorted(ruling.entries)))
    return ruling
