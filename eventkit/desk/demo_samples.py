"""A sample work of the demo's contest at work, and how its jury watches the clock."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _

from eventkit.desk.demo_clock import DemoClock
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.juries.operations import issue_link, note_opening
from eventkit.scoring.calibration.marking import send, try_marks
from eventkit.scoring.calibration.models import Sample
from eventkit.scoring.calibration.operations import (
    add_sample,
    change_sample,
    open_sample,
    set_reference,
)
from eventkit.scoring.models import Criterion
from eventkit.scoring.reminding.operations import set_plan
from eventkit.scoring.setup_queries import criteria_of

SHARE = Decimal("0.7")
"""Of each criterion's maximum: what the reference gives."""


def play_samples(event: Event, jurors: Sequence[Juror], clock: DemoClock) -> None:
    """Before the works: one invented letter. Four members have tried it, the last has no link."""
    clock.go(-14.6)
    sample = add_sample(event, event.trials[0], _("Письмо о первом звонке"))
    criteria = criteria_of(sample.trial)
    change_sample(sample, title=sample.title, text=_text(), nomination=None, is_required=False)
    set_reference(
        sample, criteria, {c.id: _reference(c) for c in criteria}, dict(_reasons(criteria))
    )
    open_sample(sample, criteria)
    for juror in jurors[:-1]:
        issue_link(juror)
    for number, (juror, extra) in enumerate(zip(jurors, (0, 1, 1, -1), strict=False)):
        clock.go(-13.8 + number * 0.3)
        note_opening(juror)
        _try(sample, juror, criteria, extra)
    set_plan(event, is_on=True, days=(3, 1))


def _try(sample: Sample, juror: Juror, criteria: Sequence[Criterion], extra: int) -> None:
    """Marks as the reference, moved by so many steps in the first two criteria."""
    values = {c.id: _reference(c) for c in criteria}
    for criterion in criteria[:2]:
        wanted = values[criterion.id] + extra * criterion.step
        values[criterion.id] = min(max(wanted, Decimal(0)), criterion.maximum)
    sheet, _refused = try_marks(sample, juror, criteria, dict(values))
    send(sheet, sample, criteria, actor=f"juror:{juror.id}")


def _reference(criterion: Criterion) -> Decimal:
    return (criterion.maximum * SHARE // criterion.step) * criterion.step


def _reasons(criteria: Sequence[Criterion]) -> list[tuple[int, str]]:
    words = [
        _("Это письмо, и адресат слышен; тема номинации держится до конца не везде."),
        _("Позиция ясна с первых строк, но раскрыта одним случаем: не хватает второго примера."),
        _("Автор видит, что изменилось в нём самом. До девяти баллов не хватает цены этого опыта."),
        _("Начало и конец связаны, а середина распадается на два отрывка."),
        _("Есть точные образы: семь минут, дождь, букеты. Рядом стоят и общие слова."),
        _("Две описки и один лишний знак."),
    ]
    return [(c.id, words[i % len(words)]) for i, c in enumerate(criteria)]


def _text() -> str:
    return str(
        _(
            "Дорогая коллега, вы спросили, помню ли я свой первый звонок. Помню: дождь,"
            " тридцать два букета и один мальчик, который спрятался за дверью.\n\nЯ тогда решила,"
            " что урок начнётся, когда он выйдет. Мы ждали. Кто-то смеялся, кто-то шептал ему,"
            " что внутри не страшно. Он вышел через семь минут, и эти семь минут научили меня"
            " больше, чем весь первый год.\n\nС тех пор я не тороплюсь. Если в классе кто-то"
            " стоит за дверью, урок подождёт. Плана я не выполню, зато нас будет столько,"
            " сколько по списку.\n\nЖелаю вам терпения и хорошей погоды на первое сентября."
        )
    )
