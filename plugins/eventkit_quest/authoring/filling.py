"""Between the forms of a quest and its definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from wtforms.fields.choices import SelectChoice

from eventkit.web.plain_data import written
from eventkit_quest.authoring import notation
from eventkit_quest.authoring.forms import GameForm, StationForm
from eventkit_quest.engine import Quest, QuestRules, StationDefinition

SPARE = {"answers": 1, "criteria": 2, "hints": 1}
"""How many empty blocks a form shows beside the filled ones."""


def game_data(quest: Quest) -> dict[str, Any]:
    """What the form of the game shows."""
    rules = quest.rules
    return {
        "legend": quest.legend,
        "goal": quest.goal,
        "ending": quest.ending,
        "way": quest.way,
        "hint_cost": " ".join(_comma(written(cost)) for cost in rules.hint_cost),
        "free_wrong_answers": rules.free_wrong_answers,
        "wrong_answer_cost": _decimal(rules.wrong_answer_cost),
        "control_time_minutes": _decimal(rules.control_time_minutes),
        "overtime_points": _decimal(rules.overtime_points),
        "overtime_count": rules.overtime_count,
        "overtime_limit_minutes": _decimal(rules.overtime_limit_minutes),
        "tie": " ".join(rules.tie_break),
    }


def offer_tie(form: GameForm, rules: QuestRules) -> None:
    """Let the form keep tie-breakers that came with a file."""
    own = " ".join(rules.tie_break)
    if own not in [one.value for one in form.tie.choices]:
        form.tie.choices = [*form.tie.choices, SelectChoice(own, own)]


def rules_from(form: GameForm, before: QuestRules) -> QuestRules:
    """The rules that the form says; what it does not show stays."""
    prices = (form.hint_cost.data or "").replace(",", ".").split()
    said = {
        "hint_cost": prices,
        "free_wrong_answers": form.free_wrong_answers.data or 0,
        "wrong_answer_cost": _text(form.wrong_answer_cost.data) or "0",
        "control_time_minutes": _text(form.control_time_minutes.data),
        "overtime_points": _text(form.overtime_points.data) or "0",
        "overtime_count": form.overtime_count.data,
        "overtime_limit_minutes": _text(form.overtime_limit_minutes.data),
        "tie_break": (form.tie.data or "").split(),
    }
    return QuestRules.from_dict(before.to_dict() | said)


def station_data(station: StationDefinition) -> dict[str, Any]:
    """What the form of a station shows."""
    opens, limits = station.opens, station.limits
    return {
        "title": station.title,
        "kind": station.kind,
        "obstacle": station.obstacle,
        "task": station.task,
        "link": station.link,
        "maximum": _decimal(station.maximum),
        "per_question": _decimal(station.per_question),
        "bonus": _decimal(station.bonus),
        "answers": [
            {"kind": one.kind, "label": one.label, "text": notation.shown(one)}
            for one in station.answers
        ],
        "criteria": [
            {"title": one.title, "maximum": _decimal(one.maximum), "step": _decimal(one.step)}
            for one in station.criteria
        ],
        "hints": [{"text": one.text, "price": _decimal(one.price)} for one in station.hints],
        "charge": station.charge,
        "attempts": limits.attempts,
        "lock_out_seconds": limits.lock_out_seconds,
        "minutes": limits.minutes,
        "needed": opens.needed,
        "after_minutes": opens.after_minutes,
        "at_score": _decimal(opens.at_score),
        "is_goal": station.is_goal,
    }


def add_spare(form: StationForm) -> None:
    """Show empty blocks after the filled ones."""
    for name, spare in SPARE.items():
        blocks = form[name]
        for _number in range(min(spare, blocks.max_entries - len(blocks))):
            blocks.append_entry()


def station_from(
    form: StationForm, before: StationDefinition, after: Iterable[str]
) -> dict[str, Any]:
    """A station's definition as plain data; its place and code stay."""
    criteria = _criteria(form)
    maximum = form.maximum.data
    if form.kind.data == "judged" and criteria:
        maximum = sum((Decimal(one["maximum"]) for one in criteria), Decimal(0))
    return {
        "code": before.code,
        "title": form.title.data,
        "x": before.x,
        "y": before.y,
        "kind": form.kind.data,
        "obstacle": form.obstacle.data or "",
        "task": form.task.data or "",
        "link": form.link.data or "",
        "answers": _answers(form),
        "criteria": criteria,
        "maximum": _text(maximum) or "0",
        "per_question": _text(form.per_question.data) or "1",
        "hints": [
            {"text": one.form.text.data, "price": _text(one.form.price.data)}
            for one in form.hints
            if one.form.text.data
        ],
        "charge": form.charge.data,
        "attempts": form.attempts.data,
        "lock_out_seconds": form.lock_out_seconds.data or 0,
        "minutes": form.minutes.data,
        "bonus": _text(form.bonus.data) or "0",
        "opens": {
            "after": list(after),
            "needed": form.needed.data,
            "after_minutes": form.after_minutes.data or 0,
            "at_score": _text(form.at_score.data),
        },
        "is_goal": form.is_goal.data,
    }


def _answers(form: StationForm) -> list[Mapping[str, Any]]:
    kept = [one.form for one in form.answers if one.form.kind.data]
    return [
        notation.read(one.kind.data, one.text.data or "", f"a{number}", one.label.data or "")
        for number, one in enumerate(kept, start=1)
    ]


def _criteria(form: StationForm) -> list[dict[str, str]]:
    kept = [one.form for one in form.criteria if one.form.title.data]
    return [
        {
            "code": f"K{number}",
            "title": one.title.data,
            "maximum": _text(one.maximum.data) or "0",
            "step": _text(one.step.data) or "1",
        }
        for number, one in enumerate(kept, start=1)
    ]


def _comma(text: str) -> str:
    return text.replace(".", ",")


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
