"""Diplomas, certificates and letters of thanks on A4."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.lazy import dataclass
from eventkit.printing import frame, qr
from eventkit.printing.palette import accent_colour, mixed
from eventkit.printing.rosette import Ornament, rosette_file
from eventkit.printing.typograph import bind
from eventkit.printing.typst import compile_template

WATERMARK = 0.15
"""Share of the accent in the ink of the rosette behind the text."""


@dataclass(frozen=True)
class Recipient:
    """Who receives the paper, already in the case that the sentence wants."""

    last_name: str
    """«Звонковой»; stands on a line of its own."""
    given_names: str
    """«Алине Руслановне»."""
    position: str = ""
    """«учителю музыки МАОУ СОШ с. Вымыслово,»."""


@dataclass(frozen=True)
class DiplomaData:
    """The words of one paper. Empty lines are left out; nothing is inflected or composed here."""

    number: str
    """«КВМ-2025-001»."""
    heading: str
    """«Диплом», «Сертификат», «Благодарность»; set in capitals."""
    organizer: tuple[str, ...]
    """Lines at the top, the first one bold."""
    lead: str
    """«вручается», «Награждается», «Настоящий сертификат подтверждает, что»."""
    recipients: tuple[Recipient, ...]
    """One, or a pair or small team."""
    ornament: Ornament
    role: str = ""
    """«победителю муниципального конкурса педагогического эссе»."""
    event_title: str = ""
    """«„К вершинам мастерства“» with its quotation marks; bold."""
    reason: str = ""
    """«в номинации „…“», or for thanks the work that was done."""
    degree: str = ""
    """«I степени», «участника»; italic under the heading."""
    signer_post: str = ""
    """May hold a line break."""
    signer_name: str = ""
    signature_word: str = "подпись"
    """Under the line for the pen."""
    seal_word: str = ""
    """«М. П.», printed pale where the seal goes; left out when empty."""
    verify_address: str = ""
    """What the QR code says; without it no code is printed."""
    verify_lines: tuple[str, ...] = ()
    """Beside the code, under the number: how to check the paper."""
    closing_lines: tuple[str, ...] = ()
    """At the right: place, date, order."""
    accent: str = "chernila"
    """Name of an ink (palette.ACCENTS) or #hex."""
    overprint: str = ""
    """«Образец» or «Аннулирован» across the page."""


def diplomas(items: Sequence[DiplomaData], *, title: str = "", time_limit: float = 60) -> bytes:
    """Set papers, one page each, into one PDF in the order given.

    Args:
        items: at least one paper.
        title: title of the PDF document.
        time_limit: seconds; 300 papers take about five.

    Raises:
        ValueError: there are no items.
        TypesettingError: a paper does not fit its page, or the limit is over.
    """
    if not items:
        raise ValueError("no papers to set")
    frames = {item.accent: frame.frame(accent_colour(item.accent)) for item in items}
    watermarks = {_watermark_key(item): _watermark(item) for item in items}
    data = {
        "title": title or bind(items[0].heading),
        "frames": frames,
        "watermarks": watermarks,
        "items": [_values(item) for item in items],
    }
    return compile_template("diploma.typ", data, pages=len(items), time_limit=time_limit)


def _watermark_key(item: DiplomaData) -> str:
    return f"{item.accent}/{item.ornament.word}/{item.ornament.slug}"


def _watermark(item: DiplomaData) -> str:
    return rosette_file(item.ornament, mixed(accent_colour(item.accent), WATERMARK))


def _values(item: DiplomaData) -> dict[str, object]:
    return {
        "number": item.number,
        "heading": item.heading,
        "organizer": [bind(line) for line in item.organizer],
        "lead": bind(item.lead),
        "recipients": [
            {
                "last": one.last_name,
                "given": one.given_names,
                "position": bind(one.position),
            }
            for one in item.recipients
        ],
        "role": bind(item.role),
        "event_title": bind(item.event_title),
        "reason": bind(item.reason),
        "degree": item.degree,
        "signer_post": bind(item.signer_post),
        "signer_name": bind(item.signer_name),
        "signature_word": item.signature_word,
        "seal_word": item.seal_word,
        "code": qr.svg_file(item.verify_address) if item.verify_address else "",
        "verify_lines": list(item.verify_lines),
        "closing_lines": [bind(line) for line in item.closing_lines],
        "accent": accent_colour(item.accent),
        "frame": item.accent,
        "watermark": _watermark_key(item),
        "overprint": item.overprint,
    }
