"""How a jury worked, in words that a teacher understands. Never an accusation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.results.explained.telling import listed, signed
from eventkit.results.jury.places import NO_MODEL, Adjusted, PlaceLine, Places
from eventkit.results.jury.report import JurorLine, exact
from eventkit.scoring.agreement.outcome import Agreement
from eventkit.scoring.agreement_words import warning_words
from eventkit.scoring.engine.explain import Reason
from eventkit.web.i18n import number

MOST_GROUPS, MOST_IN_GROUP, MOST_SHARES = 4, 6, 8
"""What a sentence or a cell holds before it says «and others»."""


def flag_words(flag: str) -> str:
    """The word on a juror's badge."""
    return {
        "strict": str(_("строгий")),
        "lenient": str(_("мягкий")),
        "erratic": str(_("непоследовательный")),
        "same": str(_("один и тот же балл")),
    }[flag]


def juror_words(line: JurorLine, criteria: Mapping[str, str]) -> list[str]:
    """What a juror's numbers say: one sentence for each thing to be known."""
    if not line.sheets:
        return [str(_("Листов нет."))]
    said = [_deviation_words(line)]
    if "erratic" in line.flags:
        said.append(_("Отличия от коллег то в плюс, то в минус."))
    if line.same_criteria:
        named = listed([f"«{criteria.get(code, code)}»" for code in line.same_criteria])
        said.append(_("Один балл всем работам: %(named)s.", named=named))
    elif "same" in line.flags:
        said.append(_("Ставит почти один и тот же балл, хотя коллеги работы различают."))
    return [str(text) for text in said]


def _deviation_words(line: JurorLine) -> str:
    if line.deviation is None:
        return str(_("Общих работ с коллегами нет, сравнить не с кем."))
    points = number(abs(line.deviation), 1)
    if points == number(Fraction(0), 1):
        return str(_("В среднем так же, как коллеги."))
    said = (
        _("Строже коллег в среднем на %(points)s балла", points=points)
        if line.deviation < 0
        else _("Мягче коллег в среднем на %(points)s балла", points=points)
    )
    if line.effect is None or line.error is None:
        return f"{said}."
    # Beside colleagues of the same works, and beside the whole jury: the two may differ.
    model = _(
        "по модели %(effect)s ± %(error)s", effect=signed(line.effect), error=number(line.error, 1)
    )
    return f"{said} ({model})."


def agreement_words(found: Agreement) -> list[str]:
    """Agreement as a teacher reads it: what it means for this jury."""
    said = [_alpha_words(found.krippendorff_alpha)]
    icc = found.icc
    if icc is not None and icc["ICC2"] is not None and icc["ICC2k"] is not None:
        said.append(
            str(
                _(
                    "Оценка одного члена жюри повторяет общее мнение на %(one)d %%, среднее всего"
                    " жюри – на %(all)d %%.",
                    one=_percent(icc["ICC2"]),
                    all=_percent(icc["ICC2k"]),
                )
            )
        )
    if found.kendall_w is not None and found.kendall_w.w is not None:
        said.append(_order_words(found.kendall_w.w))
    return said


def _alpha_words(alpha: Mapping[str, float | None] | None) -> str:
    value = alpha["interval"] if alpha is not None else None
    if value is None:
        return str(_("Листов слишком мало, чтобы говорить о согласии жюри."))
    if value >= 0.8:
        return str(_("Члены жюри оценивают работы почти одинаково."))
    if value >= 0.667:
        return str(_("Члены жюри в целом согласны."))
    if value >= 0.3:
        return str(_("Члены жюри согласны умеренно: на месте может сказаться, кто читал работу."))
    return str(
        _(
            "Члены жюри согласны слабо: близкие баллы не говорят, какая работа лучше, и место"
            " зависит от того, кто её читал."
        )
    )


def _order_words(w: float) -> str:
    if w >= 0.7:
        return str(_("Если каждый расставит работы по порядку, порядок у всех выйдет похожий."))
    if w >= 0.4:
        return str(_("Если каждый расставит работы по порядку, порядок совпадёт лишь отчасти."))
    return str(_("Если каждый расставит работы по порядку, порядок у каждого выйдет свой."))


def coefficients(found: Agreement) -> list[tuple[str, float | None, str]]:
    """Name, value and meaning of each coefficient."""
    icc, alpha, order = found.icc or {}, found.krippendorff_alpha or {}, found.kendall_w
    return [
        (
            str(_("ICC(2,1)")),
            icc.get("ICC2"),
            str(_("насколько можно полагаться на балл одного члена жюри, от 0 до 1")),
        ),
        (
            str(_("ICC(2,k)")),
            icc.get("ICC2k"),
            str(_("насколько можно полагаться на среднее всего жюри, от 0 до 1")),
        ),
        (
            str(_("W Кендалла")),
            order.w if order else None,
            _w_meaning(order.p if order else None),
        ),
        (
            str(_("Альфа Криппендорфа по баллам")),
            alpha.get("interval"),
            str(_("согласие в самих баллах: 1 – полное, 0 – как наугад; от 0,8 высокое")),
        ),
        (
            str(_("Альфа Криппендорфа по порядку")),
            alpha.get("ordinal"),
            str(_("то же, если важно лишь, какая работа выше")),
        ),
    ]


