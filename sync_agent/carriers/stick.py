"""The sticks that bring a publisher's tree: at their root, or in a folder `imaginecole` of theirs."""

from collections.abc import Iterator
from pathlib import Path

from runtime.plugged import key_name, plugged_folders
from sync_agent.carriers.folder import Folder

TREE = "imaginecole"


def sticks(place: Path) -> list[Folder]:
    """Return the sticks that are plugged in below a place and bring a tree, by name: one look, no wait."""
    return [Folder(tree, key_name(key), "stick") for key in plugged_folders(place) for tree in _tree_of(key)]


def _tree_of(key: Path) -> Iterator[Path]:
    for tree in (key / TREE, key):
        head = tree / "head"
        try:
            is_here = head.is_dir() and not head.is_symlink() and not tree.is_symlink()
        except OSError:  # pulled just now, or damaged
            continue
        if is_here:
            yield tree
            return
