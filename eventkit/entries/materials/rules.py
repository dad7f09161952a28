"""Until when materials are taken, and what of them is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from eventkit.entries.materials.models import Material, TrialWish
from eventkit.entries.models import EntryFile
from eventkit.events.models import Trial

VIDEO_HOSTS = (
    "rutube.ru",
    "vk.com",
    "vkvideo.ru",
    "dzen.ru",
    "ok.ru",
    "disk.yandex.ru",
    "cloud.mail.ru",
    "youtube.com",
    "youtu.be",
    "drive.google.com",
)
MOST_VIDEOS = 5
MOST_FILES = 10
FILES, VIDEO, TEXT = "files", "video", "text"


def closes_at(trial: Trial, wish: TrialWish | None) -> datetime | None:
    """The first instant that is too late: the trial's own, else that of registration."""
    if wish is not None and wish.closes_at is not None:
        return wish.closes_at
    if trial.closes_at is not None:
        return trial.closes_at
    registration = trial.event.stage("registration")
    return registration.closes_at if registration else None


def deadline_of(trial: Trial, wish: TrialWish | None, material: Material | None) -> datetime | None:
    """The same for one entrant, who may have got a delay."""
    end = closes_at(trial, wish)
    late = material.late_until if material else None
    return late if end is not None and late is not None and late > end else end


def may_hand_in(
    trial: Trial, wish: TrialWish | None, material: Material | None, at: datetime
) -> bool:
    """Whether materials of the trial are wanted and still taken from the entrant."""
    if wish is None or not wish.wants_something:
        return False
    end = deadline_of(trial, wish, material)
    return end is None or at < end


def missing_parts(
    wish: TrialWish, material: Material | None, files: Sequence[EntryFile]
) -> list[str]:
    """Which of files, video and text are wanted and not there."""
    made = material.text_file_id if material else None
    present = {
        FILES: any(file.id != made for file in files),
        VIDEO: bool(material and material.videos),
        TEXT: bool(material and material.text),
    }
    wanted = {FILES: wish.wants_files, VIDEO: wish.wants_video, TEXT: wish.wants_text}
    return [part for part, is_wanted in wanted.items() if is_wanted and not present[part]]


def is_video_address(address: str) -> bool:
    """Whether an address is a page of a known video or disk service, over https."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        return (
            parts.scheme == "https"
            and host in VIDEO_HOSTS
            and len(parts.path) > 1
            and not parts.username
            and parts.port is None
            and not any(char.isspace() or char in "<>\"'" for char in address)
        )
    except ValueError:
        return False
