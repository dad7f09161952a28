"""Why a file was not taken, in words for whoever sent it."""

from __future__ import annotations


class FileError(ValueError):
    """The file is not accepted; the message is for the person who sent it."""
