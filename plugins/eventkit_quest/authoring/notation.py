"""Answers as an organizer types them, line by line, and the same read back for the form.

A word or a QR: each accepted text on a line. A number: «3,14 ± 0,01». Choices: an option on a
line, the right ones with «+» before them. An order: the lines in their right order. A match:
«left = right» on a line, and «= right» for a partner that belongs to nobody.
"""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _

from eventkit.web.plain_data import written
from eventkit_quest.engine import Answer
from eventkit_quest.engine.tasks import MOST_OPTIONS, SHORT

NUMBER = re.compile(
    r"^([+-]?\d{1,12}(?:\.\d{1,12})?)(?:\s*(?:±|\+/-|\+-)\s*(\d{1,12}(?:\.\d{1,12})?))?$"
)


def read(kind: str, text: str, ident: str, label: str = "") -> dict[str, Any]:
    """An answer as plain data. Raises ValueError with a sentence for the reader."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_OPTIONS:
        raise ValueError(_("Больше %(most)d строк не бывает.", most=MOST_OPTIONS))
    if any(len(line) > SHORT for line in lines):
        raise ValueError(_("Строка длиннее %(most)d знаков.", most=SHORT))
    data: dict[str, Any] = {"id": ident, "kind": kind, "label": label}
    return data | _READERS.get(kind, _nothing)(lines)


def shown(answer: Answer) -> str:
    """The lines of an answer for the form."""
    if answer.kind in ("word", "qr"):
        return "\n".join(answer.accepted)
    if answer.kind == "number" and answer.value is not None:
        value = written(answer.value).replace(".", ",")
        more = f" ± {written(answer.tolerance).replace('.', ',')}" if answer.tolerance else ""
        return value + more
    texts = {option.id: option.text for option in (*answer.options, *answer.partners)}
    if answer.kind in ("choice", "choices"):
        return "\n".join(
            f"+ {one.text}" if one.id in answer.right else one.text for one in answer.options
        )
    if answer.kind == "order":
        return "\n".join(texts[ident] for ident in answer.right)
    joined = [f"{texts[left]} = {texts[right]}" for left, right in answer.pairs]
    taken = {right for _left, right in answer.pairs}
    return "\n".join(joined + [f"= {one.text}" for one in answer.partners if one.id not in taken])


def _nothing(_lines: list[str]) -> dict[str, Any]:
    return {}


def _accepted(lines: list[str]) -> dict[str, Any]:
    if not lines:
        raise ValueError(_("Напишите хотя бы один верный ответ."))
    return {"accepted": lines}


def _number(lines: list[str]) -> dict[str, Any]:
    found = NUMBER.match(" ".join(lines).replace(",", ".").replace("−", "-"))
    if found is None:
        raise ValueError(_("Напишите число, например 42 или 3,14 ± 0,01."))
    return {"value": found[1].removeprefix("+"), "tolerance": found[2] or "0"}


def _choices(lines: list[str]) -> dict[str, Any]:
    options, right = [], []
    for number, line in enumerate(lines, start=1):
        options.append({"id": f"o{number}", "text": line.removeprefix("+").strip() or line})
        if line.startswith("+"):
            right.append(f"o{number}")
    if len(options) < 2:
        raise ValueError(_("Нужны хотя бы два варианта, каждый на своей строке."))
    if not right:
        raise ValueError(_("Поставьте «+» перед верным вариантом."))
    return {"options": options, "right": right}


def _choice(lines: list[str]) -> dict[str, Any]:
    data = _choices(lines)
    if len(data["right"]) > 1:
        raise ValueError(_("Верный вариант здесь один. Для нескольких выберите другой вид."))
    return data


def _order(lines: list[str]) -> dict[str, Any]:
    if len(lines) < 2 or len(set(lines)) < len(lines):
        raise ValueError(_("Напишите хотя бы две разные строки в верном порядке."))
    ids = _ids("o", lines)
    return {"options": _listed(ids), "right": [ids[line] for line in lines]}


def _match(lines: list[str]) -> dict[str, Any]:
    pairs = [tuple(part.strip() for part in line.partition("=")[::2]) for line in lines]
    left = [one for one, _other in pairs if one]
    right = [other for _one, other in pairs]
    if len(left) < 2 or not all(right) or len(set(left)) < len(left):
        raise ValueError(_("Напишите пары «слева = справа», каждую на своей строке."))
    options, partners = _ids("o", left), _ids("p", right)
    return {
        "options": _listed(options),
        "partners": _listed(partners),
        "pairs": [[options[one], partners[other]] for one, other in pairs if one],
    }


def _ids(letter: str, texts: list[str]) -> dict[str, str]:
    """Ids by the alphabet, so that their order gives nothing away."""
    ordered = sorted(set(texts), key=lambda text: (text.casefold(), text))
    return {text: f"{letter}{number}" for number, text in enumerate(ordered, start=1)}


def _listed(ids: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": ident, "text": text} for text, ident in ids.items()]


_READERS = {
    "word": _accepted,
    "qr": _accepted,
    "number": _number,
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "match": _match,
}
