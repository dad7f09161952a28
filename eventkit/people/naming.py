"""Russian names: their dative and accusative, initials and gender.

The rules of declension are pytrovich's; what it gets wrong stands in a short table here, and a
person may always have a form of their own, kept beside the name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pytrovich.maker import PetrovichDeclinationMaker

Gender = Literal["m", "f"]
Case = Literal["DATIVE", "ACCUSATIVE"]

_DATIVE_SURNAMES: dict[str, str] = {
    # a vowel drops out; some families keep it, they have their own form
    "Бобёр": "Бобру",
    "Журавель": "Журавлю",
    "Заяц": "Зайцу",
    "Козёл": "Козлу",
    "Козел": "Козлу",
    "Муравей": "Муравью",
    "Орёл": "Орлу",
    "Орел": "Орлу",
    "Палец": "Пальцу",
    "Перец": "Перцу",
    "Пивень": "Пивню",
    "Скворец": "Скворцу",
    "Стрелец": "Стрельцу",
    "Жеребец": "Жеребцу",
    "Репей": "Репью",
    "Соловей": "Соловью",
    # and here none does
    "Близнец": "Близнецу",
    "Кузнец": "Кузнецу",
    "Чернец": "Чернецу",
}
"""Men's surnames that pytrovich 0.2 declines wrongly; a woman's surname of this kind stays."""

_ONE_SYLLABLE = re.compile(r"[^аеёиоуыэюя]+ец", re.IGNORECASE)
"""«Жнец», «Швец»: a vowel that dropped out would leave none."""
_DATIVE_FIRST_NAMES = {"Вия": "Вие", "Ия": "Ие", "Лия": "Лие", "Мия": "Мие"}
"""With a stem of one syllable -ие instead of -ии (Правила русской орфографии, 2006, § 71)."""
_FLEETING = re.compile(r"(?:[еёо]к|[её]ц|[её]л|ёр|ень|ель)$", re.IGNORECASE)
"""Ends of men's surnames whose vowel some families drop and others keep."""
_UNRULY = re.compile(r"[^аеёиоуыэюя]я$|[^а-яё\s]", re.IGNORECASE)
"""«Головня» is declined and «Золя» is not; a former surname in brackets, Latin letters."""

_INDECLINABLE_ENDINGS = ("-заде", "-оглы", "-кызы", "-гызы", "-улы")
_TURKIC_SON = ("оглы", "оглу", "улы", "уулу")
_TURKIC_DAUGHTER = ("кызы", "гызы", "кизи")
_INDECLINABLE_SURNAME_PARTS = {"Кара"}
"""First parts of hyphenated surnames that stay: «Кара-Мурзе»."""
_INDECLINABLE_FIRST_PARTS = {"Жан", "Мамед", "Абу", "Ибн", "Хан"}
"""First parts of hyphenated names that stay: «Жан-Полю»."""
_EPICENE = {"валя", "женя", "паша", "саша", "слава", "шура"}
"""First names of women and of men."""


def dative(last: str, first: str, patronymic: str, gender: Gender) -> str:
    """Write a full name in the dative: «Звонковой Алине Руслановне».

    Empty parts are left out. Blanks around and inside are tidied; words in capitals stay so.
    """
    return " ".join(part for part in dative_parts(last, first, patronymic, gender) if part)


def dative_parts(last: str, first: str, patronymic: str, gender: Gender) -> tuple[str, str, str]:
    """Give surname, first name and patronymic in the dative, each apart."""
    return _parts(last, first, patronymic, gender, "DATIVE")


def accusative(last: str, first: str, patronymic: str, gender: Gender) -> str:
    """Write a full name in the accusative, as people are called up: «Звонкову Алину Руслановну»."""
    parts = _parts(last, first, patronymic, gender, "ACCUSATIVE")
    return " ".join(part for part in parts if part)


def _parts(
    last: str, first: str, patronymic: str, gender: Gender, case: Case
) -> tuple[str, str, str]:
    return (
        _surname_in(case, _tidy(last), gender),
        _first_in(case, _tidy(first), gender),
        _patronymic_in(case, _tidy(patronymic), gender),
    )


def is_doubtful(last: str, gender: Gender) -> bool:
    """Whether a person should look at the declined surname: families differ, or the rules fail."""
    pieces = [piece for piece in _tidy(last).split("-") if piece not in _DATIVE_SURNAMES]
    if "-" in last and last.casefold().endswith("ой"):
        return True  # «Новикову-Прибою», but «Петрову-Донскому»
    if gender == "m" and any(_FLEETING.search(piece) for piece in pieces):
        return True
    return any(_UNRULY.search(piece) for piece in pieces)


def full_name(last: str, first: str, patronymic: str = "") -> str:
    """«Звонкова Алина Руслановна»."""
    return " ".join(part for part in map(_tidy, (last, first, patronymic)) if part)


def short_name(last: str, first: str, patronymic: str = "") -> str:
    """Surname and initials: «Звонкова А. Р.», «Ким А.», «Ли А.-М.»."""
    initials = [_initial(part) for part in (first, patronymic) if _tidy(part)]
    return " ".join([_tidy(last), *initials]).strip()


def signature_name(last: str, first: str, patronymic: str = "") -> str:
    """Initials and surname, as under a signature: «А. Р. Звонкова»."""
    initials = [_initial(part) for part in (first, patronymic) if _tidy(part)]
    return " ".join([*initials, _tidy(last)]).strip()


