"""The protocol of a jury and the summary table (сводная ведомость)."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.printing import qr
from eventkit.printing.papers import PaperChapter, PaperTable, Signature, table_values
from eventkit.printing.typograph import bind
from eventkit.printing.typst import compile_template


@dataclass(frozen=True)
class JuryLine:
    """A member of the jury as the protocol names him: name, post and office."""

    name: str
    post: str
    office: str = ""
    """«председатель», «секретарь»; empty for the others."""


@dataclass(frozen=True)
class ProtocolData:
    """Everything that stands in a protocol, as words."""

    organizer: str
    title: str
    """«Протокол № 3»."""
    subject: str
    """«заседания жюри муниципального конкурса … „К вершинам мастерства“»."""
    place: str
    date: str
    jury: tuple[JuryLine, ...]
    facts: tuple[str, ...]
    """Sentences: how many works and sheets, by which method, since when closed."""
    standings: tuple[PaperTable, ...]
    """One table for each nomination."""
    decisions: tuple[str, ...]
    """Numbered; what the jury resolved."""
    signatures: tuple[Signature, ...]
    head_hash: str = ""
    """Of the event's journal at this moment, in hexadecimal."""
    verify_address: str = ""
    number: str = ""
    """In the footer of each page."""
    chapters: tuple[PaperChapter, ...] = ()
    """Between the places and what was resolved: trials, recusals, appeals."""
    draft: str = ""
    """«Проект» across each page until the protocol is signed."""


@dataclass(frozen=True)
class SummaryData:
    """A wide table on A4 landscape."""

    organizer: str
    title: str
    """«Сводная ведомость»."""
    subject: str
    date: str
    tables: tuple[PaperTable, ...]
    signatures: tuple[Signature, ...] = ()
    head_hash: str = ""
    verify_address: str = ""
    number: str = ""


def protocol(data: ProtocolData, *, time_limit: float = 30) -> bytes:
    """Set the protocol as a PDF, A4 upright, pages numbered N of M.

    Raises:
        TypesettingError: the limit is over, or a word cannot be set.
    """
    values = {
        "organizer": bind(data.organizer),
        "title": bind(data.title),
        "subject": bind(data.subject),
        "place": bind(data.place),
        "date": bind(data.date),
        "jury": [
            {"name": bind(one.name), "post": bind(one.post), "office": one.office}
            for one in data.jury
        ],
        "facts": [bind(fact) for fact in data.facts],
        "standings": [table_values(table) for table in data.standings],
        "chapters": [
            {
                "title": bind(one.title),
                "tables": [table_values(table) for table in one.tables],
                "lines": [bind(line) for line in one.lines],
            }
            for one in data.chapters
        ],
        "decisions": [bind(decision) for decision in data.decisions],
        "signatures": [_signature(one) for one in data.signatures],
        "head_hash": data.head_hash,
        "code": qr.svg_file(data.verify_address) if data.verify_address else "",
        "number": bind(data.number),
        "draft": data.draft,
        "words": _words() | ({} if data.jury else {"decisions": _("Решили")}),
    }
    return compile_template("protocol.typ", values, time_limit=time_limit)


def summary(data: SummaryData, *, time_limit: float = 30) -> bytes:
    """Set the summary table as a PDF, A4 landscape, heads repeated on each page.

    Raises:
        TypesettingError: the limit is over, or a word cannot be set.
    """
    values = {
        "organizer": bind(data.organizer),
        "title": bind(data.title),
        "subject": bind(data.subject),
        "date": bind(data.date),
        "tables": [table_values(table) for table in data.tables],
        "signatures": [_signature(one) for one in data.signatures],
        "head_hash": data.head_hash,
        "code": qr.svg_file(data.verify_address) if data.verify_address else "",
        "number": bind(data.number),
        "words": _words(),
    }
    return compile_template("summary.typ", values, time_limit=time_limit)


def _signature(one: Signature) -> dict[str, str]:
    return {"role": bind(one.role), "name": bind(one.name)}


def _words() -> dict[str, str]:
    return {
        "jury": _("Члены жюри"),
        "facts": _("Что рассмотрено"),
        "standings": _("Итоги по номинациям"),
        "decisions": _("Жюри решило"),
        "signature": _("подпись"),
        # the template puts the numbers in: it alone knows them
        "page": _("Страница {page} из {pages}"),
        "head_hash": _("Контрольная сумма журнала"),
        "empty": _("В этой таблице нет строк."),
    }
