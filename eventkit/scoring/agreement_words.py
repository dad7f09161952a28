"""How jurors agree, in words and as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.scoring.agreement.outcome import Agreement, JurorAgreement
from eventkit.scoring.engine import Reason


def statistic_words(name: str) -> str:
    """A coefficient by its name for people."""
    return {
        "icc": str(_("ICC")),
        "kendall_w": str(_("W Кендалла")),
        "krippendorff_alpha": str(_("альфа Криппендорфа")),
        "effects": str(_("строгость по модели")),
    }[name]


def warning_words(warning: Reason) -> str:
    """What could not be said of these sheets, and why."""
    about = dict(warning.params)
    statistics = about.get("statistics") or about.get("statistic")
    if statistics is not None:
        about["what"] = _listed(statistics, statistic_words)
    match warning.code:
        case "no_marks":
            return str(_("Оценок нет."))
        case "entries_without_marks":
            return str(_("Работ без единого листа: %(entries)s, они не участвуют.", **about))
        case "too_few":
            return str(
                _(
                    "Не посчитано (%(what)s): нужно работ не меньше %(needed_entries)s и членов"
                    " жюри не меньше %(needed_jurors)s.",
                    **about,
                )
            )
        case "few_entries":
            return str(_("Работ всего %(entries)s: %(what)s говорят мало.", **about))
        case "incomplete_table":
            return str(
                _(
                    "ICC и W Кендалла не посчитаны: не каждый оценил каждую работу, нет листов:"
                    " %(missing)s.",
                    **about,
                )
            )
        case _:
            return _model_words(warning.code, about)


def _model_words(code: str, about: Mapping[str, object]) -> str:
    match code:
        case "no_variance":
            return str(
                _("Не посчитано (%(what)s): оценки не различаются, сравнить нечего.", **about)
            )
        case "unlinked":
            return str(
                _(
                    "Строгость не сравнить: жюри распалось на группы без общих работ: %(pieces)s.",
                    **about,
                )
            )
        case "unlinked_piece":
            jurors = _listed(about["jurors"], str)
            return str(_("Группа %(number)s: %(jurors)s.", number=about["number"], jurors=jurors))
        case "too_few_df":
            return str(_("Строгость по модели не посчитана: слишком мало общих листов."))
        case "too_many_jurors":
            return str(_("Членов жюри больше %(most)s: строгость по модели не посчитана.", **about))
        case "too_many_placings":
            return str(_("Работ слишком много для стольких розыгрышей: уменьшите --bootstrap."))
        case "juror_variance_zero":
            return str(_("Члены жюри различаются не больше, чем случайно: поправки нет."))
        case "no_residual_variance":
            return str(_("Члены жюри различаются только сдвигом: ошибку поправки не оценить."))
    raise ValueError(f"no words for {code}")


def _listed(names: object, words: object) -> str:
    assert callable(words)
    one = (names,) if isinstance(names, str) else names
    assert isinstance(one, tuple)
    return ", ".join(str(words(name)) for name in one)


def as_text(found: Agreement) -> str:
    """The report as a person reads it in a terminal."""
    lines = [
        f"Работ {found.entries}, членов жюри {found.jurors_count}, листов {found.marks}.",
        *_coefficients(found),
        "",
        *_table(found.jurors),
        "",
        *(f"Внимание: {warning_words(warning)}" for warning in found.warnings),
    ]
    return "\n".join(lines).rstrip("\n")


def _coefficients(found: Agreement) -> list[str]:
    lines = []
    if found.icc:
        one, all_ = found.icc["ICC2"], found.icc["ICC2k"]
        lines.append(f"ICC: одного члена жюри {_number(one)}, всех вместе {_number(all_)}.")
    if found.kendall_w is not None:
        w, p = found.kendall_w.w, found.kendall_w.p
        lines.append(f"W Кендалла: {_number(w)} (p = {_number(p)}).")
    if found.krippendorff_alpha is not None:
        alpha = found.krippendorff_alpha
        lines.append(
            f"Альфа Криппендорфа: по порядку {_number(alpha['ordinal'])}, "
            f"по баллам {_number(alpha['interval'])}."
        )
    return lines


def _table(jurors: Sequence[JurorAgreement]) -> list[str]:
    head = ("Член жюри", "Листов", "Среднее", "Отклонение", "По модели", "")
    flags = {"strict": "строгий", "lenient": "мягкий", "erratic": "непоследовательный", None: ""}
    rows = [
        (
            one.juror,
            str(one.sheets),
            _number(one.mean, 2),
            _number(one.mean_deviation, 2),
            _number(one.effect, 2),
            flags[one.flag],
        )
        for one in jurors
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:5], widths[1:5], strict=True)),
                row[5],
            ]
        ).rstrip()
        for row in (head, *rows)
    ]


def _number(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
