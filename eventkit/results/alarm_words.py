"""What a calculation met that a person should look at, in words for the results room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.results.explained.telling import Teller, listed
from eventkit.scoring.engine import Reason
from eventkit.scoring.step_words import NOTES, note_words
from eventkit.web.i18n import exact_words

TOLD_ELSEWHERE = ("first_place_not_awarded", "advice_unlinked")
"""Said beside the nomination, and on the page of the jury."""


def alarms(warnings: Sequence[Reason], teller: Teller) -> list[str]:
    """The warnings of a calculation as sentences, each once."""
    told = [_told(w, teller) for w in warnings if w.code not in TOLD_ELSEWHERE]
    return list(dict.fromkeys(told))


def _told(warning: Reason, teller: Teller) -> str:
    about = warning.params
    if warning.code in NOTES:
        return note_words(warning)
    juror = teller.juror(str(about.get("juror", ""))) or _("член жюри")
    names: dict[str, str] = {
        "entry": str(about.get("entry", "")),
        "juror": str(juror),
        "criterion": teller.criteria.get(str(about.get("criterion")), str(about.get("criterion"))),
    }
    match warning.code:
        case "tie_break_unknown_criterion":
            return str(_("Равенство решает критерий «%(criterion)s», которого нет.", **names))
        case "no_valid_sheets":
            return str(_("Работа %(entry)s осталась без единого листа.", **names))
        case "sheet_incomplete":
            return str(
                _("Работа %(entry)s: в листе не все баллы, он не учтён (%(juror)s).", **names)
            )
        case "replaced_sheet_not_annulled":
            return str(
                _(
                    "Работа %(entry)s: лист заменён, а заменённый не аннулирован (%(juror)s).",
                    **names,
                )
            )
        case "sum_of_unequal_sheets":
            return _unequal(about, names)
        case "ruling_unused" | "ruling_against_tie_break":
            return _ruling(warning)
    return _impossible(warning.code, about, names)


def _unequal(about: Mapping[str, object], names: Mapping[str, str]) -> str:
    return str(
        _(
            "Работа %(entry)s: листов %(sheets)s вместо %(expected)s, а баллы складываются: сумма"
            " несравнима с другими.",
            sheets=about["sheets"],
            expected=about["expected"],
            **names,
        )
    )


def _ruling(warning: Reason) -> str:
    entries = warning.params["entries"]
    assert isinstance(entries, tuple)
    works = listed([str(entry) for entry in entries]) or _("вся номинация")
    if warning.code == "ruling_unused":
        return str(
            _("Решение жюри ни на что не повлияло: равенства уже нет (%(works)s).", works=works)
        )
    return str(
        _("Решение жюри поставило работы не так, как дополнительное сравнение (%(works)s).",
          works=works)
    )  # fmt: skip


def _impossible(code: str, about: Mapping[str, object], names: Mapping[str, str]) -> str:
    """Marks that the criteria do not allow: they can only come from outside of the sheet's page."""
    mark = about.get("mark")
    shown = exact_words(mark) if isinstance(mark, Fraction) else ""
    return {
        "mark_impossible": str(
            _(
                "Работа %(entry)s: балл %(mark)s по критерию «%(criterion)s» не подходит ни под"
                " предел, ни под шаг (%(juror)s).",
                mark=shown,
                **names,
            )
        ),
        "mark_of_unknown_criterion": str(
            _("Работа %(entry)s: есть балл по критерию, которого больше нет (%(juror)s).", **names)
        ),
        "sheet_of_unknown_entry": str(
            _("Есть лист работы %(entry)s, которая не участвует (%(juror)s).", **names)
        ),
    }[code]
