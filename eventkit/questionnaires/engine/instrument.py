"""An instrument: all that a questionnaire asks and counts, as one document checked whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.items import CHOSEN, Item, Words, read_item, words_of
from eventkit.questionnaires.engine.scales import MOST_ITEMS, Scale, read_scale
from eventkit.web.plain_data import DefinitionError, Place, Problem

FORMAT = "eventkit-questionnaire"
VERSION = 1
MOST_PAGES = 50
MOST_SCALES = 50


@dataclass(frozen=True)
class Page:
    """Items that are shown together, in an order of their own for each respondent if shuffled."""

    items: tuple[str, ...]
    title: Words = field(default_factory=dict)
    text: Words = field(default_factory=dict)
    shuffled: bool = False


@dataclass(frozen=True)
class Instrument:
    """A questionnaire as it is handed from one colleague to another.

    ``groups`` are "one" items whose answers split reports, ``quoted`` whether the respondent is
    asked for permission to show own words on the wall, ``own_result`` whether respondents see what
    the scales say of themselves.
    """

    title: Words = field(default_factory=dict)
    intro: Words = field(default_factory=dict)
    thanks: Words = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    pages: tuple[Page, ...] = ()
    scales: tuple[Scale, ...] = ()
    groups: tuple[str, ...] = ()
    quoted: bool = False
    own_result: bool = True
    source: str = ""
    licence: str = ""

    def item(self, item_id: str) -> Item:
        """An item by its id; raises KeyError."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    @classmethod
    def from_dict(cls, data: Any) -> Instrument:
        """Read a document. Raises DefinitionError with every mistake and its place."""
        if not isinstance(data, Mapping) or data.get("format") != FORMAT:
            raise DefinitionError([Problem("format", "format")])
        if data.get("version") != VERSION:
            raise DefinitionError([Problem("version", "version", str(data.get("version"))[:20])])
        place = Place(data)
        items = tuple(read_item(row) for row in place.rows("items", MOST_ITEMS))
        known = {one: 1 for item in items for one in item.scored}
        found = cls(
            title=words_of(place, "title", wanted=True),
            intro=words_of(place, "intro"),
            thanks=words_of(place, "thanks"),
            items=items,
            pages=tuple(_page(row) for row in place.rows("pages", MOST_PAGES)),
            scales=tuple(read_scale(row, known) for row in place.rows("scales", MOST_SCALES)),
            groups=place.texts("groups", 5, 20),
            quoted=place.flag("quoted"),
            own_result="own_result" not in data or place.flag("own_result"),
            source=place.text("source", 500),
            licence=place.text("licence", 200),
        )
        place.problems.extend(_between(found))
        if place.problems:
            raise DefinitionError(place.problems)
        return found if found.pages else _on_one_page(found)

    def to_dict(self) -> dict[str, Any]:
        """The document."""
        found = {
            "format": FORMAT,
            "version": VERSION,
            "title": dict(self.title),
            "intro": dict(self.intro),
            "thanks": dict(self.thanks),
            "source": self.source,
            "licence": self.licence,
            "groups": list(self.groups),
            "quoted": self.quoted,
            "items": [item.to_dict() for item in self.items],
            "pages": [
                {
                    "title": dict(page.title),
                    "text": dict(page.text),
                    "items": list(page.items),
                    "shuffled": page.shuffled,
                }
                for page in self.pages
            ],
            "scales": [scale.to_dict() for scale in self.scales],
        }
        # Said where it is not the usual: documents of before keep their digest.
        return found if self.own_result else found | {"own_result": False}


def _page(place: Place) -> Page:
    return Page(
        items=place.texts("items", MOST_ITEMS, 20),
        title=words_of(place, "title"),
        text=words_of(place, "text"),
        shuffled=place.flag("shuffled"),
    )


def _on_one_page(instrument: Instrument) -> Instrument:
    everything = tuple(item.id for item in instrument.items)
    return replace(instrument, pages=(Page(everything),) if everything else ())


def _between(instrument: Instrument) -> list[Problem]:
    """What parts say of each other: ids once, conditions on earlier items, each item on a page."""
    problems = []
    by_id: dict[str, Item] = {}
    for number, item in enumerate(instrument.items):
        path = f"items[{number}]"
        if item.id in by_id:
            problems.append(Problem(f"{path}.id", "repeated", item.id))
        problems += _condition_problems(path, item, by_id)
        by_id[item.id] = item
    for number, scale in enumerate(instrument.scales):
        if any(scale.id == other.id for other in instrument.scales[:number]):
            problems.append(Problem(f"scales[{number}].id", "repeated", scale.id))
    for number, group in enumerate(instrument.groups):
        if group not in by_id or by_id[group].kind != "one":
            problems.append(Problem(f"groups[{number}]", "unknown", group))
    return problems + _page_problems(instrument, by_id)


def _condition_problems(path: str, item: Item, earlier: Mapping[str, Item]) -> list[Problem]:
    condition = item.when
    if condition is None:
        return []
    if condition.item not in earlier:
        return [Problem(f"{path}.when.item", "unknown", condition.item)]
    asked = earlier[condition.item]
    named = asked.kind in CHOSEN and condition.test in ("is", "is_not", "has")
    if named and condition.value not in {option.id for option in asked.options}:
        return [Problem(f"{path}.when.value", "unknown", condition.value)]
    return []


def _page_problems(instrument: Instrument, known: Mapping[str, Item]) -> list[Problem]:
    if not instrument.pages:
        return []
    problems = []
    shown: set[str] = set()
    for number, page in enumerate(instrument.pages):
        for place, item_id in enumerate(page.items):
            path = f"pages[{number}].items[{place}]"
            if item_id not in known:
                problems.append(Problem(path, "unknown", item_id))
            elif item_id in shown:
                problems.append(Problem(path, "repeated", item_id))
            shown.add(item_id)
    left = [item.id for item in instrument.items if item.id not in shown]
    problems += [Problem("pages", "not_shown", item_id) for item_id in left]
    return problems
