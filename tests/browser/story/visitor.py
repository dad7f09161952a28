"""A stranger who looks at everything that anybody may see."""

from __future__ import annotations

import re
from html import unescape
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

LINKS = re.compile(r"""(?:href|src|data-combobox)=["']([^"']+)""")


def everything_public(url: str, *more: str) -> dict[str, str]:
    """Every address of the site that leads from the front page or from ``more``: its text.

    Only texts are kept (pages, pictures as SVG, calendars); other files are read as they are.
    """
    waiting, found = [url + "/", *more], dict[str, str]()
    while waiting:
        address = urldefrag(waiting.pop()).url
        if address in found or not address.startswith(url + "/"):
            continue
        try:
            with urlopen(address, timeout=20) as answer:
                text = answer.read().decode("utf-8", errors="replace")
                is_page = "html" in answer.headers.get("Content-Type", "")
        except HTTPError as problem:
            if problem.code >= 500:
                raise
            text, is_page = "", False
        found[address] = unescape(text)
        if is_page:
            waiting += [urljoin(address, unescape(link)) for link in LINKS.findall(text)]
    return found
