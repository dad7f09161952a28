"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path

from flask_babel import gettext as _

from eventkit.files.archives import check_archive, members
from eventkit.files.plain import decode_plain
from eventkit.files.problems import FileError
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of file: its usual ending, its media type and its name for people."""

    ending: str
    media_type: str
    title: str


DOCX = Kind(
    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"
)
ODT = Kind("odt", "application/vnd.oasis.opendocument.text", "OpenDocument")
PDF = Kind("pdf", "application/pdf", "PDF")
RTF = Kind("rtf", "application/rtf", "RTF")
TXT = Kind("txt", "text/plain", "TXT")
JPEG = Kind("jpg", "image/jpeg", "JPEG")
PNG = Kind("png", "image/png", "PNG")
DOCUMENTS = (DOCX, ODT, PDF, RTF, TXT)
KINDS = {kind.media_type: kind for kind in (*DOCUMENTS, JPEG, PNG)}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 2048


def kind_of(path: Path, accepted: tuple[Kind, ...] = DOCUMENTS) -> Kind:
    """Recognise an accepted kind by content.

    Raises:
        FileError: the content is none of them; the message says what to do.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise FileError(_("Файл пустой. Проверьте, тот ли файл вы выбрали."))
    found = _recognise(path, head)
    if found is None or found not in accepted:
        raise FileError(_refusal(found, accepted, is_picture=_is_picture(head)))
    return found


def _refusal(found: Kind | None, accepted: tuple[Kind, ...], *, is_picture: bool) -> str:
    """Why a file is not taken, what it is, and what to send instead."""
    names = ", ".join(kind.title for kind in accepted)
    if is_picture and DOCX in accepted:
        return str(
            _(
                "Файл не принят: это фотография или картинка, а нужен документ. "
                "Вставьте её в Word или сохраните как PDF. Годятся: %(kinds)s.",
                kinds=names,
            )
        )
    if found is not None:
        return str(
            _(
                "Файл не принят: это %(found)s. Годятся: %(kinds)s.",
                found=found.title,
                kinds=names,
            )
        )
    return str(
        _(
            "Файл не принят: такого вида файлы не открываем, даже если изменить имя. "
            "Сохраните его в одном из годных видов: %(kinds)s.",
            kinds=names,
        )
    )


def _is_picture(head: bytes) -> bool:
    """Of any kind: phones make others than JPEG too."""
    import filetype

    guessed = filetype.guess(head)
    return guessed is not None and guessed.mime.startswith("image/")


def _recognise(path: Path, head: bytes) -> Kind | None:
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"{\\rtf"):
        return RTF
    if head.startswith(b"PK"):
        return _office(path)
    if head.startswith(_OLE):
        raise FileError(
            _("Файл не принят: это старый Word или файл под паролем. Сохраните его как DOCX.")
        )
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return TXT if _is_text(path, head) else None


def _office(path: Path) -> Kind | None:
    if not zipfile.is_zipfile(path):
        raise FileError(_("Файл повреждён. Откройте его у себя, сохраните ещё раз и отправьте."))
    check_archive(path)
    names = members(path)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileError(_("Файл не принят: в нём макросы. Сохраните его как DOCX без макросов."))
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "mimetype" in names and "content.xml" in names:
        with zipfile.ZipFile(path) as archive:
            return ODT if archive.read("mimetype").strip() == ODT.media_type.encode() else None
    return None


def _is_text(path: Path, head: bytes) -> bool:
    import filetype

    if filetype.guess(head) is not None or head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return False
    return decode_plain(path.read_bytes()) is not None
