"""Zip files that office programs write, and those that only pretend to be such."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from flask_babel import gettext as _

from eventkit.files.problems import FileError

MOST_MEMBERS = 3000
MOST_BYTES = 200 * 1024 * 1024
"""Of the whole unpacked content: a long essay with photographs takes a tenth of it."""
MOST_RATIO = 200
RATIO_FROM = 10 * 1024 * 1024
_PIECE = 1 << 20
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a compression of another kind
    EOFError,
    OSError,
    ValueError,
)
"""What the library raises for a damaged archive: it depends on the byte that is wrong."""


def members(path: Path) -> set[str]:
    """Names of what is inside."""
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def check_archive(path: Path) -> None:
    """Refuse bombs, passwords and names that lead out of the archive.

    Sizes are checked as declared and again while unpacking, since a header may lie.

    Raises:
        FileError: the archive is not to be trusted, or broken.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive.infolist(), path.stat().st_size)
            _check_actual(archive)
    except BROKEN as problem:
        if isinstance(problem, FileError):
            raise
        raise FileError(
            _("Файл повреждён. Откройте его у себя, сохраните ещё раз и отправьте.")
        ) from problem
    except RuntimeError as problem:
        raise FileError(_("Файл закрыт паролем. Сохраните его без пароля.")) from problem


def _check_declared(infos: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(info.file_size for info in infos)
    too_dense = total > RATIO_FROM and total > packed * MOST_RATIO
    if len(infos) > MOST_MEMBERS or total > MOST_BYTES or too_dense:
        raise FileError(_too_big())
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts:
            raise FileError(_("Файл не принят: внутри него недопустимые имена."))
        if info.flag_bits & 0x1:
            raise FileError(_("Файл закрыт паролем. Сохраните его без пароля."))


def _check_actual(archive: zipfile.ZipFile) -> None:
    left = MOST_BYTES
    for info in archive.infolist():
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise FileError(_too_big())


def _too_big() -> str:
    return str(
        _("Файл не принят: внутри него слишком много данных. Уменьшите картинки и сохраните его.")
    )
