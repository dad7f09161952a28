"""The fields of a typing as they come from the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventkit.juries.models import Assignment
from eventkit.scoring.cells import field_name
from eventkit.scoring.marks import MarkRefusedError, plain_criteria, steps_of

LONGEST = 20
LONGEST_COMMENT = 5000


@dataclass
class Typed:
    """What one person has typed: marks that pass, and what is wrong with the others by field."""

    turn: int
    marks: dict[str, str] = field(default_factory=dict)
    """Criterion code → mark."""
    errors: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    """Each field as it was typed, for the page to show again."""
    comment: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """Criterion code → its field."""

    def field_of(self, code: str) -> str:
        """The field of a criterion."""
        return self.fields[code]


def read_form(task: Assignment, form: Mapping[str, str]) -> Typed:
    """Read the fields; a field that the form does not hold is a gap."""
    comment = form.get("comment", "")[:LONGEST_COMMENT]
    typed = Typed(turn=2 if form.get("turn") == "2" else 1, comment=comment)
    typed.values["comment"] = comment
    for criterion in plain_criteria(task.trial_id):
        name = typed.fields[criterion.code] = field_name(criterion)
        value = form.get(name, "").strip()
        typed.values[name] = value
        mark = spelled(value)
        try:
            steps_of(criterion, mark)
        except MarkRefusedError as refusal:
            typed.errors[name] = refusal.message
        else:
            typed.marks[criterion.code] = mark
    return typed


def spelled(value: str) -> str:
    """What hands write for a number: «4½» and «½» are 4,5 and 0,5."""
    value = "".join(value.split())[:LONGEST]
    if value.endswith("½") and (value[:-1].isdecimal() or value == "½"):
        return f"{value[:-1] or 0},5"
    return value
