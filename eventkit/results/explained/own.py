"""What the author of a work reads about its result: one structure for page, PDF and text.

Nothing here asks the database, and nothing of another work but how many there are comes in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.lazy import dataclass
from eventkit.printing.explanations import Chapter, Explanation
from eventkit.printing.papers import PaperColumn, PaperTable
from eventkit.results.explained.paragraphs import paragraph, rounding_words
from eventkit.results.explained.place_words import AWARD_SENTENCES, ORDER_SENTENCES
from eventkit.results.explained.telling import EQUAL, NEARLY, Teller, is_exact, numbers
from eventkit.results.explained.value_words import VALUE_SENTENCES
from eventkit.scoring.engine import CriterionSpec, EntryResult
from eventkit.web.i18n import exact_words, number

FEW = 8
"""So many whole sums are told in one breath."""


@dataclass(frozen=True)
class OwnSheet:
    """A sheet that counts: its marks by criterion, and its juror where the event names them.

    ``trial`` is the title of its trial where the event has several.
    """

    total: Fraction
    marks: Mapping[str, Fraction]
    juror: str = ""
    trial: str = ""


@dataclass(frozen=True)
class OwnWork:
    """All that the author is told. ``sheets`` are empty where single marks are not shown."""

    organizer: str
    event: str
    nomination: str
    row: EntryResult
    works: int
    among: str
    """«В номинации 27 работ.»"""
    award: str
    teller: Teller
    criteria: Sequence[CriterionSpec]
    sheets: Sequence[OwnSheet]
    comments: tuple[str, ...]
    appeal: Chapter
    closing: tuple[str, ...]

    @property
    def totals(self) -> list[Fraction]:
        """Totals of the sheets that count, from the highest: their order tells no juror."""
        counted = (s.total for s in self.row.sheets if s.use not in ("annulled", "incomplete"))
        return sorted((total for total in counted if total is not None), reverse=True)

    @property
    def readers(self) -> int:
        """How many jurors gave a sheet that counts; one who judged several trials counts once."""
        used = (s for s in self.row.sheets if s.use not in ("annulled", "incomplete"))
        return len({s.juror for s in used if s.total is not None})

    @property
    def has_weights(self) -> bool:
        """Whether a mark counts more by one criterion than by another."""
        return any(c.weight != 1 for c in self.criteria)


def explain_own(work: OwnWork) -> Explanation:
    """How the value and the place of a work came about, for its author."""
    chapters = (_readers(work), _value(work), _criteria(work), _place(work), _comments(work))
    return Explanation(
        organizer=work.organizer,
        title=str(_("Как получился результат")),
        subject=work.event,
        facts=(
            (str(_("Номинация")), work.nomination),
            (str(_("Место")), place_of(work.row, work.works)),
            (str(_("Балл")), _out_of(work)),
            (str(_("Награда")), work.award),
        ),
        chapters=(*(chapter for chapter in chapters if chapter is not None), work.appeal),
        closing=work.closing,
    )


def place_of(row: EntryResult, works: int) -> str:
    """«3 из 27», or which one of so many by order where no place is given."""
    if row.place is not None:
        words = _("%(place)s из %(works)d", place=row.place_shown, works=works)
    elif row.rank_competition is not None:
        words = _("без места, по порядку %(rank)d из %(works)d", rank=row.rank_competition,
                  works=works)  # fmt: skip
    else:
        return str(_("без места"))
    return str(_("%(place)s, предварительно", place=words) if row.provisional else words)


def _out_of(work: OwnWork) -> str:
    value, most = number(work.row.value), exact_words(_most(work))
    if work.row.value is not None and work.row.percent is None:  # places have no most
        return value
    return str(_("%(value)s из %(most)s", value=value, most=most))


def _most(work: OwnWork) -> Fraction:
    """The most that the work could get: of its own trials alone where it went no further."""
    row = work.row
    if row.stopped_after and row.value and row.percent:
        return row.value * 100 / row.percent
    return work.teller.maximum


def _readers(work: OwnWork) -> Chapter | None:
    totals = work.totals
    if not totals:
        return None
    said = [
        ngettext(
            "Вашу работу оценил %(num)d член жюри.",
            "Вашу работу оценили %(num)d членов жюри.",
            work.readers,
        )
    ]
    if work.teller.shows_totals:
        said.append(_sums(totals))
    if work.has_weights:
        said.append(_("Балл по критерию умножен на вес этого критерия."))
    if not any(sheet.juror for sheet in work.sheets):
        said.append(_("Кто какой лист заполнил, не раскрывается."))
    return Chapter(str(_("Кто оценивал")), (" ".join(str(one) for one in said),))


def _sums(totals: Sequence[Fraction]) -> str:
    """What each sheet came to; a long list or one with commas inside says its order."""
    if len(totals) <= FEW and all(one.denominator == 1 for one in totals):
        return str(_("Сумма каждого листа: %(totals)s.", totals=numbers(totals)))
    listed = "; ".join(exact_words(one) for one in sorted(totals, reverse=True))
    count = len(totals)
    return str(
        ngettext(
            "Сумма %(num)d листа: %(totals)s.",
            "Суммы %(num)d листов, от большей к меньшей: %(totals)s.",
            count,
            totals=listed,
        )
    )


def _value(work: OwnWork) -> Chapter | None:
    words = paragraph(work.row.reasons, work.teller, VALUE_SENTENCES)
    return Chapter(str(_("Как получился балл")), (words,)) if words else None


def _place(work: OwnWork) -> Chapter | None:
    order = paragraph(work.row.reasons, work.teller, ORDER_SENTENCES)
    award = paragraph(work.row.reasons, work.teller, AWARD_SENTENCES)
    told = [words for words in (f"{work.among} {order}".strip(), award) if words]
    return Chapter(str(_("Как получилось место")), tuple(told))


def _comments(work: OwnWork) -> Chapter | None:
    if not work.comments:
        return None
    return Chapter(str(_("Что написали вам члены жюри")), quotes=work.comments)


def _criteria(work: OwnWork) -> Chapter | None:
    if not work.totals:
        return None
    title = str(_("По критериям"))
    if work.sheets:
        return Chapter(title, table=_marks_table(work), remarks=tuple(_marks_remarks(work)))
    return Chapter(title, table=_means_table(work), remarks=tuple(_means_remarks(work)))


def _means_table(work: OwnWork) -> PaperTable:
    """Means by criterion, times its weight where there are weights."""
    weights = work.has_weights
    columns = [
        PaperColumn(_("Критерий"), share=1),
        PaperColumn(_("Средний балл"), "right"),
        PaperColumn(_("Наибольший"), "right"),
    ]
    if weights:
        columns += [PaperColumn(_("Вес"), "right"), PaperColumn(_("Средний × вес"), "right")]
    rows = []
    for c in work.criteria:
        mean = work.row.criterion_means.get(c.code)
        row = [work.teller.criteria.get(c.code, c.code), number(mean), exact_words(c.maximum)]
        if weights:
            product = None if mean is None else mean * c.weight
            row += [exact_words(c.weight), number(product)]
        rows.append(tuple(row))
    return PaperTable(tuple(columns), tuple(rows))


def _means_remarks(work: OwnWork) -> list[str]:
    known = [
        (c, m) for c in work.criteria if (m := work.row.criterion_means.get(c.code)) is not None
    ]
    shown = [m for _c, m in known] + [m * c.weight for c, m in known if work.has_weights]
    if all(is_exact(each, 2) for each in shown) and _weights_are_exact(work):
        return []
    return [str(_("Средние показаны с двумя знаками, поэтому их сумма может отличаться от балла."))]


def _marks_table(work: OwnWork) -> PaperTable:
    """Marks by criterion and sheet, with each sheet's total."""
    columns = [PaperColumn(_("Критерий"), share=1)]
    if work.has_weights:
        columns.append(PaperColumn(_("Вес"), "right"))
    columns += [PaperColumn(_head(n, s), "right") for n, s in enumerate(work.sheets, start=1)]
    columns.append(PaperColumn(_("Среднее"), "right"))
    rows = [
        (
            work.teller.criteria.get(c.code, c.code),
            *((exact_words(c.weight),) if work.has_weights else ()),
            *(_mark_words(sheet.marks.get(c.code)) for sheet in work.sheets),
            number(work.row.criterion_means.get(c.code)),
        )
        for c in work.criteria
    ]
    total = _("Всего с весами") if work.has_weights else _("Всего")
    blank = ("",) if work.has_weights else ()
    sums = (exact_words(sheet.total) for sheet in work.sheets)
    rows.append((str(total), *blank, *sums, ""))
    return PaperTable(tuple(columns), tuple(rows), emphasized=frozenset({len(rows) - 1}))


