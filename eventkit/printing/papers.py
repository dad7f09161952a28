"""What protocols and summaries share: tables and signatures as plain words."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from eventkit.lazy import dataclass

Align = Literal["left", "right", "center"]


@dataclass(frozen=True)
class PaperColumn:
    """A column: its heading, the side its text keeps to, and its share of the free width."""

    label: str
    align: Align = "left"
    share: float = 0
    """0 takes what the text needs; 1, 2 … divide what is left."""


@dataclass(frozen=True)
class PaperTable:
    """A table with a heading above and remarks below; every value is a word already."""

    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    subtitle: str = ""
    """Italic beside the title: genre, audience."""
    remarks: tuple[str, ...] = ()
    emphasized: frozenset[int] = field(default_factory=frozenset)
    """Indices of rows set in bold, mostly the winners."""

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} has {len(row)} values for {len(self.columns)} columns"
                )


@dataclass(frozen=True)
class PaperChapter:
    """A heading with tables below it, sentences, or both."""

    title: str
    tables: tuple[PaperTable, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signs: «Председатель жюри», «Праведникова А. С.»."""

    role: str
    name: str


def table_values(table: PaperTable) -> dict[str, object]:
    """A table as the templates read it."""
    from eventkit.printing.typograph import bind

    return {
        "title": bind(table.title),
        "subtitle": bind(table.subtitle),
        "columns": [
            {"label": bind(column.label), "align": column.align, "share": column.share}
            for column in table.columns
        ],
        "rows": [[bind(value) for value in row] for row in table.rows],
        "remarks": [bind(remark) for remark in table.remarks],
        "emphasized": sorted(table.emphasized),
    }
