"""The project speaks of itself alone: no machine, no registry, no word of how it was written."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BORROWED = ("eventkit/static/vendor/",)

# Each is written so that it does not match itself.
FORBIDDEN = {
    "a folder of somebody's machine": r"(?<![\w.:/~-])/(?:home|Users|root|work|workspace|mnt)/\w",
    "a registry's address": r"py(?:pi)\.org|python(?:hosted)\.org|npm(?:js)\.(?:org|com)"
    r"|registry\.(?:npm|yarn)|deb\.(?:debian)\.org|index-(?:url)\s*=",
    "how the work is organised": r"\bissue[s]? #?\d|\bticket[s]? #?\d|\bsub-?(?:agent)|\bC(?:E)O\b"
    r"|\bas an (?:AI)\b|\blanguage (?:model)\b|\bcoding (?:assistant)|\b(?:next|last) sprint\b",
}


def files_of_the_project() -> list[str]:
    """Paths of what git keeps or would keep, with "/" between their parts."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in done.stdout.splitlines() if not name.startswith(BORROWED)]


def spoken(text: str) -> list[str]:
    """What of the forbidden stands in the text, each with its reason."""
    machine = [f"this checkout's folder: {ROOT}"] if str(ROOT) in text else []
    return machine + [
        f"{reason}: {found[0]!r}"
        for reason, pattern in FORBIDDEN.items()
        for found in re.finditer(pattern, text)
    ]


def test_no_file_names_a_machine_a_registry_or_how_the_work_is_organised():
    offences = []
    for name in files_of_the_project():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture or a font; or a file being removed
        offences += [f"{name}: {what}" for what in spoken(text)]
    assert offences == []


def test_the_forbidden_is_recognised():
    folder, registry, work = "/ho" + "me/anna/x", "https://py" + "pi.org/simple", "see iss" + "ue 7"
    assert len(spoken(f"{folder}\n{registry}\n{work}")) == 3
    assert spoken("https://example.org/home/page, a session of the jury, root of the tree") == []