def _w_meaning(p: float | None) -> str:
    meaning = str(_("согласие в порядке работ, равные баллы учтены; 1 – порядок один у всех"))
    if p is None:
        return meaning
    if p < 0.001:
        return str(_("%(meaning)s; случайно такое бывает реже раза из 1000", meaning=meaning))
    times = max(1, round(1000 * p))
    return str(
        ngettext(
            "%(meaning)s; случайно такое бывает %(num)d раз из 1000",
            "%(meaning)s; случайно такое бывает %(num)d раз из 1000",
            times,
            meaning=meaning,
        )
    )


def agreement_notes(found: Agreement) -> list[str]:
    """What could not be said about agreement, and why."""
    of_model = (*NO_MODEL, "juror_variance_zero", "no_residual_variance")
    return [
        warning_words(warning)
        for warning in found.warnings
        if warning.code not in of_model and "effects" not in _statistics(warning)
    ]


def _statistics(warning: Reason) -> tuple[object, ...]:
    named = warning.params.get("statistics", ())
    return named if isinstance(named, tuple) else (named,)


def reason_words(reasons: Sequence[Reason], names: Mapping[str, str]) -> list[str]:
    """Why there is no adjusted order, with jurors by name."""
    # A name may end with the full stop of its initials, just before that of the sentence.
    return [warning_words(_named(reason, names)).replace("..", ".") for reason in reasons]


def _named(reason: Reason, names: Mapping[str, str]) -> Reason:
    jurors = reason.params.get("jurors")
    if not isinstance(jurors, tuple):
        return reason
    named = tuple(names.get(str(juror), str(juror)) for juror in jurors)
    return replace(reason, params={**reason.params, "jurors": named})


def group_words(places: Places) -> list[str]:
    """Which works the jury does not tell apart."""
    if not any(line.span for line in places.lines):
        return [str(_("Листов ещё нет, о местах сказать нечего."))]
    if not places.groups:
        return [str(_("Все места различимы: другой состав того же жюри расставил бы так же."))]
    said = [
        str(_("Нельзя различить по местам: %(works)s.", works=listed(_cut(group))))
        for group in places.groups[:MOST_GROUPS]
    ]
    more = len(places.groups) - MOST_GROUPS
    if more > 0:
        said.append(
            str(
                ngettext(
                    "И ещё %(num)d такая группа: она видна по полосам на рисунке.",
                    "И ещё %(num)d таких групп: они видны по полосам на рисунке.",
                    more,
                )
            )
        )
    return said


def _cut(group: Sequence[str]) -> list[str]:
    if len(group) <= MOST_IN_GROUP + 1:
        return list(group)
    more = len(group) - MOST_IN_GROUP
    return [
        *group[:MOST_IN_GROUP],
        str(ngettext("ещё %(num)d работа", "ещё %(num)d работ", more)),
    ]


def share_words(line: PlaceLine) -> str:
    """«1 – 74 %, 2 – 26 %»: the likeliest places in their order."""
    known = [(place, share) for place, share in line.shares if share >= 0.005]
    kept = sorted(sorted(known, key=lambda one: -one[1])[:MOST_SHARES])
    parts = [
        str(_("%(place)d – %(percent)d %%", place=place, percent=round(100 * share)))
        for place, share in kept
    ]
    if len(known) > len(kept):
        parts.append(str(_("другие реже")))
    return ", ".join(parts) or "–"


def span_words(line: PlaceLine) -> str:
    """«1–3», or one place."""
    if line.span is None:
        return "–"
    low, high = line.span
    return str(low) if low == high else f"{low}–{high}"


def adjusted_words(found: Adjusted, names: Mapping[str, str]) -> list[str]:
    """What the adjusted order says, or why there is none."""
    if found.refusals:
        return reason_words(found.refusals, names)
    moved = [line for line in found.lines if line.shift]
    said = [
        str(
            ngettext(
                "С поправкой сдвинулась бы %(num)d работа.",
                "С поправкой сдвинулись бы %(num)d работ.",
                len(moved),
            )
        )
        if moved
        else str(_("С поправкой порядок тот же."))
    ]
    said.append(
        str(_("Модель построена по листам всех номинаций."))
        if found.is_of_event
        else str(
            _(
                "Модель построена по листам этой номинации: по всему конкурсу жюри не связано"
                " общими работами или листов мало."
            )
        )
    )
    return said + [warning_words(note) for note in found.notes]


def shift_words(shift: int) -> str:
    """«выше на 2»."""
    if shift > 0:
        return str(_("выше на %(steps)d", steps=shift))
    return str(_("ниже на %(steps)d", steps=-shift)) if shift else "–"


def effect_words(line: JurorLine) -> str:
    """«−0,9 ± 0,5»."""
    if line.effect is None:
        return "–"
    effect = signed(line.effect, 2)
    return effect if line.error is None else f"{effect}\u00a0±\u00a0{number(line.error, 2)}"


def coefficient_words(value: float | None) -> str:
    """A coefficient with three digits."""
    return number(exact(value), 3)


def _percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))
