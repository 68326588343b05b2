"""The USB keys that are plugged into the box: folders that appear below the setting `keys_folder`."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hotspot.settings import Settings
from runtime.room import free_bytes

MOUNTS = Path("/media")  # only what is mounted there is a key; in any other place, a folder stands for one


@dataclass(frozen=True)
class Key:
    """A key, its name as people read it, and the room on it."""

    name: str
    folder: Path
    free_bytes: int
    can_write: bool


def keys(settings: Settings) -> list[Key]:
    """Return the keys that are there, by name; one that cannot be looked at is not."""
    found = []
    for folder in _folders(settings.keys_folder):
        try:
            room = free_bytes(folder)
        except OSError:  # pulled just now
            continue
        name = os.fsencode(folder.name).decode("utf-8", "replace")
        found.append(Key(name, folder, room, _can_write(folder)))
    return found


def key_named(settings: Settings, name: str) -> Key | None:
    """Return the key of this name, None when it is not there."""
    return next((key for key in keys(settings) if key.name == name), None)


def _folders(place: Path) -> Iterator[Path]:
    """Yield the keys' folders: `/media/KEY`, and `/media/ACCOUNT/KEY` as desktops mount them."""
    for folder in _inside(place):
        if place != MOUNTS or folder.is_mount():
            yield folder
        else:
            yield from (inner for inner in _inside(folder) if inner.is_mount())


def _inside(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as found:
            names = [one.path for one in found if one.is_dir() and not one.name.startswith(".")]
    except OSError:  # no such place, or not for this account
        return []
    return [Path(name) for name in sorted(names)]


def _can_write(folder: Path) -> bool:
    return not os.statvfs(folder).f_flag & os.ST_RDONLY and os.access(folder, os.W_OK)
