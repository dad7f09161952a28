"""The portrait as a text to be edited (docx), and as tables (xlsx)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from eventkit.web.i18n import number
from eventkit.web.tables import Column, Table, workbook
from eventkit_training.portrait.contents import Line, Measured, Priorities, Priority, Side
from eventkit_training.portrait.labels import (
    counts_words,
    heads,
    hidden_words,
    levels_words,
    missing_words,
    nothing_words,
    people_words,
    shape_words,
    shift_words,
)
from eventkit_training.portrait.queries import Drawn
from eventkit_training.portrait.sentences import priorities_words, sentences
from eventkit_training.portrait.setting import about_words, set_portrait

PICTURE_WIDTH = 17
"""Centimetres between the margins of A4."""
Rows = Sequence[Sequence[str]]


def text_document(drawn: Drawn) -> bytes:
    """Headings, sentences, the drawings as one picture, tables."""
    from docx import Document
    from docx.shared import Cm

    portrait = drawn.portrait
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
    document.core_properties.title = about_words(drawn)
    document.core_properties.author = "eventkit"
    document.add_heading(_("Групповой портрет"), 0)
    document.add_paragraph(about_words(drawn))
    if any(side.lines for side in portrait.sides):
        picture = BytesIO(set_portrait(drawn, "shapes"))
        document.add_picture(picture, width=Cm(PICTURE_WIDTH))
        said = " ".join(f"{side.title}: {shape_words(side)}." for side in portrait.sides)
        document.inline_shapes[0]._inline.docPr.set("descr", said)  # noqa: SLF001 - no other door
    for side in portrait.sides:
        _group(document, side)
    if portrait.priorities:
        document.add_heading(portrait.priorities.question, 1)
        _table(document, _priority_heads(portrait.sides), _priority_rows(portrait.priorities))
        document.add_paragraph(priorities_words(portrait.priorities))
    if portrait.quotes:
        document.add_heading(portrait.quotes_title, 1)
        for one in portrait.quotes:
            document.add_paragraph(one, style="Quote")
    document.add_paragraph(hidden_words(portrait))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def tables(drawn: Drawn) -> bytes:
    """A worksheet for each group, one for priorities, one for words."""
    portrait = drawn.portrait
    sheets = [_group_table(side) for side in portrait.sides]
    if found := portrait.priorities:
        titles = [Column(side.title, 18, "integer") for side in portrait.sides]
        sheets.append(
            Table(
                found.question,
                [Column(_("Ответ"), 50), *titles],
                [(row.title, *_counts(found, row)) for row in found.rows],
            )
        )
    if portrait.quotes:
        rows = [(one,) for one in portrait.quotes]
        sheets.append(Table(_("Слова"), [Column(portrait.quotes_title, 100)], rows))
    return workbook(sheets, title=about_words(drawn))


def _group(document: Any, side: Side) -> None:
    document.add_heading(side.title, 1)
    document.add_paragraph(people_words(side) or nothing_words(side))
    for one in sentences(side.lines):
        document.add_paragraph(one)
    if side.lines:
        _table(document, heads(side), [_told_line(side, line) for line in side.lines])


def _told_line(side: Side, line: Line) -> list[str]:
    told = [line.title, _told(line, line.before, "before")]
    if side.waves > 1:
        told += [_told(line, line.after, "after"), shift_words(line)]
    return told


def _told(line: Line, measured: Measured | None, name: str) -> str:
    if measured is None:
        return missing_words(hidden=name in line.hidden)
    levels = f" ({levels_words(line, measured)})" if measured.levels else ""
    return number(measured.mean) + levels


def _table(document: Any, titles: Sequence[str], rows: Rows) -> None:
    table = document.add_table(rows=0, cols=len(titles), style="Table Grid")
    for row in (titles, *rows):
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.paragraphs[0].add_run(words).bold = row is titles
    document.add_paragraph()


def _priority_heads(sides: Sequence[Side]) -> list[str]:
    return [_("Ответ"), *(side.title for side in sides)]


def _priority_rows(found: Priorities) -> Rows:
    return [(row.title, *counts_words(found, row)) for row in found.rows]


def _group_table(side: Side) -> Table:
    levels = max((line.levels for line in side.lines), key=len, default=())
    columns = [Column(_("Шкала"), 34)]
    for when in (_("до"), _("после"))[: max(side.waves, 1)]:
        columns += [
            Column(_("Человек, %(when)s", when=when), 12, "integer"),
            Column(_("Среднее, %(when)s", when=when), 12, "decimal"),
            *(Column(f"{level}, {when}", 12, "integer") for level in levels),
        ]
    if side.waves > 1:
        columns += [
            Column(_("Заполнили обе"), 12, "integer"),
            Column(heads(side)[-1], 10, "decimal"),
            Column(_("Выросло"), 10, "integer"),
            Column(_("Снизилось"), 12, "integer"),
        ]
    return Table(
        side.title, columns, [list(_values(side, line, len(levels))) for line in side.lines]
    )


def _counts(found: Priorities, row: Priority) -> Iterator[int | str | None]:
    for count, hidden in zip(row.counts, found.hidden, strict=True):
        yield missing_words(hidden=True) if hidden else count


def _values(side: Side, line: Line, levels: int) -> Iterator[Any]:
    yield line.title
    waves = (("before", line.before), ("after", line.after))
    for name, measured in waves[: max(side.waves, 1)]:
        if measured is None:
            yield from (_missing(line, name),) * (2 + levels)
            continue
        yield from (measured.n, measured.mean)
        yield from (*measured.levels, *(None,) * levels)[:levels]
    if side.waves > 1:
        moved = line.moved
        missing = _missing(line, "moved")
        yield from (moved.n, moved.mean, moved.up, moved.down) if moved else (missing,) * 4


def _missing(line: Line, name: str) -> str | None:
    """A cell without a number; empty where there is none."""
    return missing_words(hidden=True) if name in line.hidden else None
