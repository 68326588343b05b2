"""What a box believes, laid out as a publisher does: so its store is the same tree for its neighbours."""

from pathlib import Path

from exchange.store import written_whole

TIMESTAMP = "timestamp.json"


def lay_head(memory: Path, head: Path) -> None:
    """Make `head` say what was checked last, file by file, the timestamp last."""
    files = {
        file.name: file for file in (*memory.glob("*.json"), *(memory / "root_history").glob("*.root.json"))
    }
    files.pop("root.json", None)  # the last of the roots, which stand there under their numbers
    for name in sorted(files, key=lambda name: (name == TIMESTAMP, name)):
        content, place = files[name].read_bytes(), head / name
        if not place.is_file() or place.read_bytes() != content:
            with written_whole(place) as new:
                new.write(content)
    for stale in head.glob("*.json"):
        if stale.name not in files:
            stale.unlink()
