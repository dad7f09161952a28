"""Giving a stored file to a browser: always as a download, under a name every browser reads."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response
from werkzeug.wsgi import FileWrapper

from eventkit.files.models import StoredFile
from eventkit.files.operations import open_file


def download(file: StoredFile, name: str = "") -> Response:
    """Answer with the content as an attachment.

    Never inline: what people upload does not run in the app's origin.
    """
    stream = open_file(file)
    response = Response(FileWrapper(stream), direct_passthrough=True)
    response.call_on_close(stream.close)
    response.headers["Content-Type"] = file.media_type
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Disposition"] = attachment(name or file.name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def attachment(name: str) -> str:
    """The header with the name in ASCII for old programs and in full by RFC 5987."""
    plain = "".join(sign if sign.isascii() and sign not in '"\\' else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
