"""The form that the living page of components shows its fields with; nothing is ever sent."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice


class GalleryForm(FlaskForm):
    """One field of each kind, one of them with a mistake."""

    name = StringField(
        _l("Фамилия, имя, отчество"),
        description=_l("Как в паспорте: так они попадут в диплом"),
        default="Первоклашкина Дарья Игоревна",
    )
    since = StringField(_l("Начало педагогической работы"), default="31.09.2023")
    born = DateField(_l("Дата рождения"))
    post = SelectField(
        _l("Должность"),
        choices=[SelectChoice("t", _l("учитель")), SelectChoice("e", _l("воспитатель"))],
    )
    org = StringField(_l("Организация"), description=_l("Начните писать: найдём в справочнике"))
    org_id = HiddenField()
    note = TextAreaField(_l("О работе"))
    nom = RadioField(
        _l("Выберите одну из двух"),
        choices=[
            SelectChoice("a", _l("Первый раз в школьный класс")),
            SelectChoice("b", _l("Учитель будущего")),
        ],
        default="a",
    )
    how = RadioField(
        _l("Как с вами связаться"),
        choices=[SelectChoice("mail", _l("Письмом")), SelectChoice("phone", _l("По телефону"))],
        default="mail",
    )
    agree = BooleanField(_l("Согласие на обработку персональных данных"))
    work = FileField(_l("Работа"))


def gallery_form() -> GalleryForm:
    """The form with its mistake shown."""
    form = GalleryForm(meta={"csrf": False})
    form.since.errors = [_l("В сентябре 30 дней. Проверьте дату, например 01.09.2023.")]
    return form
