"""The report on scales as a table to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

HEADING = ("группа", "замер", "n", "среднее", "σ", "медиана", "Q1", "Q3")
NAMES = ("group", "wave", "n", "mean", "sd", "median", "q1", "q3")


def as_text(told: Mapping[str, Any]) -> str:
    """The whole report; numbers to two digits, those of correlations to three."""
    lines = [f"Респондентов: {told['respondents']}"]
    for scale in told["scales"]:
        lines += ["", f"Шкала {scale['id']}"]
        lines += _table([HEADING, *(_group(row) for row in scale["groups"])])
        lines += _reliability(scale["reliability"])
        for row in scale["change"]:
            lines.append(_change(row))
    return "\n".join([*lines, *(f"Внимание: {one}" for one in told["warnings"])])


def _group(row: Mapping[str, Any]) -> Sequence[str]:
    names = [row["group"] or "все", row["wave"] or "—"]
    if "hidden" in row:
        return [*names, "скрыто"]
    return [*names, str(row["n"]), *(_number(row[name]) for name in NAMES[3:])]


def _reliability(row: Mapping[str, Any]) -> Iterator[str]:
    if row["alpha"] is None:
        yield "Надёжность не посчитана: мало полных анкет или пунктов, или ответы не различаются."
        return
    low, high = row["alpha_ci95"]
    yield (
        f"α = {_number(row['alpha'], 3)} (95 %: {_number(low, 3)}…{_number(high, 3)}),"
        f" стандартизованная {_number(row['alpha_standardised'], 3)},"
        f" ω = {_number(row['omega_total'], 3)}; полных анкет {row['n_complete']}"
    )
    rows = [("пункт", "α без него", "с остальными")]
    rows += [
        (item, _number(row["alpha_if_dropped"][item], 3), _number(rest, 3))
        for item, rest in row["item_rest"].items()
    ]
    yield from _table(rows)
    if row["suspect"]:
        yield f"Идут против остальных, проверьте обратные: {', '.join(row['suspect'])}"


def _change(row: Mapping[str, Any]) -> str:
    waves = f"{row['from'] or '—'} → {row['to'] or '—'}"
    if "hidden" in row or not row["n"]:
        return f"{waves}: {'скрыто' if 'hidden' in row else 'нет ответивших оба раза'}"
    if row["t"] is None:
        return f"{waves}: n = {row['n']}, изменение {_number(row['mean'])}"
    low, high = row["ci95"]
    return (
        f"{waves}: n = {row['n']}, изменение {_number(row['mean'])}"
        f" (95 %: {_number(low)}…{_number(high)}), t({row['df']}) = {_number(row['t'])},"
        f" p = {_number(row['p'], 4)}, d = {_number(row['d_z'])}"
    )


def _number(value: float | None, digits: int = 2) -> str:
    return "—" if value is None else f"{value:.{digits}f}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [
        max(len(row[column]) for row in rows if column < len(row)) for column in range(len(rows[0]))
    ]
    for row in rows:
        yield "  ".join(
            text.ljust(width) for text, width in zip(row, widths, strict=False)
        ).rstrip()
