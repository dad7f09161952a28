"""Papers as files: one PDF, all in one PDF, all in an archive."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import IO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.documents import wording
from eventkit.documents.models import Award
from eventkit.events.models import Event
from eventkit.hooks import active_plugins
from eventkit.printing.diplomas import DiplomaData, Recipient, diplomas
from eventkit.printing.file_names import windows_file_name
from eventkit.printing.rosette import Ornament
from eventkit.printing.words import long_date
from eventkit.web.clock import now
from eventkit.web.models import site
from eventkit.web.urls import full_url

KEPT_IN_MEMORY = 32 * 1024 * 1024


def pdf_of(event: Event, awards: Sequence[Award]) -> bytes:
    """The papers of one event in one PDF, a page each, in the order given.

    Raises ValueError without papers, TypesettingError when words do not fit.
    """
    return diplomas([_data(event, award) for award in awards], title=event.title)


def archive_of(event: Event, awards: Sequence[Award]) -> IO[bytes]:
    """The same as an archive of single files, each named by its number and recipient."""
    import pypdfium2

    together = pypdfium2.PdfDocument(pdf_of(event, awards))
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 - streamed
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for page, award in enumerate(awards):
            one = pypdfium2.PdfDocument.new()
            one.import_pages(together, [page])
            content = BytesIO()
            one.save(content)
            one.close()
            archive.writestr(file_name(award), content.getvalue())
    together.close()
    file.seek(0)
    return file


def file_name(award: Award) -> str:
    """«КВМ-2025-001 Звонкова Алина Руслановна.pdf»."""
    whose = award.group.title if award.is_of_pair and award.group else ""
    return windows_file_name(f"{award.number} {whose or award.shown_name}.pdf")


def batch_name(event: Event, ending: str) -> str:
    """The name of a file with all papers of an event."""
    return windows_file_name(_("Документы – %(title)s", title=event.title) + ending)


def _data(event: Event, award: Award) -> DiplomaData:
    settings = site()
    role, title, reason = wording.lines(award)
    return DiplomaData(
        number=award.number,
        heading=wording.heading(award.kind),
        degree=wording.subheading(award.kind, award.degree),
        organizer=tuple(filter(None, (settings.department, settings.district))),
        lead=_lead(award),
        recipients=_recipients(award),
        role=role,
        event_title=title,
        reason=reason,
        signer_post=settings.head_position,
        signer_name=settings.head_name,
        verify_address=full_url(f"/verify/{award.code}"),
        verify_lines=(
            "Проверить: наведите камеру или откройте",
            _short(full_url("/verify")),
            f"Код {award.code}",
        ),
        closing_lines=_closing(event, award),
        accent=event.accent,
        ornament=ornament_of(event),
        overprint=_overprint(award),
    )


def _lead(award: Award) -> str:
    """The words before the name; on a pair's paper they name the pair."""
    words = wording.lead(award.kind, award.case)
    return f"{words} {wording.place_in_pair(award)}" if award.is_of_pair else words


def _recipients(award: Award) -> tuple[Recipient, ...]:
    names = wording.names_of(award)
    posts = wording.posts_of(award) if award.is_of_pair else [wording.post_of(award)]
    lengths = _surnames(award)
    return tuple(
        _recipient(name, post, lengths[number] if number < len(lengths) else 1)
        for number, (name, post) in enumerate(zip(names, posts, strict=False))
    )


def _surnames(award: Award) -> list[int]:
    """Of how many words the surname of each person consists."""
    if not award.is_of_pair:
        return [len(award.person.last_name.split())] if award.person else [1]
    authors = award.standing.entry.authors if award.standing else []
    by_id = {author.person_id: author.person for author in authors}
    people = [by_id.get(person_id) for person_id in award.named_ids]
    return [len(person.last_name.split()) if person else 1 for person in people]


def _recipient(name: str, post: str, surname: int) -> Recipient:
    """The surname stands on a line of its own; it may consist of several words."""
    words = name.split()
    surname = min(max(1, surname), max(1, len(words) - 1))
    return Recipient(
        last_name=" ".join(words[:surname]),
        given_names=" ".join(words[surname:]),
        position=f"{post}," if post else "",
    )


def _closing(event: Event, award: Award) -> tuple[str, ...]:
    """The day of issue, and the protocol that the paper follows."""
    day = (award.issued_at or now()).astimezone(ZoneInfo(event.timezone)).date()
    made = award.standing.calculation if award.standing else None
    protocol = f"протокол № {made.protocol_number}" if made and made.protocol_number else ""
    return tuple(filter(None, (long_date(day), protocol)))


def _overprint(award: Award) -> str:
    if award.state == "issued":
        return ""
    return "Образец" if award.state == "prepared" else "Аннулировано"


def ornament_of(event: Event) -> Ornament:
    """The rosette of the event's format and slug."""
    found = active_plugins().formats.get(event.format)
    return Ornament(found[1].ornament if found else event.format, event.slug)


def _short(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}"
