"""Score sheets for paper: A4 upright, black on white, one work and one juror to a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.printing import qr
from eventkit.printing.typograph import bind
from eventkit.printing.typst import compile_template

AT_ONCE = 150
"""Sheets that are set in one go: more would only keep more of them in memory."""


@dataclass(frozen=True)
class SheetLine:
    """A criterion as the sheet prints it; every value is a word already."""

    title: str
    limits: str
    """«от 0 до 10, шаг 0,5»."""
    boxes: tuple[str, ...] = ()
    """Marks to cross out, where they are few; the juror writes into a comb otherwise."""
    half: bool = False
    """Whether a box «½» stands beside the boxes."""
    comb: tuple[int, int] = (1, 0)
    """Cells before and after the comma."""
    levels: tuple[tuple[str, str], ...] = ()
    """What the marks mean: («0–2», «Тема не раскрыта»)."""
    description: str = ""


@dataclass(frozen=True)
class SheetForm:
    """What all sheets of a trial share."""

    lines: tuple[SheetLine, ...]
    total_label: str
    """«Сумма баллов, из 40»."""
    total_comb: tuple[int, int]


@dataclass(frozen=True)
class FilledLine:
    """A mark as it stands in a sheet."""

    mark: str = ""
    """«4,5»; empty for a gap."""
    box: int | None = None
    """Which box is crossed out."""
    half: bool = False


@dataclass(frozen=True)
class ScoreSheet:
    """One sheet: for whom, about what, and what is filled in."""

    form: SheetForm
    juror: str
    code: str
    nomination: str
    number: str
    """In groups, as people read it."""
    address: str
    """What the QR code opens."""
    trial: str = ""
    work: str = ""
    filled: tuple[FilledLine, ...] = ()
    """None for a blank sheet, otherwise one for each line of the form."""
    total: str = ""
    comment: str = ""


def score_sheets(
    sheets: Sequence[ScoreSheet], *, event: str, organizer: str = "", time_limit: float = 60
) -> bytes:
    """Set sheets as one PDF in the order given; each begins on a page of its own.

    ``time_limit``: seconds for each 150 sheets.

    Raises:
        ValueError: there is no sheet.
        TypesettingError: the limit is over, or a word cannot be set.
    """
    if not sheets:
        raise ValueError("no sheet to print")
    parts = [
        compile_template("score_sheet.typ", values, time_limit=time_limit)
        for values in _parts(sheets, event, organizer)
    ]
    return parts[0] if len(parts) == 1 else _joined(parts)


def _parts(sheets: Sequence[ScoreSheet], event: str, organizer: str) -> Iterator[dict[str, object]]:
    for at in range(0, len(sheets), AT_ONCE):
        part = sheets[at : at + AT_ONCE]
        forms = list(dict.fromkeys(sheet.form for sheet in part))
        yield {
            "event": bind(event),
            "organizer": bind(organizer),
            "forms": [_form(form) for form in forms],
            "sheets": [_sheet(sheet, forms.index(sheet.form)) for sheet in part],
            "words": _words(),
        }


def _form(form: SheetForm) -> dict[str, object]:
    return {
        "comb": form.total_comb,
        "label": bind(form.total_label),
        "lines": [
            {
                "title": bind(line.title),
                "limits": bind(line.limits),
                "boxes": line.boxes,
                "half": line.half,
                "comb": line.comb,
                "levels": [[marks, bind(words)] for marks, words in line.levels],
                "description": bind(line.description),
            }
            for line in form.lines
        ],
    }


def _sheet(sheet: ScoreSheet, form: int) -> dict[str, object]:
    return {
        "form": form,
        "juror": bind(sheet.juror),
        "code": sheet.code,
        "nomination": bind(sheet.nomination),
        "trial": bind(sheet.trial),
        "work": bind(sheet.work),
        "number": sheet.number,
        "qr": qr.svg_file(sheet.address),
        "filled": [
            {"mark": one.mark, "box": -1 if one.box is None else one.box, "half": one.half}
            for one in sheet.filled
        ],
        "total": sheet.total,
        "comment": bind(sheet.comment),
    }


def _joined(parts: Sequence[bytes]) -> bytes:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for content in parts:
        part = pypdfium2.PdfDocument(content)
        whole.import_pages(part)
        part.close()
    out = BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()


def _words() -> dict[str, str]:
    return {
        "title": _("Оценочный лист"),
        "juror": _("Член жюри"),
        "code": _("Шифр работы"),
        "nomination": _("Номинация"),
        "trial": _("Испытание"),
        "work": _("Работа"),
        "number": _("Лист №"),
        "how": _("Зачеркните клетку с баллом или впишите балл в пустые клетки."),
        "half": _("Клетка «½» добавляет полбалла."),
        "comment": _("Комментарий для автора"),
        "signature": _("Подпись"),
        "date": _("Дата"),
        "secretary": _(
            "Секретарю: наведите камеру на код или введите номер на странице «С бумаги»"
        ),
        # the template puts the numbers in: it alone knows them
        "page": _("Страница {page} из {pages}"),
    }
