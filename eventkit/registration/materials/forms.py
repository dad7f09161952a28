"""Forms: what a trial wants, what an entrant hands in, a delay for one."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from eventkit.entries.forms import LONGEST_TEXT
from eventkit.entries.materials.models import Material, TrialWish
from eventkit.entries.materials.rules import MOST_VIDEOS, VIDEO_HOSTS, is_video_address
from eventkit.events.days import SECOND, end_of
from eventkit.web.fields import DayField, Needed, stripped


class WishForm(FlaskForm):
    """What entrants hand in for a trial."""

    wants_files = BooleanField(_l("Файлы: план, презентация в PDF, описание"))
    wants_video = BooleanField(_l("Ссылки на видео"))
    wants_text = BooleanField(_l("Текст"))
    about = TextAreaField(
        _l("Что именно"),
        [Length(max=2000, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[stripped],
        description=_l("Например, «План занятия и видео до семи минут»."),
    )
    last = DayField(
        _l("Последний день"),
        [Optional()],
        description=_l("Пусто – последний день испытания, а если дней у него нет – приёма заявок."),
    )
    bring = StringField(
        _l("Что взять с собой на выступление"),
        [Length(max=500, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[stripped],
        description=_l("Участники увидят это рядом с временем и местом."),
    )

    def load(self, wish: TrialWish | None, zone: str) -> None:
        """Show what is wanted now."""
        if wish is None:
            return
        for name in ("wants_files", "wants_video", "wants_text", "about", "bring"):
            self[name].data = getattr(wish, name)
        if wish.closes_at:
            last = wish.closes_at - SECOND
            self.last.data = last.astimezone(ZoneInfo(zone)).date()

    def values(self, zone: str) -> dict[str, Any]:
        """As ``set_wish`` takes them."""
        names = ("wants_files", "wants_video", "wants_text")
        return {
            **{name: bool(self[name].data) for name in names},
            "about": (self.about.data or "").replace("\r\n", "\n"),
            "bring": self.bring.data or "",
            "closes_at": end_of(self.last.data, zone) if self.last.data else None,
        }


class MaterialForm(FlaskForm):
    """What an entrant hands in; fields that are not wanted are taken off."""

    files = MultipleFileField(_l("Файлы"))
    videos = TextAreaField(
        _l("Ссылки на видео"),
        description=_l("Каждая с новой строки. Откройте доступ всем, у кого есть ссылка."),
    )
    text = TextAreaField(
        _l("Текст"),
        [Length(max=LONGEST_TEXT, message=_l("Текст слишком длинный. Приложите файл."))],
    )

    def want(self, wish: TrialWish) -> None:
        """Leave what the trial wants."""
        if not wish.wants_files:
            del self.files
        if not wish.wants_video:
            del self.videos
        if not wish.wants_text:
            del self.text

    def load(self, material: Material | None) -> None:
        """Show what was handed in."""
        if material is None:
            return
        if "videos" in self:
            self.videos.data = "\n".join(material.videos)
        if "text" in self:
            self.text.data = material.text

    def validate_videos(self, field: Field) -> None:
        """Each line is the address of a page on a known service."""
        lines = addresses(field.data)
        if len(lines) > MOST_VIDEOS:
            raise ValidationError(
                _("Ссылок не больше %(most)d. Оставьте главные.", most=MOST_VIDEOS)
            )
        for line in lines:
            if len(line) > 500 or not is_video_address(line):
                raise ValidationError(
                    _(
                        "Ссылка не подходит: %(address)s. Нужен адрес вида https://… на одном из "
                        "сайтов: %(hosts)s.",
                        address=line[:80],
                        hosts=", ".join(VIDEO_HOSTS),
                    )
                )

    def typed(self, material: Material | None) -> tuple[str, list[str]]:
        """Text and addresses; what the form does not ask for stays as it was."""
        text = material.text if material else ""
        videos = list(material.videos) if material else []
        if "text" in self:
            text = (self.text.data or "").replace("\r\n", "\n").strip()
        if "videos" in self:
            videos = addresses(self.videos.data)
        return text, videos


class DelayForm(FlaskForm):
    """A later day for one entrant."""

    last = DayField(_l("Принимать по"), [Needed(_l("Укажите день."))])
    reason = StringField(
        _l("Почему"),
        [
            Needed(_l("Напишите причину: она останется в журнале.")),
            Length(max=300, message=_l("Слишком длинно: не больше %(max)d знаков.")),
        ],
        filters=[stripped],
    )


def addresses(typed: str | None) -> list[str]:
    """The lines of a field with addresses, each once."""
    lines = (line.strip() for line in (typed or "").splitlines())
    return list(dict.fromkeys(line for line in lines if line))
