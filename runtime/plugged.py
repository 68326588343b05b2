"""The USB keys that are plugged in: folders that appear where the system mounts them."""

import os
from collections.abc import Iterator
from pathlib import Path

MOUNTS = Path("/media")  # only what is mounted there is a key; in any other place, a folder stands for one


def plugged_folders(place: Path) -> Iterator[Path]:
    """Yield the keys' folders, by name: `/media/KEY`, and `/media/ACCOUNT/KEY` as desktops mount them."""
    for folder in _inside(place):
        if place != MOUNTS or folder.is_mount():
            yield folder
        else:
            yield from (inner for inner in _inside(folder) if inner.is_mount())


def key_name(folder: Path) -> str:
    """Return the name of a key as people read it, whatever its bytes."""
    return os.fsencode(folder.name).decode("utf-8", "replace")


def _inside(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as found:
            names = [one.path for one in found if one.is_dir() and not one.name.startswith(".")]
    except OSError:  # no such place, or not for this account
        return []
    return [Path(name) for name in sorted(names)]
