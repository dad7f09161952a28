"""Papers as downloads."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response
from werkzeug.wsgi import FileWrapper

from eventkit.documents.models import Award
from eventkit.documents.papers import archive_of, batch_name, file_name, pdf_of
from eventkit.events.models import Event
from eventkit.files.answers import attachment


def pdf_answer(event: Event, awards: Sequence[Award]) -> Response:
    """One PDF: of one paper under its recipient's name, of many under the event's title."""
    content = pdf_of(event, awards)
    name = file_name(awards[0]) if len(awards) == 1 else batch_name(event, ".pdf")
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = attachment(name)
    return response


def archive_answer(event: Event, awards: Sequence[Award]) -> Response:
    """A zip with a PDF for each paper, streamed."""
    file = archive_of(event, awards)
    response = Response(FileWrapper(file), mimetype="application/zip", direct_passthrough=True)
    response.headers["Content-Disposition"] = attachment(batch_name(event, ".zip"))
    response.call_on_close(file.close)
    return response
