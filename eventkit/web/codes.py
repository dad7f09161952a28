"""QR codes on photographs, for plugins: one door to the reader of the core.

``read_codes`` gives the texts of all codes in a JPEG, PNG or WebP; PictureError says in words what
to send instead.
"""

from eventkit.printing.reading_codes import PictureError, read_codes

__all__ = ["PictureError", "read_codes"]
