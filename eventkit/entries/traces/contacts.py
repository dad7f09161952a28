"""Addresses and numbers in a text: e-mail, telephones, pages of social networks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eventkit.entries.traces.forms import key, latin_pattern
from eventkit.entries.traces.wanted import Found, Named

_AT = r"(?:@|\s?\(at\)\s?|\s?\[at\]\s?|\s?\(собака\)\s?|\s+собака\s+)"
_EMAIL = re.compile(rf"[\w.+-]+{_AT}[\w-]+(?:\.[\w-]+)+", re.I)
_PHONE = re.compile(
    r"(?<![\d\w])(?:\+?[78][\s\u00a0().‑–-]*)?(?:\(?\d{3,5}\)?[\s\u00a0.‑–-]*)?"
    r"\d{1,3}(?:[\s\u00a0.‑–-]*\d{2,4}){1,3}(?![\d\w])"
)
_ASKED = re.compile(
    r"(?:тел(?:\.|ефон\w*)?|моб(?:\.|ильн\w*)|звон\w+|whatsapp|ватсап)[\s.:—–-]*$", re.I
)
_LINK = re.compile(
    r"(?<![\w@])(?:https?://)?(?:www\.)?(?:vk\.com|vk\.ru|ok\.ru|t\.me|wa\.me|instagram\.com"
    r"|facebook\.com|youtube\.com/@|rutube\.ru/channel|dzen\.ru|nsportal\.ru|infourok\.ru"
    r"|multiurok\.ru)/?[\w./@-]+|(?<![\w@.])@[A-Za-z]\w{3,31}",
    re.I,
)
SHORT_PHONE = 6


def find_contacts(
    text: str, emails: Sequence[str], phones: Sequence[str], persons: Sequence[Named]
) -> Iterator[Found]:
    """The author's addresses for sure; all others perhaps, since the jury needs none of them."""
    yield from _emails(text, emails, persons)
    yield from _phones(text, phones)
    for match in _LINK.finditer(text):
        yield Found("link", match.start(), match.end(), match[0], False)


def _emails(text: str, emails: Sequence[str], persons: Sequence[Named]) -> Iterator[Found]:
    known = {email.casefold(): email for email in emails if email}
    for match in _EMAIL.finditer(text):
        plain = re.sub(_AT, "@", match[0], flags=re.I).rstrip(".").casefold()
        local = plain.partition("@")[0]
        end = match.end() - (len(match[0]) - len(match[0].rstrip(".")))
        owner = known.get(plain) or next(
            (email for email in emails if local and email.casefold().startswith(local + "@")), ""
        )
        named = any(_names(local, person) for person in persons)
        yield Found("email", match.start(), end, owner or match[0], bool(owner) or named)


def _names(local: str, person: Named) -> bool:
    stem = re.sub("[аяйоеы]+$", "", key(person.last))
    return len(stem) > 3 and bool(re.search(latin_pattern(stem), local))


def _phones(text: str, phones: Sequence[str]) -> Iterator[Found]:
    known = {_digits(phone): phone for phone in phones if len(_digits(phone)) >= SHORT_PHONE}
    for match in _PHONE.finditer(text):
        digits = _digits(match[0])
        if len(digits) < 5:
            continue
        owner = known.get(digits) or next(
            (
                phone
                for own, phone in known.items()
                if len(digits) >= SHORT_PHONE and own.endswith(digits)
            ),
            "",
        )
        asked = bool(_ASKED.search(text[max(0, match.start() - 16) : match.start()]))
        if owner or asked or _looks_like_one(match[0], digits):
            yield Found("phone", match.start(), match.end(), owner or match[0], bool(owner))


def _digits(phone: str) -> str:
    """The ten digits without the country's own."""
    digits = re.sub(r"\D", "", phone)
    return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits


def _looks_like_one(written: str, digits: str) -> bool:
    if len(digits) != 10:
        return False
    return written.lstrip().startswith(("+", "8", "7")) or digits[0] == "9"