def _mark_words(mark: Fraction | None) -> str:
    """The mark; a dash where the sheet is of another trial."""
    return "–" if mark is None else exact_words(mark)


def _head(place: int, sheet: OwnSheet) -> str:
    name = sheet.juror or str(_("Лист %(number)d", number=place))
    return f"{name}, {sheet.trial}" if sheet.trial else name


def _marks_remarks(work: OwnWork) -> list[str]:
    """Where marks have weights, the sum of each sheet written out; what is rounded."""
    told = []
    if work.has_weights:
        told += [
            f"{_head(place, sheet)}: {weighted(work.criteria, sheet)}."
            for place, sheet in enumerate(work.sheets, start=1)
        ]
    means = [mean for mean in work.row.criterion_means.values() if mean is not None]
    marks = [mark for sheet in work.sheets for mark in (*sheet.marks.values(), sheet.total)]
    is_whole = all(is_exact(mean, 2) for mean in means) and all(is_exact(mark) for mark in marks)
    return told if is_whole and _weights_are_exact(work) else [*told, rounding_words()]


def _weights_are_exact(work: OwnWork) -> bool:
    return all(is_exact(c.weight) for c in work.criteria)


def weighted(criteria: Sequence[CriterionSpec], sheet: OwnSheet) -> str:
    """«8 × 2 + 7 × 1,5 = 26,5»; «≈» where a shown number is not the exact one."""
    pairs = [(sheet.marks[c.code], c.weight) for c in criteria if c.code in sheet.marks]
    left = " + ".join(f"{exact_words(mark)} × {exact_words(weight)}" for mark, weight in pairs)
    is_shown = all(is_exact(n) for pair in pairs for n in pair) and is_exact(sheet.total)
    return f"{left} {EQUAL if is_shown else NEARLY} {exact_words(sheet.total)}"
