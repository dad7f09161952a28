"""Papers and pictures of a plugin: one door to the typesetter of the core.

A plugin brings a folder with typst templates; they read their words from ``sys.inputs.data``, use
the house's faces (PT Serif, Golos Text) and see no other folder and no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from eventkit.printing.file_names import windows_file_name
from eventkit.printing.palette import accent_colour
from eventkit.printing.rosette import Ornament, rosette_file
from eventkit.printing.typst import TypesettingError, compile_template

__all__ = ["TypesettingError", "accent_colour", "ornament", "set_paper", "windows_file_name"]


def set_paper(
    folder: Path,
    template: str,
    data: Mapping[str, object],
    *,
    ending: Literal["pdf", "png"] = "pdf",
    pages: int | None = None,
) -> bytes:
    """Set a template of a folder as a PDF, or its one page as a PNG of two dots a pixel.

    Args:
        folder: the only folder that the template may read.
        template: name of a file in it.
        data: values for JSON.
        ending: what is made.
        pages: how many pages a PDF must have; any number when None.

    Raises:
        TypesettingError: the template is wrong, takes too long, or has another number of pages.
    """
    return compile_template(template, data, pages=pages, folder=folder, ending=ending)


def ornament(kind: str, slug: str, colour: str) -> str:
    """The mark of an event as an SVG document, for a paper; ``colour`` as #hex."""
    return rosette_file(Ornament(kind, slug), colour, size="small", stroke=1.6)
