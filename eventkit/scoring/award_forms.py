"""The form of who wins and who gets a prize."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import Optional, ValidationError

from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.models import Criterion
from eventkit.scoring.rule_forms import NEEDED, RuleForm
from eventkit.web.fields import ExactField, WholeField, stripped

LISTED = ("winner_places", "prize_places")
BY_THE_CORE = ("winner_min_percent", "prize_min_percent", "one_win_per_person")
MOST_PLACE = 999


class AwardsRule(RuleForm):
    """From which share of the maximum a place is awarded, and which places are."""

    winner_min_percent = ExactField(
        _l("Победителю нужно не меньше, % наибольшего балла"), [Optional()]
    )
    prize_min_percent = ExactField(_l("Призёру нужно не меньше, % наибольшего балла"), [Optional()])
    prize_max_rank = WholeField(_l("Последнее призовое место"), [NEEDED], least=1)
    winner_places = StringField(
        _l("Места победителей, если победитель не один"),
        filters=[stripped],
        description=_l("Через запятую: 1, 2. Пусто – только первое место."),
    )
    prize_places = StringField(
        _l("Места призёров, если они идут не подряд"),
        filters=[stripped],
        description=_l("Через запятую: 3, 4, 5. Пусто – все до последнего призового."),
    )
    one_win_per_person = BooleanField(
        _l("Победить можно только в одной номинации"),
        description=_l(
            "Кто первый в двух, остаётся победителем там, где процент выше; другое первое место"
            " переходит к следующей работе."
        ),
    )

    def load(self, rules: ScoringRules, criteria: Sequence[Criterion]) -> None:
        """Show the bounds in force."""
        super().load(rules, criteria)
        if self.is_submitted():
            return
        if "one_win_per_person" in self:
            self.one_win_per_person.data = rules.one_win_per_person
        if rules.awards is not None:
            self.winner_places.data = _text(rules.awards.winner)
            self.prize_places.data = _text(rules.awards.prize)

    def ask_places_alone(self) -> None:
        """Leave out what the core compares itself, for a format that ranks by its own rules."""
        for name in BY_THE_CORE:
            del self[name]

    def validate_winner_places(self, field: StringField) -> None:
        """Only whole numbers from 1."""
        _read(field.data or "")

    def validate_prize_places(self, field: StringField) -> None:
        """The same, and no place twice."""
        prize = _read(field.data or "")
        try:
            winner = _read(self.winner_places.data or "")
        except ValidationError:
            return
        twice = set(prize) & set(winner or [1])
        if twice:
            raise ValidationError(
                _("Место %(place)d уже у победителя. Уберите его отсюда.", place=min(twice))
            )

    def changes(self) -> dict[str, Any]:
        """The bounds, and lists where any is typed."""
        values = super().changes()
        winner, prize = (_read(values.pop(name) or "") for name in LISTED)
        if winner or prize:
            winner = winner or [1]
            last = values["prize_max_rank"]
            prize = prize or [place for place in range(1, last + 1) if place not in winner]
            return values | {"awards_rule": {"winner": winner, "prize": prize}}
        return values | {"awards_rule": None}


def _read(text: str) -> list[int]:
    """The places of «1, 2» or «1 и 2», in rising order."""
    parts = [part for part in re.split(r"[\s,;и]+", text) if part]
    places = {int(part) for part in parts if part.isdecimal() and len(part) <= len(str(MOST_PLACE))}
    if len(places) < len(parts) or 0 in places:
        raise ValidationError(_("Напишите места числами через запятую, каждое один раз: 1, 2."))
    return sorted(places)


def _text(places: Sequence[int]) -> str:
    return ", ".join(map(str, places))
