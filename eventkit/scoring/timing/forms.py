"""The form of the rule about time, and the sheet of a stopwatch: a cell for each performance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventkit.entries.models import Entry
from eventkit.events.models import Trial
from eventkit.lazy import dataclass
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.step_reading import plain_steps
from eventkit.scoring.models import Criterion
from eventkit.scoring.ready_methods import in_step_with_time
from eventkit.scoring.rule_forms import RuleForm
from eventkit.scoring.setup_queries import plain, trials_of
from eventkit.scoring.timing.queries import Cell, trial_key
from eventkit.web.fields import DurationField, ExactField, Needed, read_duration
from eventkit.web.i18n import duration

LIMIT = "limit_"


class TimeRule(RuleForm):
    """How long a performance may take in each trial, and what time beyond it costs."""

    points = ExactField(_l("Сколько баллов снимают"), [Needed()])
    count = RadioField(
        _l("За что снимают"),
        choices=[
            SelectChoice("full", _l("За каждый полный отрезок сверх регламента")),
            SelectChoice("started", _l("За каждый начатый отрезок")),
        ],
    )
    unit_seconds = DurationField(
        _l("Отрезок"), [Needed()], description=_l("Минуты и секунды: 1:00 – минута.")
    )
    grace_seconds = DurationField(
        _l("Сколько прощают"),
        [Optional()],
        description=_l("Пусто – ничего. Кто превысил и это, тому считают от самого регламента."),
    )
    max_points = ExactField(
        _l("Не больше баллов за испытание"), [Optional()], description=_l("Пусто – без предела.")
    )
    overtime_in_places = BooleanField(
        _l("Снимать и там, где сравнивают места у членов жюри"),
        description=_l("Баллы за время вычитают из суммы каждого члена жюри до расстановки мест."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # The limits come first on the page: without one the rest of the rule says nothing.
        limits = {name: f for name, f in self._fields.items() if name.startswith(LIMIT)}
        self._fields: dict[str, Field] = {**limits, **self._fields}

    def load(self, rules: ScoringRules, criteria: Sequence[Criterion]) -> None:
        """Show the rule in force."""
        self._rules, self._several = rules, len(trials_of(criteria)) > 1
        if self.is_submitted():
            return
        self.overtime_in_places.data = rules.overtime_in_places
        rule = rules.overtime
        self.points.data = _decimal(rule.points)
        self.count.data, self.unit_seconds.data = rule.count, rule.unit_seconds
        self.grace_seconds.data = rule.grace_seconds or None
        self.max_points.data = _decimal(rule.max_points)
        for name, field in self._fields.items():
            if name.startswith(LIMIT):
                field.data = rules.time_limits.get(name.removeprefix(LIMIT))

    def changes(self) -> dict[str, Any]:
        """The limits by trial, the rule, and the steps of a ready method in step with it."""
        limits = {
            name.removeprefix(LIMIT): field.data
            for name, field in self._fields.items()
            if name.startswith(LIMIT) and field.data
        }
        most = self.max_points.data
        rule = {
            "points": plain(self.points.data),
            "count": self.count.data,
            "unit_seconds": self.unit_seconds.data,
            "grace_seconds": self.grace_seconds.data or 0,
            "max_points": None if most is None else plain(most),
        }
        in_places = bool(self.overtime_in_places.data)
        steps = in_step_with_time(
            self._rules.steps, several_trials=self._several, in_places=in_places
        )
        return {
            "time_limits": limits,
            "overtime_rule": rule,
            "overtime_in_places": in_places,
            "steps": plain_steps(steps),
        }


def time_rule(criteria: Sequence[Criterion]) -> type[TimeRule]:
    """The form with a limit for each of the event's trials."""
    trials = trials_of(criteria)
    hint = _l("Минуты и секунды: 7:00. Пусто – без ограничения.")
    fields: dict[str, Any] = {
        LIMIT + trial_key(trial, trials): DurationField(
            _l("«%(title)s»: сколько длится выступление", title=trial.title),
            [Optional()],
            description=hint,
        )
        for trial in trials
    }
    return type("EventTimeRule", (TimeRule,), fields)


@dataclass(frozen=True)
class TimeCell:
    """One performance on the sheet of the stopwatch: as it stands, or as it was typed."""

    name: str
    text: str
    seen: str
    seconds: int | None
    error: str = ""


class TimesForm:
    """What was typed for a page of works; a mistake stays at its cell with what was typed."""

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        self.data = data
        self.errors: dict[Cell, str] = {}

    def read(self, entries: Sequence[Entry], trials: Sequence[Trial]) -> dict[Cell, int | None]:
        """Seconds of each cell that came; errors are kept beside."""
        found: dict[Cell, int | None] = {}
        for cell in [(entry.id, trial.id) for entry in entries for trial in trials]:
            typed = (self.data or {}).get(_name("t", cell))
            if typed is None:
                continue
            try:
                found[cell] = read_duration("".join(typed.split())) if typed.strip() else None
            except ValueError as mistake:
                self.errors[cell] = str(mistake)
        return found

    def seen(self, cell: Cell) -> int | None:
        """What stood in the cell when the page was made."""
        text = (self.data or {}).get(_name("s", cell), "")
        return int(text) if text.isdecimal() and len(text) <= 5 else None

    def cell(self, cell: Cell, seconds: int | None) -> TimeCell:
        """The cell as the page shows it."""
        shown = "" if seconds is None else duration(seconds)
        return TimeCell(
            name=_name("t", cell),
            text=(self.data or {}).get(_name("t", cell), shown),
            seen="" if seconds is None else str(seconds),
            seconds=seconds,
            error=self.errors.get(cell, ""),
        )


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def _name(kind: str, cell: Cell) -> str:
    return f"{kind}{cell[0]}_{cell[1]}"
