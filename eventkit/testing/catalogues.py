"""Catalogues of words: collect what the code says, bring the catalogues up to date, find gaps.

``python -m eventkit.testing.catalogues`` updates and compiles the catalogues of a checkout: it adds
new texts, drops those that nobody says any more and writes the ``.mo`` files that are shipped.
The texts in the code are Russian, so the Russian catalogue holds plural forms alone and the
English one holds everything. Plugin authors call :func:`update` and :func:`problems` on theirs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from eventkit.lazy import dataclass

LOCALES = ("ru", "en")
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
OPTIONS = {"**.html": {"trimmed": "true", "silent": "false"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


@dataclass(frozen=True)
class Words:
    """Folders whose texts share a catalogue, and the folder of that catalogue."""

    sources: tuple[Path, ...]
    folder: Path

    def file(self, locale: str) -> Path:
        """The catalogue of one language."""
        return self.folder / locale / "LC_MESSAGES" / "messages.po"


def of_checkout(root: Path) -> list[Words]:
    """The core's words, then those of each plugin in the tree."""
    core = Words((root / "eventkit", root / "templates"), root / "eventkit" / "translations")
    plugins = sorted(file.parent for file in (root / "plugins").glob("*/__init__.py"))
    return [core, *(Words((plugin,), plugin / "translations") for plugin in plugins)]


def collect(words: Words) -> Catalog:
    """Everything that the sources say, with its plural forms."""
    said = Catalog()
    for source in words.sources:
        found = extract_from_dir(source, METHODS, OPTIONS, KEYWORDS)
        for _file, _line, text, _comments, context in found:
            said.add(text, context=context)
    return said


def read(words: Words, locale: str) -> Catalog:
    """The catalogue as it is kept; empty when there is none yet."""
    file = words.file(locale)
    if not file.exists():
        return Catalog(locale=locale)
    with file.open("rb") as opened:
        return read_po(opened, locale=locale)


def needed(said: Catalog, locale: str) -> Iterator[Message]:
    """The messages that the catalogue of a language must hold."""
    return (message for message in said if message.id and (locale != "ru" or message.pluralizable))


def update(words: Words) -> None:
    """Add new texts, drop unused ones, compile; what is translated stays."""
    said = collect(words)
    for locale in LOCALES:
        kept, renewed = read(words, locale), _empty(words, locale)
        for message in needed(said, locale):
            old = kept.get(message.id, message.context)
            text = old.string if old and not old.fuzzy else None
            renewed.add(message.id, text, context=message.context)
        renewed.creation_date = renewed.revision_date = kept.creation_date
        file = words.file(locale)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as opened:
            write_po(opened, renewed, sort_output=True, width=100)
        with file.with_suffix(".mo").open("wb") as opened:
            write_mo(opened, read(words, locale))


def _empty(words: Words, locale: str) -> Catalog:
    name = words.folder.parent.name
    about = f"# Words of {name}."
    return Catalog(locale=locale, fuzzy=False, project=name, header_comment=about)


def problems(words: Words, locale: str) -> list[str]:
    """What is missing, unused, broken or not compiled in one catalogue, a line for each."""
    said, kept = collect(words), read(words, locale)
    found = []
    wanted = {(message.id, message.context) for message in needed(said, locale)}
    for message in needed(said, locale):
        entry = kept.get(message.id, message.context)
        found += _faults(message, entry, kept.num_plurals)
    held = {(message.id, message.context) for message in kept if message.id}
    found += [f"unused: {text!r}" for text, _context in held - wanted]
    if wanted and not _compiled(words.file(locale), kept):
        found.append("not compiled: run python -m eventkit.testing.catalogues")
    return found


def _faults(message: Message, entry: Message | None, plurals: int) -> list[str]:
    texts = _texts(entry)
    forms = plurals if message.pluralizable else 1
    if entry is None or entry.fuzzy or len(texts) != forms or not all(texts):
        return [f"not translated: {message.id!r}"]
    *_, last = _texts_of_id(message)
    expected = set(PLACEHOLDER.findall(last))
    return [
        f"placeholders differ: {message.id!r}"
        for text in texts
        if set(PLACEHOLDER.findall(text)) != expected
    ]


def _texts_of_id(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _texts(entry: Message | None) -> tuple[str, ...]:
    if entry is None or not entry.string:
        return ()
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def _compiled(file: Path, kept: Catalog) -> bool:
    fresh = io.BytesIO()
    write_mo(fresh, kept)
    binary = file.with_suffix(".mo")
    return binary.exists() and binary.read_bytes() == fresh.getvalue()


if __name__ == "__main__":
    for each in of_checkout(Path(__file__).resolve().parents[2]):
        update(each)
