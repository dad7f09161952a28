"""The form of a card, and making a photograph safe."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from eventkit.files.operations import Received, put_made
from eventkit.web.fields import stripped
from eventkit_duet.cards.models import DuetCard

TEXTS = ("motto", "mentoring_form", "about", "directions", "products", "results")
LONGEST_SIDE = 1600
MOST_PIXELS = 60_000_000
TOO_LONG = _l("Слишком длинно: не больше %(max)d знаков.")


class CardForm(FlaskForm):
    """What a pair tells about itself; nothing must be filled in for a draft."""

    motto = StringField(_l("Девиз"), [Length(max=300, message=TOO_LONG)], filters=[stripped])
    mentoring_form = StringField(
        _l("Форма наставничества"),
        [Length(max=200, message=TOO_LONG)],
        filters=[stripped],
        description=_l("Например, «учитель – учитель» или «опытный педагог – молодой специалист»."),
    )
    about = TextAreaField(_l("О паре"), [Length(max=3000, message=TOO_LONG)])
    directions = TextAreaField(
        _l("Направления работы"),
        [Length(max=3000, message=TOO_LONG)],
        description=_l("Каждое с новой строки."),
    )
    products = TextAreaField(
        _l("Продукты"),
        [Length(max=3000, message=TOO_LONG)],
        description=_l("Пособия, сайты, видео – со ссылками, каждый с новой строки."),
    )
    results = TextAreaField(
        _l("Результаты по годам"),
        [Length(max=3000, message=TOO_LONG)],
        description=_l("Например, «2025: открытый урок в районе»."),
    )
    photo = FileField(_l("Общая фотография"))
    drop_photo = BooleanField(_l("Убрать фотографию"))

    def load(self, card: DuetCard | None) -> None:
        """Show what the card holds."""
        if card is not None:
            for name in TEXTS:
                self[name].data = getattr(card, name)

    def values(self) -> dict[str, str]:
        """Texts by column."""
        return {name: (self[name].data or "").replace("\r\n", "\n").strip() for name in TEXTS}


def safe_photo(stream: BinaryIO, limit: int) -> Received:
    """Draw the picture anew, so that nothing of the sent file but what one sees is kept.

    Args:
        stream: the content.
        limit: the most bytes.

    Raises:
        ValueError: it is no picture or too big; the message says what to do.
    """
    from PIL import Image, ImageOps

    size = stream.seek(0, 2)
    stream.seek(0)
    if size > limit:
        raise ValueError(_("Фотография слишком большая. Уменьшите её."))
    refusal = _("Фотография не принята. Годятся JPEG и PNG.")
    with tempfile.TemporaryDirectory(prefix="eventkit-") as folder:
        path = Path(folder) / "photo.jpg"
        try:
            with Image.open(stream, formats=("JPEG", "PNG")) as sent:
                if sent.width * sent.height > MOST_PIXELS:
                    raise ValueError(_("Фотография слишком большая. Уменьшите её."))
                turned = ImageOps.exif_transpose(sent)
                drawn = turned.convert("RGB")
                drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                drawn.save(path, "JPEG", quality=85)
        except (OSError, SyntaxError, Image.DecompressionBombError) as problem:
            raise ValueError(refusal) from problem
        return put_made(path, "photo.jpg", "image/jpeg")
