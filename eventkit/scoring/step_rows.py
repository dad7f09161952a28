"""The steps of rules as rows of a form: what is typed for each, and steps as data made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from eventkit.scoring.engine.step_reading import plain_steps
from eventkit.scoring.engine.steps import Step
from eventkit.scoring.engine.table import AXES

FIELDS: dict[str, tuple[str, ...]] = {
    "weight": ("axis", "weights", "only", "skip"),
    "combine": ("over", "by", "whole"),
    "drop": ("over", "highest", "lowest", "least", "only", "skip"),
    "clip": ("over", "by", "only", "skip"),
    "round": ("digits", "only", "skip"),
    "place": ("tied",),
    "points": ("points", "tied"),
    "elect": ("by",),
    "group": ("axis", "groups", "rest", "by"),
    "penalty": (),
    "name": ("name",),
}
"""What each kind of step is told, in the order of the form; kinds in the order of the list."""

START: dict[str, dict[str, str]] = {
    "weight": {"axis": "criterion"},
    "combine": {"over": "juror", "by": "mean"},
    "drop": {"over": "juror", "highest": "1", "lowest": "1", "least": "3"},
    "clip": {"over": "juror", "by": "3"},
    "round": {"digits": "2"},
    "place": {"tied": "mean"},
    "points": {"points": "12; 10; 8; 7; 6; 5; 4; 3; 2; 1", "tied": "best"},
    "elect": {"by": "borda"},
    "group": {"axis": "criterion", "by": "sum"},
}
"""What a step says before anybody has typed."""

MOST_STEPS = 30
_PAIR = re.compile(r"(?P<name>[^=:]+)[=:](?P<value>.+)")


@dataclass(slots=True)
class StepRow:
    """One step in the form: its kind, what was typed, and what is wrong with it."""

    kind: str
    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields."""
        return FIELDS[self.kind]

    def data(self, axes: Mapping[str, str]) -> dict[str, Any]:
        """The step as rules keep it; ``axes`` says on which axis a name stands."""
        said: dict[str, Any] = {"step": self.kind}
        for name in self.fields:
            value = self.typed.get(name, "").strip()
            if not value:
                continue
            match name:
                case "whole":
                    said[name] = True
                case "weights":
                    said[name] = {k: v.strip().replace(",", ".") for k, v in _pairs(value)}
                case "groups":
                    said[name] = {key: _names(names) for key, names in _pairs(value)}
                case "points":
                    said[name] = [one.replace(",", ".") for one in _names(value, ";")]
                case "only" | "skip":
                    said[name] = _by_axis(_names(value), axes)
                case _:
                    said[name] = value.replace(",", ".") if name == "by" else value
        return said


def new_row(kind: str) -> StepRow:
    """A step of a kind as the list adds it."""
    return StepRow(kind, dict(START.get(kind, {})))


def rows_of_steps(steps: Sequence[Step]) -> list[StepRow]:
    """Rows that show these steps."""
    return [
        StepRow(str(data["step"]), {name: _text(name, data[name]) for name in data})
        for data in plain_steps(tuple(steps))
    ]


def typed_rows(form: Mapping[str, str]) -> list[StepRow]:
    """The rows that a request brings, in their order; unknown kinds are left out."""
    rows = []
    for number in range(1, MOST_STEPS + 1):
        kind = form.get(f"s{number}-step", "")
        if kind in FIELDS:
            typed = {name: form.get(f"s{number}-{name}", "")[:400] for name in FIELDS[kind]}
            rows.append(StepRow(kind, typed))
    return rows


def changed_rows(rows: list[StepRow], act: str) -> list[StepRow]:
    """The list after a button of it: ``add:drop``, ``up:2``, ``down:2``, ``remove:2``."""
    verb, _colon, what = act.partition(":")
    if verb == "add":
        return [*rows, new_row(what)] if what in FIELDS and len(rows) < MOST_STEPS else rows
    place = int(what) - 1 if what.isdecimal() and len(what) < 4 else -1
    if not 0 <= place < len(rows):
        return rows
    rest = [row for number, row in enumerate(rows) if number != place]
    match verb:
        case "remove":
            return rest
        case "up":
            rest.insert(max(place - 1, 0), rows[place])
            return rest
        case "down":
            rest.insert(place + 1, rows[place])
            return rest
    return rows


