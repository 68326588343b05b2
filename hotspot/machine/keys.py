"""The USB keys that are plugged into the box: folders that appear below the setting `keys_folder`."""

import os
from dataclasses import dataclass
from pathlib import Path

from hotspot.settings import Settings
from runtime.plugged import key_name, plugged_folders
from runtime.room import free_bytes


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
    for folder in plugged_folders(settings.keys_folder):
        try:
            room = free_bytes(folder)
        except OSError:  # pulled just now
            continue
        found.append(Key(key_name(folder), folder, room, _can_write(folder)))
    return found


def key_named(settings: Settings, name: str) -> Key | None:
    """Return the key of this name, None when it is not there."""
    return next((key for key in keys(settings) if key.name == name), None)


def _can_write(folder: Path) -> bool:
    return not os.statvfs(folder).f_flag & os.ST_RDONLY and os.access(folder, os.W_OK)
