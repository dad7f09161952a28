"""Sets of invented essay contests, and a short way to write small contests by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from eventkit.scoring.engine import (
    CalculationResult,
    CriterionSpec,
    EntryInput,
    NominationInput,
    Ruling,
    ScoringRules,
    SheetValues,
    calculate,
    exact,
)

SCENARIOS = Path(__file__).parents[2] / "data" / "scenarios"


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"), parse_float=Decimal)


@dataclass
class EssaySet:
    """One set: what goes in as engine values, and the expected output as JSON."""

    rules: ScoringRules
    criteria: list[CriterionSpec]
    entries: list[EntryInput]
    sheets: list[SheetValues]
    rulings: list[Ruling]
    jurors: list[str]
    nominations: list[NominationInput]
    authors: dict[str, str]
    expected: dict[str, Any]

    def calculate(self, **changes: Any) -> CalculationResult:
        return calculate(
            replace(self.rules, **changes),
            self.criteria,
            self.entries,
            self.sheets,
            self.rulings,
            jurors=self.jurors,
            nominations=self.nominations,
        )


def essay_set(name: str) -> EssaySet:
    given = read(SCENARIOS / name / "s1_essay.input.json")
    return EssaySet(
        rules=ScoringRules.from_dict(given["rules"]),
        criteria=[
            CriterionSpec(
                c["id"],
                exact(c["max"]),
                step=exact(c.get("step", 1)),
                weight=exact(c.get("weight", 1)),
                minimum=exact(c["min"]),
            )
            for c in given["criteria"]
        ],
        entries=[EntryInput(e["code"], e["nomination"]) for e in given["essays"]],
        sheets=[
            SheetValues(
                s["essay"],
                s["judge"],
                s["position"],
                {k: exact(v) for k, v in s["points"].items()},
                annulled=s["status"] == "annulled",
                replaces=s.get("replaces"),
            )
            for s in given["sheets"]
        ],
        rulings=[
            Ruling(d["nomination"], d["kind"], tuple(d.get("codes", ())))
            for d in given["chair_decisions"]
        ],
        jurors=[j["id"] for j in given["judges"]],
        nominations=[NominationInput(n["id"], n["audience"]) for n in given["nominations"]],
        authors={e["code"]: e["author"] for e in given["essays"]},
        expected=read(SCENARIOS / name / "s1_essay.expected.json"),
    )


@pytest.fixture(params=["a", "b"])
def essays(request: pytest.FixtureRequest) -> EssaySet:
    return essay_set(request.param)


@pytest.fixture(scope="session")
def vectors() -> dict[str, Any]:
    data: dict[str, Any] = read(SCENARIOS / "vectors.json")
    return data


Marks = Mapping[str, list[Any]]


@pytest.fixture
def contest() -> Callable[..., CalculationResult]:
    """A contest from a table: work → its sheets by juror j1, j2, …

    A sheet is a number (criterion K1 alone) or a tuple of marks K1, K2, …; None is no sheet.
    The maximum of each criterion is 100 unless `criteria` says otherwise.
    """

    def build(
        table: Marks,
        *,
        criteria: list[CriterionSpec] | None = None,
        rulings: list[Ruling] | None = None,
        jurors: tuple[str, ...] = (),
        nominations: Mapping[str, str] | None = None,
        audiences: Mapping[str, str] | None = None,
        **rules: Any,
    ) -> CalculationResult:
        sheets = []
        width = 1
        for entry, row in table.items():
            for position, sheet in enumerate(row, start=1):
                if sheet is None:
                    continue
                marks = sheet if isinstance(sheet, tuple) else (sheet,)
                width = max(width, len(marks))
                values = {
                    f"K{i}": None if m is None else exact(m) for i, m in enumerate(marks, start=1)
                }
                sheets.append(SheetValues(entry, f"j{position}", position, values))
        where = nominations or {}
        return calculate(
            ScoringRules.from_dict(rules),
            criteria or [CriterionSpec(f"K{i + 1}", Fraction(100)) for i in range(width)],
            [EntryInput(entry, where.get(entry, "N")) for entry in table],
            sheets,
            rulings or [],
            jurors=jurors,
            nominations=[NominationInput(n, a) for n, a in (audiences or {}).items()],
        )

    return build
