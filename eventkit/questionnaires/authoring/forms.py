"""Forms of the authoring pages; texts stand in Russian and beside it in English."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from eventkit.questionnaires.authoring.words import MODES
from eventkit.questionnaires.engine.items import LONG
from eventkit.questionnaires.models import Questionnaire, Wave
from eventkit.web.clock import today
from eventkit.web.fields import ClockField, DayField, Needed, WholeField, stripped


def text(label: Any, longest: int = LONG, hint: Any = "", **more: Any) -> TextAreaField:
    """A text of several lines that may be left out."""
    checks = [Optional(), Length(max=longest)]
    return TextAreaField(label, checks, filters=[stripped], description=hint, **more)


def line(label: Any, longest: int = LONG, hint: Any = "", **more: Any) -> StringField:
    """A text of one line that may be left out."""
    checks = [Optional(), Length(max=longest)]
    return StringField(label, checks, filters=[stripped], description=hint, **more)


def decimal_of(written: str) -> Decimal:
    """A number of a document for a field; a third is shown with six places."""
    exact = Fraction(written)
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return value if "/" not in written else round(value, 6)


class NewForm(FlaskForm):
    """A questionnaire that begins empty."""

    title = StringField(_l("Название"), [Needed(), Length(max=200)], filters=[stripped])


class FileForm(FlaskForm):
    """A questionnaire out of a file."""

    file = FileField(_l("Файл"))

    def validate_file(self, field: Any) -> None:
        """There must be a file."""
        if not field.data or not field.data.filename:
            raise ValidationError(_("Выберите файл."))


class HeadForm(FlaskForm):
    """What stands around the items."""

    title_ru = StringField(_l("Название"), [Needed(), Length(max=LONG)], filters=[stripped])
    title_en = line(_l("Название по-английски"))
    intro_ru = text(_l("Перед вопросами"), hint=_l("Зачем опрос и кто увидит ответы."))
    intro_en = text(_l("Перед вопросами по-английски"))
    thanks_ru = text(_l("После ответов"))
    thanks_en = text(_l("После ответов по-английски"))
    quoted = BooleanField(
        _l("Спросить, можно ли показать слова человека на стене"),
        description=_l("Без разрешения свободные ответы видит только организатор."),
    )
    own_result = BooleanField(
        _l("Показать человеку его собственный результат"),
        description=_l(
            "Сразу после ответа и только ему: шкалы с уровнями и ваши слова о них. Без шкал с"
            " уровнями показывать нечего."
        ),
    )
    source = line(_l("Источник"), 500, _l("Кто и когда это составил."))
    licence = line(_l("Лицензия"), 200, _l("На каких условиях текстами можно пользоваться."))


class StatementsForm(FlaskForm):
    """Many statements at once."""

    lines = TextAreaField(
        _l("Утверждения, по одному на строке"),
        [Needed(), Length(max=20_000)],
        description=_l("Шкала ответов будет как у последнего такого пункта."),
    )


class PageForm(FlaskForm):
    """A page of items."""

    title_ru = line(_l("Название страницы"))
    title_en = line(_l("Название по-английски"))
    text_ru = text(_l("Пояснение перед пунктами"))
    text_en = text(_l("Пояснение по-английски"))
    shuffled = BooleanField(_l("У каждого человека свой порядок пунктов этой страницы"))


class SettingsForm(FlaskForm):
    """How people answer, and how long answers are kept."""

    mode = RadioField(
        _l("Как отвечают"), choices=[SelectChoice(name, label) for name, label in MODES.items()]
    )
    once = BooleanField(
        _l("Один ответ от человека"),
        description=_l(
            "Каждый получает личную ссылку. Система запомнит, что ссылкой воспользовались, но не"
            " запомнит, с каким ответом и когда."
        ),
    )
    small_group = WholeField(
        _l("Скрывать группы меньше, человек"),
        [Needed()],
        least=3,
        description=_l(
            "В маленькой группе ответ одного легко угадать. Такие группы скрыты в отчётах, на"
            " экране и в файлах вместе с тем, по чему их можно вычислить."
        ),
    )
    pair_scale = SelectField(
        _l("Сравнивать в парах шкалу"),
        description=_l(
            "Наставник и молодой педагог отвечают об одном: где расходятся. Выберите до того, как"
            " закроете первый замер."
        ),
    )
    keep_until = DayField(
        _l("Хранить ответы до"),
        [Optional()],
        description=_l("После этого дня ответы удаляются сами. Пусто – пока их не удалите вы."),
    )

    def __init__(self, questionnaire: Questionnaire, **more: Any) -> None:
        """Fill from the questionnaire; its scales are what pairs can be compared by."""
        super().__init__(obj=questionnaire, **more)
        self.zone = questionnaire.event.timezone
        self.promised = questionnaire.keep_until
        scales = questionnaire.draft["scales"]
        self.pair_scale.choices = [
            SelectChoice("", _("– не сравнивать –")),
            *(SelectChoice(one["id"], f"{one['id']}. {one['title']['ru']}") for one in scales),
        ]
        kept = questionnaire.pair_scale
        if kept and kept not in [one["id"] for one in scales]:
            self.pair_scale.choices.append(SelectChoice(kept, kept))

    def validate_keep_until(self, field: Any) -> None:
        """Answers are not promised to a day that is over."""
        if field.data and field.data != self.promised and field.data < today(self.zone):
            raise ValidationError(_("Этот день уже прошёл."))


class ReasonForm(FlaskForm):
    """Why a new version is issued."""

    reason = StringField(
        _l("Что изменилось и зачем"), [Needed(), Length(max=500)], filters=[stripped]
    )


def last_minute(closes_at: datetime, zone: str) -> datetime:
    """When a wave closes as people say it: 23:59 of its last day, else the time itself."""
    is_midnight = closes_at.astimezone(ZoneInfo(zone)).time() == time()
    return closes_at - timedelta(minutes=1) if is_midnight else closes_at


class WaveForm(FlaskForm):
    """A wave: its title, and when it opens and closes by itself."""

    title = StringField(
        _l("Название"),
        [Needed(), Length(max=100)],
        filters=[stripped],
        description=_l("Например: до тренинга, после тренинга, через год."),
    )
    opens_day = DayField(_l("Откроется сам, день"), [Optional()])
    opens_time = ClockField(_l("Время"), [Optional()])
    closes_day = DayField(_l("Закроется сам, день"), [Optional()])
    closes_time = ClockField(_l("Время"), [Optional()])

    def load(self, wave: Wave) -> None:
        """Show the wave's times in the event's zone."""
        zone = ZoneInfo(wave.questionnaire.event.timezone)
        for name in ("opens", "closes"):
            at = getattr(wave, f"{name}_at")
            if at is not None:
                there = at.astimezone(zone)
                if name == "closes" and there.time() == time():
                    # The end of a day, as it was typed: without a time.
                    self.closes_day.data = there.date() - timedelta(days=1)
                    continue
                self[f"{name}_day"].data, self[f"{name}_time"].data = there.date(), there.time()

    def moment(self, name: str, zone: str) -> datetime | None:
        """The moment «opens» or «closes»; a day without a time begins, or ends, with the day."""
        day, clock = self[f"{name}_day"].data, self[f"{name}_time"].data
        if day is None:
            return None
        if clock is None and name == "closes":
            day, clock = day + timedelta(days=1), time()
        return datetime.combine(day, clock or time(), ZoneInfo(zone)).astimezone(UTC)

    def validate_opens_time(self, field: Any) -> None:
        """A time needs its day."""
        if field.data is not None and self.opens_day.data is None:
            raise ValidationError(_("Укажите и день."))

    def validate_closes_time(self, field: Any) -> None:
        """A time needs its day."""
        if field.data is not None and self.closes_day.data is None:
            raise ValidationError(_("Укажите и день."))
