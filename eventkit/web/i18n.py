"""Languages, zones and how numbers and dates are written for the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from eventkit.web.viewer import current_viewer

LOCALES = ("ru", "en")
SHORT_DAY = "d MMMM"


def init_i18n(app: Flask) -> None:
    """Choose the language by the switch, the account, the installation; Russian first."""
    app.config["BABEL_DEFAULT_LOCALE"] = app.config["LOCALE"]
    app.config["BABEL_DEFAULT_TIMEZONE"] = app.config["TIMEZONE"]
    # One for each app: it remembers catalogues.
    Babel(app, locale_selector=lambda: _locale(chosen_locale(app)))
    app.jinja_env.filters.update(
        number=number,
        duration=duration,
        hour=hour,
        day=day,
        moment=moment,
        short_day=short_day,
        short_moment=short_moment,
        zone_name=zone_name,
    )
    app.jinja_env.globals["get_locale"] = get_locale
    # In place of those of flask-babel and Jinja: the same words, found faster (see `catalogue`).
    app.jinja_env.globals.update(_=translated, gettext=translated, ngettext=counted)


@cache
def _locale(code: str) -> Locale:
    # Kept: to find a locale by its name asks the disk whether there is one.
    return Locale.parse(code)


def catalogue() -> NullTranslations:
    """The words of this answer's language.

    Kept for the answer: flask-babel looks for them at each word, and a list has hundreds.
    """
    kept: NullTranslations | None = g.get("catalogue")
    if kept is None:
        kept = g.catalogue = get_translations()
    return kept


@pass_eval_context
def translated(context: EvalContext, message: str, /, **values: Any) -> str:
    """``_`` of the templates; what is put into a message is escaped, the message is not."""
    return _filled(context, _word(catalogue(), message), values)


@pass_eval_context
def counted(context: EvalContext, singular: str, plural: str, num: int, /, **values: Any) -> str:
    """``ngettext`` of the templates, with the number as ``%(num)d``."""
    text = Markup(catalogue().ngettext(singular, plural, num))  # noqa: S704 - our own catalogues
    return _filled(context, text, {"num": num} | values)


@lru_cache(maxsize=4096)
def _word(words: NullTranslations, message: str) -> Markup:
    """A message of a catalogue; pages say the same few again and again."""
    return Markup(words.gettext(message))  # noqa: S704 - our own catalogues


def _filled(context: EvalContext, text: Markup, values: dict[str, Any]) -> str:
    whole = text if context.autoescape else str(text)
    return whole % values if "%" in text else whole


def add_catalogues(app: Flask, folders: Sequence[Path]) -> None:
    """Let plugins bring their words; where two say the same thing, the core's word stands."""
    app.extensions["babel"].translation_directories[:0] = map(str, folders)


def chosen_locale(app: Flask) -> str:
    """The language of this request: asked for, chosen before, of the account, of the site."""
    if not has_request_context():
        return str(app.config["LOCALE"])
    asked = request.args.get("lang", "")
    if asked in LOCALES:
        session["locale"] = asked
        return asked
    chosen = session.get("locale") or current_viewer().locale
    return chosen if chosen in LOCALES else str(app.config["LOCALE"])


def number(
    value: Fraction | Decimal | int | None, digits: int = 2, *, language: str | None = None
) -> str:
    """An exact number for the reader: half away from zero, decimal comma in Russian.

    A long list asks for the reader's ``language`` once.
    """
    if value is None:
        return "–"
    over, under = value.as_integer_ratio()
    whole = (2 * 10**digits * abs(over) + under) // (2 * under)
    text = f"{whole // 10**digits}.{whole % 10**digits:0{digits}}" if digits else str(whole)
    if over < 0 and whole:
        text = "−" + text
    return text.replace(".", ",") if (language or readers_language()) == "ru" else text


def exact_words(value: Fraction | Decimal | int) -> str:
    """An exact number for a sentence: 75, 4,5; what has no end is rounded to two digits."""
    _over, under = value.as_integer_ratio()
    for digits in range(7):
        if 10**digits % under == 0:
            return number(value, digits)
    return number(value, 2)


def duration(seconds: int) -> str:
    """Minutes and seconds as a stopwatch shows them: 7:05, 1:10:00."""
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def hour(value: datetime, zone: str, *, seconds: bool = False) -> str:
    """The hour of an instant in a zone: «10:05», «10:05:30»."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{_clock(local)}:{local.second:02d}" if seconds else _clock(local)


def day(value: date | datetime | None, zone: str = "") -> str:
    """A date in words: «14 ноября 2025 г.», "14 November 2025"."""
    if value is None:
        return ""
    locale = readers_language()
    pattern = "d MMMM y 'г'." if locale == "ru" else "d MMMM y"
    return _written(_local(value, zone), pattern, locale)


def short_day(value: date | datetime | None, zone: str = "") -> str:
    """A date without its year: «14 ноября»."""
    return "" if value is None else _written(_local(value, zone), SHORT_DAY, readers_language())


def moment(value: datetime | None, zone: str) -> str:
    """An instant with its zone: «31 октября 2025 г., 23:59 (UTC+9)»."""
    if value is None:
        return ""
    local = value.astimezone(ZoneInfo(zone))
    return f"{day(local.date())}, {_clock(local)} ({_offset(local)})"


def short_moment(value: datetime | None, zone: str, *, language: str | None = None) -> str:
    """The same without its year: «31 октября, 23:59 (UTC+9)»."""
    if value is None:
        return ""
    local = value.astimezone(ZoneInfo(zone))
    date_in_words = _written(local.date(), SHORT_DAY, language or readers_language())
    return f"{date_in_words}, {_clock(local)} ({_offset(local)})"


def zone_name(value: datetime, zone: str) -> str:
    """The offset that a zone has at an instant: «UTC+9», «UTC+5:30»."""
    return _offset(value.astimezone(ZoneInfo(zone)))


def _clock(local: datetime) -> str:
    return f"{local.hour:02d}:{local.minute:02d}"


def _offset(local: datetime) -> str:
    return _offset_name(local.utcoffset())


@lru_cache(maxsize=64)
def _offset_name(offset: timedelta | None) -> str:
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


@lru_cache(maxsize=2048)
def _written(value: date, pattern: str, locale: str) -> str:
    """A date by a pattern; a list shows the same few days again and again."""
    return str(format_date(value, pattern, locale=locale))


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak «ru» or «en» for a while, whatever the reader's language is."""
    readers = g.pop("catalogue", None)
    try:
        with force_locale(code):
            yield
    finally:
        g.catalogue = readers


def in_sites_language() -> AbstractContextManager[None]:
    """Words that are kept for many readers are the site's, whoever has just pressed a button."""
    return in_language(str(current_app.config["LOCALE"]))


def readers_language() -> str:
    """The language of this answer, «ru»; empty outside of one."""
    locale = get_locale()
    return locale.language if locale else ""


def _local(value: date | datetime, zone: str) -> date:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).date() if zone else value.date()
    return value
