"""How a result came about, as one structure for the page, the paper and plain text."""

from __future__ import annotations

import textwrap

from flask_babel import get_locale
from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.printing.papers import PaperTable, table_values
from eventkit.printing.typograph import bind
from eventkit.printing.typst import compile_template

WIDTH = 78


@dataclass(frozen=True)
class Link:
    """Where to go or to write: «olga@example.org» and «mailto:olga@example.org»."""

    words: str
    address: str


@dataclass(frozen=True)
class Chapter:
    """A heading with its paragraphs, a table, remarks under it, what others wrote, a link."""

    title: str
    paragraphs: tuple[str, ...] = ()
    table: PaperTable | None = None
    remarks: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    link: Link | None = None


@dataclass(frozen=True)
class Explanation:
    """An explanation whole: every value is a word of the reader's language already."""

    organizer: str
    title: str
    """«Как получился результат»."""
    subject: str
    """The event."""
    facts: tuple[tuple[str, str], ...]
    """«Место» and «3 из 27»: what is to be seen first."""
    chapters: tuple[Chapter, ...]
    closing: tuple[str, ...]
    """Date and number of the version, its rules and its protocol."""
    head_hash: str = ""


def explanation_pdf(data: Explanation, *, time_limit: float = 30) -> bytes:
    """Set the explanation as a PDF, A4 upright.

    Raises:
        TypesettingError: the limit is over, or a word cannot be set.
    """
    locale = get_locale()
    values = {
        "language": locale.language if locale else "ru",
        "organizer": bind(data.organizer),
        "title": bind(data.title),
        "subject": bind(data.subject),
        "facts": [{"label": bind(label), "value": bind(value)} for label, value in data.facts],
        "chapters": [_chapter(one) for one in data.chapters],
        "closing": [bind(words) for words in data.closing],
        "head_hash": data.head_hash,
        "number": bind(data.title),
        "words": {
            # the template puts the numbers in: it alone knows them
            "page": _("Страница {page} из {pages}"),
            "head_hash": _("Контрольная сумма журнала"),
            "empty": _("В этой таблице нет строк."),
        },
    }
    return compile_template("explanation.typ", values, time_limit=time_limit)


def _chapter(one: Chapter) -> dict[str, object]:
    return {
        "title": bind(one.title),
        "paragraphs": [bind(words) for words in one.paragraphs],
        "table": table_values(one.table) if one.table else None,
        "remarks": [bind(words) for words in one.remarks],
        "quotes": [bind(words) for words in one.quotes],
        "link": one.link.words if one.link else "",
    }


def plain_text(data: Explanation) -> str:
    """The explanation for a letter or a terminal: lines of at most 78 characters, as UTF-8."""
    head = [data.title.upper(), data.subject, data.organizer]
    blocks = ["\n".join(_filled(line) for line in head if line)]
    if data.facts:
        blocks.append("\n".join(_filled(f"{label}: {value}") for label, value in data.facts))
    blocks += ["\n\n".join(_chapter_lines(chapter)) for chapter in data.chapters]
    closing = [*data.closing]
    if data.head_hash:
        closing.append(f"{_('Контрольная сумма журнала')}: {data.head_hash}")
    if closing:
        blocks.append("\n".join(["-" * 40, *(_filled(line) for line in closing)]))
    return "\n\n".join(blocks) + "\n"


def _chapter_lines(chapter: Chapter) -> list[str]:
    lines = [f"{chapter.title}\n{'=' * min(len(chapter.title), WIDTH)}"]
    lines += [_filled(words) for words in chapter.paragraphs]
    if chapter.table is not None and chapter.table.rows:
        lines.append(_table_text(chapter.table))
    lines += [_filled(words) for words in chapter.remarks]
    lines += [textwrap.indent(_filled(words), "> ") for words in chapter.quotes]
    if chapter.link is not None:
        lines.append(chapter.link.words)
    return lines


def _table_text(table: PaperTable) -> str:
    """Each row as «first: label value, label value»: it survives narrow and proportional type."""
    labels = [column.label for column in table.columns]
    rows = []
    for row in table.rows:
        first, *rest = zip(labels, row, strict=True)
        told = ", ".join(f"{label.lower()} {value}" for label, value in rest if value)
        rows.append(_filled(f"- {first[1]}: {told}", "  "))
    return "\n".join(rows)


def _filled(text: str, indent: str = "") -> str:
    """A paragraph in lines, its own line breaks kept; words are never divided."""
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )
