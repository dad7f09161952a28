"""Lists that are typed line by line, in Russian and beside it in English.

People move, mend and add lines; what a line stands for keeps its id as long as it can be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventkit.questionnaires.authoring.editing import free_name

NOTHING = "–"
"""Stands for an empty line, so that the two columns stay beside each other."""


def shown_lines(texts: Sequence[Mapping[str, str]], language: str) -> str:
    """A column of texts; empty if the language has none."""
    if not any(text.get(language) for text in texts):
        return ""
    return "\n".join(text.get(language) or NOTHING for text in texts)


def typed_lines(text: str | None) -> list[str]:
    """The lines that were typed; a dash alone is an empty one."""
    lines = [line.strip() for line in (text or "").splitlines()]
    return ["" if line in (NOTHING, "-", "—") else line for line in lines if line]


def texts_of(russian: str | None, english: str | None) -> list[dict[str, str]]:
    """Texts by language out of two columns. Raises ValueError where English has other lines."""
    left, right = typed_lines(russian), typed_lines(english)
    if right and len(right) != len(left):
        raise ValueError(len(left))
    both = zip(left, right or [""] * len(left), strict=True)
    return [{name: text for name, text in (("ru", ru), ("en", en)) if text} for ru, en in both]


def with_ids(
    texts: Sequence[Mapping[str, str]], known: Sequence[Mapping[str, Any]], prefix: str
) -> list[dict[str, Any]]:
    """Options with their ids: by the same Russian text, else the mended ones in their order.

    Mended is told from new by the count: only where as many lines are left as there were.
    """
    left = {one["text"].get("ru", ""): one["id"] for one in known}
    ids = [left.pop(text.get("ru", ""), "") for text in texts]
    if len(texts) == len(known):
        waiting = iter([one["id"] for one in known if one["id"] not in ids])
        ids = [one or next(waiting) for one in ids]
    taken = {one["id"] for one in known} | set(ids)
    made = []
    for text, one in zip(texts, ids, strict=True):
        name = one or free_name(prefix, taken)
        taken.add(name)
        made.append({"id": name, "text": dict(text)})
    return made