def kind_words() -> dict[str, str]:
    """What each kind of step does, for the list of kinds."""
    return {
        "weight": str(_("Умножить на вес")),
        "combine": str(_("Свести несколько чисел в одно")),
        "drop": str(_("Отбросить самые высокие и самые низкие")),
        "clip": str(_("Подтянуть далёкие баллы к среднему")),
        "round": str(_("Округлить")),
        "place": str(_("Заменить баллы местами")),
        "points": str(_("Дать баллы за места")),
        "elect": str(_("Свести порядки членов жюри в один")),
        "group": str(_("Сложить критерии в части")),
        "penalty": str(_("Вычесть штрафы")),
        "name": str(_("Запомнить числа под именем")),
    }


def field_words() -> dict[str, str]:
    """The labels of what a step is told."""
    return {
        "axis": str(_("По чему")),
        "over": str(_("По чему")),
        "by": str(_("Как")),
        "weights": str(_("Веса")),
        "whole": str(_("Только если есть все оценки")),
        "highest": str(_("Самых высоких")),
        "lowest": str(_("Самых низких")),
        "least": str(_("Если оценок не меньше")),
        "digits": str(_("Знаков после запятой")),
        "tied": str(_("Равные получают")),
        "points": str(_("Баллы с первого места")),
        "groups": str(_("Части")),
        "rest": str(_("Остальные критерии – в часть")),
        "name": str(_("Имя")),
        "only": str(_("Только для")),
        "skip": str(_("Кроме")),
    }


def field_hints() -> dict[str, str]:
    """What to type where a label is not enough."""
    return {
        "weights": str(_("Например: K1 = 2; K3 = 1,5. Пусто – веса самих критериев.")),
        "groups": str(_("Например: техника = K1, K2; артистизм = K3.")),
        "points": str(_("Через точку с запятой: 12; 10; 8.")),
        "only": str(_("Коды через запятую, например T1 или K1, K2. Пусто – для всех.")),
        "skip": str(_("Коды через запятую. Пусто – никого.")),
        "name": str(_("По этому имени число можно сравнить при равенстве.")),
    }


def options() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """What can be chosen: by kind of step and field, or by field alone ("")."""
    axes = {"juror": _("жюри"), "criterion": _("критерии"), "trial": _("испытания")}
    by_axis = [(axis, str(axes[axis])) for axis in reversed(AXES)]
    how = {
        "mean": _("среднее"),
        "sum": _("сумма"),
        "median": _("медиана"),
        "highest": _("наибольшее"),
        "lowest": _("наименьшее"),
    }
    combiners = [(name, str(words)) for name, words in how.items()]
    elections = {"borda": _("Борда"), "copeland": _("Копленд"), "schulze": _("Шульце")}
    tied = [("mean", str(_("среднее своих мест"))), ("best", str(_("лучшее из своих мест")))]
    return {
        ("", "axis"): by_axis,
        ("", "over"): by_axis,
        ("combine", "by"): combiners,
        ("group", "by"): combiners,
        ("elect", "by"): [(name, str(words)) for name, words in elections.items()],
        ("", "tied"): tied,
    }


def _pairs(text: str) -> list[tuple[str, str]]:
    """«K1 = 2; K3 = 1,5»; a piece without a sign stands for itself, so that it is refused."""
    found = []
    for piece in _names(text, ";"):
        match = _PAIR.fullmatch(piece)
        found.append((match["name"].strip(), match["value"].strip()) if match else (piece, piece))
    return found


def _names(text: str, by: str = ",") -> list[str]:
    return [name.strip() for name in text.split(by) if name.strip()]


def _by_axis(names: Sequence[str], axes: Mapping[str, str]) -> dict[str, list[str]]:
    """Names sorted to their axes; an unknown one is taken for a criterion's."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(axes.get(name, "criterion"), []).append(name)
    return found


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, Mapping):
        if name in ("only", "skip"):
            return ", ".join(one for names in value.values() for one in names)
        return "; ".join(f"{key} = {_text('', inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ("; " if name == "points" else ", ").join(_text("", inner) for inner in value)
    return str(value).replace(".", ",") if name != "name" else str(value)
