"""What the page about the jury is asked for, and everything it says about that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar

from flask import abort, request
from flask_babel import gettext as _
from markupsafe import Markup

from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.printing.palette import SCREEN, Palette
from eventkit.results.board import juror_names
from eventkit.results.jury.pictures import (
    order_picture,
    places_picture,
    strips_picture,
    works_picture,
)
from eventkit.results.jury.places import (
    Adjusted,
    Drawn,
    FirstPlace,
    Places,
    adjusted_order,
    changed_firsts,
    draw_all,
    first_place,
    first_places,
    places,
)
from eventkit.results.jury.report import JurorLine, JuryReport, jury_report, without_sheets
from eventkit.results.jury.rereading import Advice, advice_on_rereading
from eventkit.results.jury.sheets import Judged, Totals, Work, judged
from eventkit.results.models import Calculation
from eventkit.results.remembered import remembered
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.setup_queries import criteria_of_event

T = TypeVar("T")
PAGE = 50
"""Works on a page: of their pictures and tables."""
PICTURES = ("strips", "works", "places", "order")


@dataclass(frozen=True)
class Asked:
    """A nomination and a criterion by their codes, empty for all; a page of works from 1."""

    nomination: str
    criterion: str
    page: int

    @classmethod
    def of_address(cls, event: Event, criteria: Mapping[str, str]) -> Asked:
        """From the address; the only nomination is chosen by itself. 404 for unknown codes."""
        codes = [nomination.code for nomination in event.nominations]
        nomination = request.args.get("nomination", "")
        criterion = request.args.get("criterion", "")
        if (nomination and nomination not in codes) or (criterion and criterion not in criteria):
            abort(404)
        page = request.args.get("page", "1")
        number = int(page) if page.isdecimal() and len(page) < 9 else 1
        return cls(nomination or (codes[0] if len(codes) == 1 else ""), criterion, max(1, number))


class JuryPage:
    """One version's jury as it was asked for; parts are worked out when they are first needed."""

    def __init__(self, event: Event, made: Calculation, *, with_names: bool) -> None:
        self.criteria = {c.code: c.title for c in criteria_of_event(event)}
        self.titles = {n.code: n.title for n in event.nominations}
        self.asked = Asked.of_address(event, self.criteria)
        self.made = made
        self.judged: Judged = remembered(made, "judged", lambda: judged(made))
        named = juror_names(event) if with_names else {}
        self.names = {
            juror: named.get(juror) or str(_("Член жюри %(number)d", number=number))
            for number, juror in enumerate(self.judged.jurors, start=1)
        }
        self.rules = ScoringRules.from_dict(made.result["rules"])

    def _kept(self, what: str, work_out: Callable[[], T]) -> T:
        """What was worked out of the chosen nomination of this version."""
        return remembered(self.made, f"jury:{self.asked.nomination}:{what}", work_out)

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The works of the chosen nomination, or all."""
        return self.judged.of(self.asked.nomination)

    @cached_property
    def totals(self) -> Totals:
        """Totals of their sheets, or marks of the chosen criterion."""
        if self.asked.criterion:
            return self.judged.marks(self.works, self.asked.criterion)
        return self.judged.totals(self.works)

    @cached_property
    def report(self) -> JuryReport:
        """Jurors and their agreement."""
        flag, criterion = self.rules.strict_judge_flag, self.asked.criterion
        return self._kept(
            f"report:{criterion}", lambda: jury_report(self.judged, self.works, flag, criterion)
        )

    @cached_property
    def lines(self) -> tuple[JurorLine, ...]:
        """Jurors, those without a sheet too where all works are looked at."""
        idle = () if self.asked.nomination else without_sheets(self.judged, self.report)
        found = {line.juror: line for line in (*self.report.lines, *idle)}
        return tuple(found[juror] for juror in self.judged.jurors if juror in found)

    @cached_property
    def places(self) -> Places | None:
        """Places of the chosen nomination; None where none is chosen or there are too many."""
        found = self.drawn.get(self.asked.nomination)
        return places(self.works, found) if found is not None else None

    @cached_property
    def drawn(self) -> Drawn:
        """Draws of the jury for the chosen nomination, or for each of all."""
        codes = [self.asked.nomination] if self.asked.nomination else list(self.titles)
        smaller = self.rules.smaller_is_better
        return self._kept("drawn", lambda: draw_all(self.judged, codes, smaller_is_better=smaller))

    @cached_property
    def again(self) -> Advice | None:
        """What to read again; None where it cannot be said.

        Steps make places of more than the totals of sheets, so these say nothing of them.
        """
        if self.rules.steps or not self.drawn:
            return None
        return self._kept("again", lambda: advice_on_rereading(self.judged, self.rules, self.drawn))

    @cached_property
    def adjusted(self) -> Adjusted | None:
        """The adjusted order of the chosen nomination."""
        if not self.asked.nomination:
            return None
        return self._kept("adjusted", lambda: adjusted_order(self.judged, self.works))

    @cached_property
    def first_places(self) -> list[FirstPlace]:
        """How firm first places are: of all nominations, or of the chosen one."""
        if self.asked.nomination:
            found = self.places and first_place(self.asked.nomination, self.places)
            return [found] if found else []
        return first_places(self.judged, self.drawn)

    @property
    def doubtful_titles(self) -> list[str]:
        """Nominations whose first place is not firm."""
        return [self.titles[one.nomination] for one in self.first_places if not one.is_firm]

    @cached_property
    def changed_firsts(self) -> Adjusted | list[str]:
        """Nominations with another first work by the adjusted values, or the refusal."""
        return changed_firsts(self.judged, list(self.titles))

    @property
    def pages(self) -> int:
        """Pages of works."""
        return max(1, -(-len(self.works) // PAGE))

    @property
    def part(self) -> slice:
        """The works of this page."""
        page = min(self.asked.page, self.pages)
        return slice((page - 1) * PAGE, page * PAGE)

    @property
    def with_official(self) -> bool:
        """Whether official values stand on the scale of what is shown."""
        return self.judged.is_on_scale and not self.asked.criterion

    def picture(self, kind: str, palette: Palette = SCREEN) -> Markup | None:
        """One of PICTURES; None where there is too little, or too much, to draw."""
        if kind == "strips":
            return strips_picture(self.lines, self.totals, self.names, palette)
        if not self.asked.nomination:
            return None
        if kind == "works":
            return works_picture(
                self.works[self.part],
                self.totals,
                with_official=self.with_official,
                palette=palette,
            )
        if kind == "places":
            found = self.places
            return (
                places_picture(found.lines[self.part], len(self.works), palette) if found else None
            )
        return order_picture(self.adjusted.lines, palette) if self.adjusted else None
