"""What the invented participants of the demo's training have answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventkit.lazy import dataclass

PAIRS = (
    (1, 20),
    (2, 13),
    (4, 14),
    (5, 24),
    (6, 23),
    (8, 17),
    (9, 16),
    (10, 19),
    (11, 22),
    (12, 15),
)
"""Young teacher and mentor, by their numbers among the demo's people."""


ON_WALL = ("Поддержки без оценок.", "Увидеть свой урок.", "Новых глаз на урок.", "Учиться вместе.")


@dataclass(frozen=True)
class Answered:
    """Somebody's two sheets: a digit for each of q1 to q12, empty where there is none."""

    code: str
    """Self-made: letters of a name and a day, as the questionnaire suggests."""
    pair: int
    stage: str
    before: str
    after: str
    priorities: str
    """Of q13, a letter for each."""
    words: str = ""
    quoted: bool = False
    hasty: bool = False

    @property
    def is_on_wall(self) -> bool:
        """Whether the organizer picked these words for the portrait."""
        return self.words in ON_WALL


YOUNG = (
    Answered("ИР14", 1, "y3", "233134332223", "224344331345", "bah", "Поддержки без оценок.", True),
    Answered("РУ09", 2, "y3", "423143434132", "423333322333", "hbc", "Чтобы спрашивали.", True),
    Answered("АН23", 3, "y3", "334344241434", "445435241325", "dfa"),
    Answered("ПА17", 4, "y10", "433434234233", "434433241334", "bh", "Честных разговоров.", True),
    Answered("ДЕ08", 5, "y3", "434533333433", "534535132524", "abd"),
    Answered("РО29", 6, "y10", "214353442342", "324245223433", "hbc", "Времени на нас двоих."),
    Answered("БО30", 7, "y10", "422242533333", "333243333434", "fgh"),
    Answered("СЕ09", 8, "y3", "432232324431", "413543133444", "hac", "Увидеть свой урок.", True),
    Answered("СЕ21", 9, "y10", "323433333333", "423433222434", "bae"),
    Answered("ВИ12", 10, "y10", "222343223352", "334333223343", "bhc", "Не сравнивать нас."),
)
MENTORS = (
    Answered("ЯК16", 1, "more", "355415341415", "445525341315", "dfh", "Новых глаз на урок.", True),
    Answered("АР07", 2, "more", "334334122523", "434434132534", "hcd"),
    Answered("ЗА25", 3, "more", "443422333433", "443423342424", "dhe", "Учиться вместе.", True),
    Answered("СА03", 4, "more", "343432233322", "433525232524", "dh"),
    Answered("ЛУ19", 5, "more", "433333333434", "434444231334", "ceh", "Доверия.", True),
    Answered("ФЁ11", 6, "more", "442531144423", "544532133513", "fdh"),
    Answered("НИ02", 7, "more", "543313243413", "344523343314", "hdb", "Вопросов, а не отчётов."),
    Answered("ЭД28", 8, "more", "334444343333", "424453132434", "edh"),
    Answered("КУ05", 9, "more", "333333333333", "", "a", hasty=True),
    Answered("ИЛ20", 10, "more", "233233433333", "", "gf"),
)
FEEDBACK: tuple[Mapping[str, Any], ...] = tuple(
    {
        "role": role,
        **{f"u{number}": int(mark) for number, mark in enumerate(marks, start=1)},
        "parts": dict(zip(("pace", "stuff", "place", "group"), map(int, parts), strict=True)),
        "mood": mood,
        "advise": advise,
        "first": first,
    }
    for role, marks, parts, mood, advise, first in (
        ("young", "55415", "4545", 6, 10, "паузу перед замечанием."),
        ("young", "44425", "4444", 5, 9, "начать разговор с родителями с хорошего."),
        ("mentor", "45325", "3545", 6, 9, "спросить, прежде чем советовать."),
        ("young", "54425", "4455", 7, 10, "договориться с наставником о трёх встречах."),
        ("mentor", "44334", "4344", 5, 8, "показать урок, в котором не уверен."),
        ("mentor", "35225", "4455", 6, 8, "записать, что возвращает силы."),
    )
)
"""Of the questionnaire of the library that asks how it was."""