def guess_gender(last: str, first: str, patronymic: str = "") -> Gender | None:
    """Guess from the patronymic, then from the other names; None when they leave it open.

    A person is asked whenever the answer is None: «Цой Елена» has no word that decides for the
    rules, and «Саша» never has.
    """
    words = _tidy(patronymic).casefold().split()
    if words:
        if words[-1].endswith(("ич", *_TURKIC_SON)):
            return "m"
        if words[-1].endswith(("на", *_TURKIC_DAUGHTER)):
            return "f"
    if not words and _tidy(first).casefold() in _EPICENE:
        return None
    from pytrovich.detector import PetrovichGenderDetector
    from pytrovich.enums import Gender as Found

    names = {"lastname": _tidy(last), "firstname": _tidy(first), "middlename": _tidy(patronymic)}
    detector: Any = PetrovichGenderDetector()
    found = detector.detect(**{key: name for key, name in names.items() if name})
    if found == Found.MALE:
        return "m"
    return "f" if found == Found.FEMALE else None


_SMALL = {"фон", "цу", "ван", "дер", "ден", "де", "ди", "да", "дю", "ла", "ле", "ибн", "бин", "аль"}
_SMALL_ENDS = {*_TURKIC_SON, *_TURKIC_DAUGHTER, "заде"}
"""Parts of names that stay small: before the main part, and after it."""


def capitalised(name: str) -> str:
    """Give a name typed all in small letters its capitals: «анна-мария» → «Анна-Мария».

    «фон», «оглы» and the like stay small beside another word. A name with a capital anywhere
    is left as its owner wrote it.
    """
    if name != name.lower():
        return name
    pieces = re.split(r"([\s\-‐‑]+)", name)  # words at even places, what parts them between
    last = len(pieces) - 1
    is_leading = True
    for at in range(0, len(pieces), 2):
        is_leading = is_leading and pieces[at] in _SMALL and at < last
        is_end = at > 0 and pieces[at] in _SMALL_ENDS
        if not is_leading and not is_end:
            pieces[at] = _with_capital(pieces[at])
    return "".join(pieces)


def _with_capital(word: str) -> str:
    """«Мария»; after a single letter and an apostrophe too: «О’Генри», but «д’Артаньян»."""
    head, mark, tail = word[:1], word[1:2], word[2:]
    if mark in ("'", "’") and tail:
        return f"{head if head == 'д' else head.upper()}{mark}{tail[:1].upper()}{tail[1:]}"
    return head.upper() + word[1:]


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _initial(part: str) -> str:
    first_word = _tidy(part).split()[0]
    if "." in first_word:  # somebody typed initials: «А.П.»
        return " ".join(f"{piece[0].upper()}." for piece in first_word.split(".") if piece)
    return "-".join(f"{piece[0].upper()}." for piece in first_word.split("-") if piece)


def _surname_in(case: Case, text: str, gender: Gender) -> str:
    if text.casefold().endswith(_INDECLINABLE_ENDINGS):
        return text
    pieces = text.split("-")
    own = [_own_form(case, piece, gender) for piece in pieces]
    if any(own):
        declined = (
            form or _declined(case, piece, "LASTNAME", gender)
            for form, piece in zip(own, pieces, strict=True)
        )
        return _like(text, "-".join(declined))
    return _declined(case, text, "LASTNAME", gender)


def _own_form(case: Case, piece: str, gender: Gender) -> str:
    """«Зайцу», and from it «Зайца»: both cases drop the vowel. Empty where the rules do."""
    if piece.capitalize() in _INDECLINABLE_SURNAME_PARTS:
        return piece
    if gender == "f":
        return ""
    dative_form = _DATIVE_SURNAMES.get(piece.capitalize(), "")
    if _ONE_SYLLABLE.fullmatch(piece):
        dative_form = f"{piece}у"
    if case == "DATIVE" or not dative_form:
        return dative_form
    return dative_form[:-1] + {"у": "а", "ю": "я"}[dative_form[-1]]


def _first_in(case: Case, text: str, gender: Gender) -> str:
    return " ".join(_word_in(case, word, gender) for word in text.split(" "))


def _word_in(case: Case, text: str, gender: Gender) -> str:
    if case == "DATIVE" and gender == "f" and text.capitalize() in _DATIVE_FIRST_NAMES:
        return _like(text, _DATIVE_FIRST_NAMES[text.capitalize()])
    head, hyphen, tail = text.partition("-")
    if hyphen and head.capitalize() in _INDECLINABLE_FIRST_PARTS:
        return f"{head}-{_declined(case, tail, 'FIRSTNAME', gender)}"
    return _declined(case, text, "FIRSTNAME", gender)


def _patronymic_in(case: Case, text: str, gender: Gender) -> str:
    if text.casefold().endswith(_TURKIC_SON + _TURKIC_DAUGHTER):
        return text
    return _declined(case, text, "MIDDLENAME", gender)


def _declined(case: Case, text: str, part: str, gender: Gender) -> str:
    if not text or not re.search("[А-Яа-яЁё]", text):
        return text
    from pytrovich.enums import Case as Cases
    from pytrovich.enums import Gender as Sex
    from pytrovich.enums import NamePart

    sex = Sex.MALE if gender == "m" else Sex.FEMALE
    plain = text.title() if text.isupper() and len(text) > 1 else text
    return _like(text, str(_maker().make(NamePart[part], sex, Cases[case], plain)))


def _like(original: str, declined: str) -> str:
    """Keep capitals: «ИВАНОВА» becomes «ИВАНОВОЙ»."""
    return declined.upper() if original.isupper() and len(original) > 1 else declined


@lru_cache(maxsize=1)
def _maker() -> PetrovichDeclinationMaker:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()
