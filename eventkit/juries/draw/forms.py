"""Forms of a draw: what is told with it, a seed, numbers of real tickets, another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from eventkit.entries.models import Entry
from eventkit.events.refusals import RefusalError
from eventkit.juries.draw.models import Draw
from eventkit.web.fields import Needed, WholeField, stripped

_TOO_LONG = _l("Слишком длинно: не больше %(max)d знаков.")


class DrawForm(FlaskForm):
    """What is told with every draw."""

    present = TextAreaField(
        _l("Кто присутствовал"),
        [Length(max=2000, message=_TOO_LONG)],
        description=_l("Войдёт в протокол: представители пар, члены жюри, секретарь."),
        filters=[stripped],
    )
    step = WholeField(
        _l("Сколько первых уходят в конец в следующем испытании"),
        [Needed()],
        default=1,
        description=_l("Один – первый становится последним. Ноль – порядок везде один."),
    )
    within = BooleanField(
        _l("Номинации выступают одна за другой"),
        description=_l(
            "Жребий решает, кто за кем внутри номинации, а сами номинации идут по списку."
            " Без отметки все выступают вперемешку."
        ),
    )
    reason = StringField(
        _l("Почему жеребьёвка проводится снова"),
        [Length(max=500, message=_TOO_LONG)],
        filters=[stripped],
    )

    def load(self, before: Draw | None) -> None:
        """Another draw begins as the one before was held; its words are its own."""
        if before is not None:
            self.step.data, self.within.data = before.step, bool(before.nominations)

    def told(self) -> dict[str, Any]:
        """Its answers as the columns of a draw."""
        return {
            "present": self.present.data or "",
            "step": min(int(self.step.data), 1000),
            "reason": self.reason.data or "",
            "within": self.within.data,
        }


class SeedForm(DrawForm):
    """A number or word that nobody could choose to fit."""

    seed = StringField(
        _l("Число или слово"),
        [Needed(), Length(max=200, message=_TOO_LONG)],
        description=_l("Его называют вслух при всех, например сумму броска пяти костей."),
        filters=[stripped],
    )
    source = StringField(
        _l("Откуда оно"),
        [Needed(), Length(max=300, message=_TOO_LONG)],
        description=_l("Кто назвал или где его можно проверить."),
        filters=[stripped],
    )

    def told(self) -> dict[str, Any]:
        """With where the seed came from."""
        return super().told() | {"source": self.source.data or ""}


class NumbersForm(DrawForm):
    """The numbers on real tickets: one cell for each that performs, ``n<entry id>``."""

    def __init__(self, entries: Sequence[Entry], given: Mapping[str, str]) -> None:
        super().__init__(prefix="numbers-")
        self.entries = entries
        self.typed = {entry.id: given.get(f"n{entry.id}", "").strip() for entry in entries}
        self.wrong: dict[int, str] = {}

    def numbers(self) -> dict[str, int]:
        """The number of each code. Raises RefusalError, with what is wrong at its cell."""
        first: dict[int, str] = {}
        found: dict[str, int] = {}
        for entry in self.entries:
            typed, code = self.typed[entry.id], entry.code or ""
            if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed[:9]) <= self.most:
                self.wrong[entry.id] = _("Напишите номер от 1 до %(most)d.", most=self.most)
            elif int(typed) in first:
                self.wrong[entry.id] = _(
                    "Номер %(number)s уже у %(code)s.", number=typed, code=first[int(typed)]
                )
            else:
                first[int(typed)] = code
                found[code] = int(typed)
        if self.wrong:
            raise RefusalError(_("Проверьте номера билетов."))
        return found

    @property
    def most(self) -> int:
        """The largest number there is."""
        return len(self.entries)


class OrderForm(FlaskForm):
    """Another order for one trial."""

    order = TextAreaField(
        _l("Порядок"),
        [Needed(), Length(max=20000, message=_TOO_LONG)],
        description=_l("Шифры по одному в строке или через запятую, от первого к последнему."),
        filters=[stripped],
    )
    reason = StringField(
        _l("Почему порядок другой"),
        [Needed(), Length(max=500, message=_TOO_LONG)],
        filters=[stripped],
    )

    def codes(self) -> list[str]:
        """The codes that were typed."""
        typed = (self.order.data or "").replace(",", "\n").replace(";", "\n")
        return [line.strip() for line in typed.splitlines() if line.strip()]
