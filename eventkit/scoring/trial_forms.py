"""Forms of trials and rounds."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from eventkit.events.days import first_day, last_day
from eventkit.events.models import Event, Round, Trial
from eventkit.juries.queries import jurors_of, own_juries
from eventkit.web.fields import DayField, ExactField, Needed, stripped


def title_field(label: Any, most: int, **options: Any) -> StringField:
    """A name that must be there."""
    too_long = _l("Слишком длинно: не больше %(max)d знаков.")
    return StringField(
        label, [Needed(), Length(max=most, message=too_long)], filters=[stripped], **options
    )


class TrialForm(FlaskForm):
    """What a trial is called, how and when it is held."""

    title = title_field(
        _l("Название"), 200, description=_l("Например, «Визитная карточка» или «Бинарный урок».")
    )
    mode = RadioField(
        _l("Как проходит"),
        choices=[
            SelectChoice("remote", _l("Заочно: жюри читает и смотрит присланное")),
            SelectChoice("live", _l("Очно: жюри видит выступление")),
        ],
        default="remote",
    )
    round_id = SelectField(_l("Тур"), coerce=int, default=0)
    first = DayField(_l("Первый день"), [Optional()])
    last = DayField(
        _l("Последний день"),
        [Optional()],
        description=_l("Пусто – в сроки работы жюри."),
    )
    jurors = SelectMultipleField(
        _l("Кто судит"),
        [Optional()],
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=_l("Никто не отмечен – всё жюри. Отмеченные судят каждое выступление."),
    )
    copy_from = SelectField(
        _l("Критерии"),
        coerce=int,
        default=0,
        description=_l("Скопированные критерии потом можно изменить, прежние останутся."),
    )

    def offer(self, event: Event, trial: Trial | None) -> None:
        """What there is to choose from; a field without a choice goes."""
        self.round_id.choices = [SelectChoice(r.id, r.title) for r in event.rounds]
        others = [each for each in event.trials if each is not trial]
        self.copy_from.choices = [SelectChoice(0, _l("Свои, добавлю сам"))] + [
            SelectChoice(each.id, _l("Как у «%(title)s»", title=each.title)) for each in others
        ]
        jury = jurors_of(event.id)
        self.jurors.choices = [SelectChoice(j.id, j.person.short_name) for j in jury]
        if not event.rounds:
            del self.round_id
        if not jury:
            del self.jurors
        if trial is not None or not others:
            del self.copy_from

    def load(self, trial: Trial) -> None:
        """Show what the trial is now."""
        self.title.data, self.mode.data = trial.title, trial.mode
        self.first.data, self.last.data = first_day(trial), last_day(trial)
        if "round_id" in self:
            self.round_id.data = trial.round_id or 0
        if "jurors" in self:
            self.jurors.data = sorted(own_juries(trial.event_id).get(trial.id, ()))

    def values(self) -> dict[str, Any]:
        """As ``change_trial`` takes them."""
        names = ("title", "mode", "first", "last")
        return {name: self[name].data for name in names}


class RoundForm(FlaskForm):
    """What a round is called and who goes on to it."""

    title = title_field(_l("Название"), 100, description=_l("Например, «Очный тур» или «Финал»."))
    promotes_by = RadioField(
        _l("Кто проходит в этот тур"),
        choices=[
            SelectChoice("places", _l("Места до, в каждой номинации")),
            SelectChoice("works", _l("Столько лучших работ в каждой номинации")),
            SelectChoice("percent", _l("Все, у кого процент наибольшего балла не меньше")),
            SelectChoice("value", _l("Все, у кого балл не меньше")),
        ],
        default="works",
    )
    promotes_from = ExactField(
        _l("Число"),
        [Needed()],
        description=_l("Последнее место, сколько работ, процент или балл: смотря что выбрано."),
    )

    def of_first(self) -> None:
        """The first round takes every work."""
        del self.promotes_by
        del self.promotes_from

    def load(self, subject: Round) -> None:
        """Show what the round is now."""
        self.title.data = subject.title
        if "promotes_by" in self:
            self.promotes_by.data = subject.promotes_by or "works"
            self.promotes_from.data = subject.promotes_from

    def values(self) -> dict[str, Any]:
        """As ``change_round`` takes them."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}
