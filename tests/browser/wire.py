"""How many bytes an application sends to a browser, and what the browser wanted them for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask

SHOWN = ("document", "style", "script", "font", "image")
"""What a page is shown with. All else is fetched by scripts and by the worker, which also passes
pages on: those are known by what they accept."""


class Wire:
    """Counts the answers of an application, heads and bodies, as they go over the wire."""

    def __init__(self, app: Flask) -> None:
        self.sent: Counter[str] = Counter()
        self._inner: Callable[..., Iterable[bytes]] = app.wsgi_app
        app.wsgi_app = self._count  # type: ignore[method-assign]

    def _count(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterator[bytes]:
        way = environ.get("HTTP_SEC_FETCH_DEST", "document")
        if environ.get("HTTP_ACCEPT", "").startswith("text/html"):
            way = "document"

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            self.sent[way] += sum(len(name) + len(value) + 4 for name, value in headers) + 20
            return start_response(status, headers, *more)

        body = self._inner(environ, start)
        try:
            for part in body:
                self.sent[way] += len(part)
                yield part
        finally:
            if hasattr(body, "close"):
                body.close()

    def page(self) -> int:
        """Bytes that pages needed since the last question."""
        return self._take(lambda way: way in SHOWN)

    def background(self) -> int:
        """Bytes that were fetched beside them since the last question."""
        return self._take(lambda way: way not in SHOWN)

    def _take(self, wanted: Callable[[str], bool]) -> int:
        return sum(self.sent.pop(way) for way in list(self.sent) if wanted(way))
