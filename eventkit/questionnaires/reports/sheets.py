"""Answers of an event's waves, scored by the version that each respondent has seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.choices import marks
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Words, said
from eventkit.questionnaires.engine.scales import Scale
from eventkit.questionnaires.engine.scoring import (
    numbers,
    ranges,
    turned,
    value_of,
)
from eventkit.questionnaires.engine.showing import PEOPLE, Taken
from eventkit.questionnaires.engine.suspicion import Finding, findings
from eventkit.questionnaires.models import Questionnaire, Response, Wave


@dataclass(frozen=True)
class Sheet:
    """A response with its numbers and values; ``name`` is how the respondent is known.

    The name is the same in all waves where the mode links them. ``rows`` holds the numbers of each
    scale's items with reversed ones turned.
    """

    response: Response
    instrument: Instrument
    name: str
    rows: dict[str, list[Fraction | None]]
    values: dict[str, Fraction | None]
    findings: tuple[Finding, ...]

    def marked(self, item_id: str) -> tuple[str, ...] | None:
        """The options chosen of an item; None where its answer does not count or is not there."""
        item = self._asked(item_id)
        return None if item is None else marks(item, self.answer(item_id))

    def answer(self, item_id: str) -> Any:
        """The answer to an item, None without one.

        No mark at all is an answer to an item that lets choose several.
        """
        item, answer = self._asked(item_id), self.response.answers.get(item_id)
        if answer is None and item and item.kind == "several" and item.when is None:
            return []
        return answer

    def _asked(self, item_id: str) -> Item | None:
        return next((one for one in self.instrument.items if one.id == item_id), None)

    def group(self, split: str) -> str:
        """The option that was chosen of a grouping item, or nothing."""
        chosen = self.marked(split)
        return chosen[0] if chosen else ""


@dataclass(frozen=True)
class ClosedWave:
    """A closed wave with all that was answered in it, or an open one with what is on the wall."""

    wave: Wave
    sheets: tuple[Sheet, ...]
    splits: tuple[str, ...]
    """Grouping items of the versions that were answered: a later version makes no new groups."""
    is_wall: bool = False

    @property
    def key(self) -> str:
        """How the engine knows the wave."""
        return str(self.wave.id)


def closed_waves(
    questionnaires: Sequence[Questionnaire], *, with_walls: bool = False
) -> dict[int, list[ClosedWave]]:
    """By questionnaire's id, in the order of the waves; costs one query.

    ``with_walls`` takes open waves along that are live, with what is on the wall.
    """
    waves = [wave for one in questionnaires for wave in one.waves]
    closed = [wave.id for wave in waves if wave.state == "closed"]
    live = [wave.id for wave in waves if with_walls and wave.is_live]
    on_wall = Response.wave_id.in_(live) & (Response.step > 0)
    query = select(Response).where(Response.wave_id.in_(closed) | on_wall, Response.state == "sent")
    whole = query.options(joinedload(Response.person)).order_by(Response.id)
    by_wave: dict[int, list[Response]] = {number: [] for number in (*closed, *live)}
    for response in db.session.scalars(whole):
        by_wave[response.wave_id].append(response)
    versions = {
        version.id: Instrument.from_dict(version.document)
        for one in questionnaires
        for version in one.versions
    }
    return {
        one.id: [
            closed_wave(wave, by_wave[wave.id], versions, is_wall=wave.id in live)
            for wave in one.waves
            if wave.id in by_wave
        ]
        for one in questionnaires
    }


def closed_wave(
    wave: Wave,
    responses: Sequence[Response],
    versions: dict[int, Instrument],
    *,
    is_wall: bool = False,
) -> ClosedWave:
    """A wave with its responses scored; ``versions`` holds instruments by their ids."""
    names = [_name(wave.questionnaire, response) for response in responses]
    known = Counter(names)
    sheets = tuple(
        _sheet(
            response,
            versions[response.version_id],
            # two with one code: neither can be told from the other in another wave
            name if known[name] == 1 else _own_name(wave.questionnaire, response),
        )
        for response, name in zip(responses, names, strict=True)
    )
    answered = sorted({response.version_id for response in responses})
    splits = dict.fromkeys(group for number in answered for group in versions[number].groups)
    return ClosedWave(wave, sheets, tuple(splits), is_wall)


def _name(questionnaire: Questionnaire, response: Response) -> str:
    if questionnaire.mode == "named" and response.person_id is not None:
        return f"{questionnaire.id}:p{response.person_id}"
    if questionnaire.mode == "code" and response.respondent:
        return f"{questionnaire.id}:c{response.respondent}"
    return _own_name(questionnaire, response)


def _own_name(questionnaire: Questionnaire, response: Response) -> str:
    return f"{questionnaire.id}:r{response.id}"


def _sheet(response: Response, instrument: Instrument, name: str) -> Sheet:
    found, limits = numbers(instrument, response.answers), ranges(instrument)
    scales = measured(instrument)
    rows = {scale.id: turned(scale, found, limits) for scale in scales}
    return Sheet(
        response=response,
        instrument=instrument,
        name=name,
        rows=rows,
        values={scale.id: value_of(scale, rows[scale.id]) for scale in scales},
        findings=findings(instrument, response.answers, response.seconds),
    )


def measured(instrument: Instrument) -> tuple[Scale, ...]:
    """The scales, then each numbered item that stands in none as a scale of its own."""
    inside = {one for scale in instrument.scales for one in scale.items}
    alone = [
        Scale(variable(item, one), _title(item, one), items=(one,))
        for item in instrument.items
        for one in item.scored
        if one not in inside
    ]
    return (*instrument.scales, *alone)


def _title(item: Item, one: str) -> Words:
    """The item's text; of a matrix with that of the row."""
    row = next((row for row in item.rows if f"{item.id}.{row.id}" == one), None)
    if row is None:
        return item.text
    return {
        language: f"{text} – {said(row.text, language)}" for language, text in item.text.items()
    }


def taken(closed: ClosedWave) -> Taken:
    """A wave as the engine decides about it; what is withheld of it is not even there."""
    questionnaire = closed.wave.questionnaire
    withheld = {questionnaire.pair_scale} if closed.wave.withheld == "pairs" else set()
    scales = frozenset(scale for sheet in closed.sheets for scale in sheet.values) - withheld
    values = {PEOPLE: frozenset(sheet.name for sheet in closed.sheets)}
    for scale in sorted(scales):
        values[scale] = frozenset(
            sheet.name for sheet in closed.sheets if sheet.values.get(scale) is not None
        )
    for item in chosen_items(closed.sheets):
        values[variable(item)] = frozenset(
            sheet.name for sheet in closed.sheets if sheet.marked(item.id) is not None
        )
    return Taken(
        questionnaire=str(questionnaire.id),
        wave=closed.key,
        values=values,
        compared=scales,
        splits={
            split: {sheet.name: group for sheet in closed.sheets if (group := sheet.group(split))}
            for split in closed.splits
        },
        steps={s.name: s.response.step for s in closed.sheets if s.response.step},
        has_lost=closed.wave.live == "ended",
        pairs={sheet.name: sheet.response.pair for sheet in closed.sheets if sheet.response.pair},
        pair_scale=questionnaire.pair_scale,
        named=questionnaire.mode == "named",
        least=questionnaire.small_group,
    )


def asked_items(sheets: Sequence[Sheet]) -> dict[str, Item]:
    """The items of the versions that were answered by their ids, each as it was asked last."""
    by_version = sorted(sheets, key=lambda sheet: sheet.response.version_id)
    return {item.id: item for sheet in by_version for item in sheet.instrument.items}


def chosen_items(sheets: Sequence[Sheet]) -> list[Item]:
    """Of these items those whose choices are counted."""
    return [item for item in asked_items(sheets).values() if item.kind in ("one", "several")]


def variable(item: Item, one: str = "") -> str:
    """How the engine knows what is answered to an item or to a row of it; no scale is called so."""
    return f"item {one or item.id}"
