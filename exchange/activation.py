"""An edition from hand to hand: the messenger lays it ready in the store, the box takes it or says why not.

`store/ready.json` is the messenger's, written once texts and pictures are here. `store/edition.json`, what is
shown, and `store/refused.json` are the box's; it takes the latter away with the next edition that it shows.
"""

from pathlib import Path
from typing import Literal

from exchange.documents import Edition, encode
from exchange.form import Form
from exchange.kept import read_kept
from exchange.store import written_whole

Why = Literal[
    "damaged",  # a file is not what its name says: it was thrown away, and must come again
    "unreadable",  # of a form that this box's program does not know
    "unfit",  # its parts do not fit together, or it is another country's
    "picture",  # a picture could run script
    "no-room",  # the card is full
]


class Refusal(Form, frozen=True):
    """An edition that the box does not show, and why."""

    edition: Edition
    why: Why


def active_file(store_folder: Path) -> Path:
    """Return where the box says what it shows."""
    return store_folder / "edition.json"


def ready_file(store_folder: Path) -> Path:
    """Return where the messenger lays the edition that can be shown."""
    return store_folder / "ready.json"


def refused_file(store_folder: Path) -> Path:
    """Return where the box says what it does not take."""
    return store_folder / "refused.json"


def read_active(store_folder: Path) -> Edition | None:
    """Return the edition that the box shows; None without one."""
    return read_kept(active_file(store_folder), Edition)


def read_ready(store_folder: Path) -> Edition | None:
    """Return the edition that can be shown; None when there is none, or the file cannot be read."""
    return read_kept(ready_file(store_folder), Edition)


def write_ready(store_folder: Path, edition: Edition) -> None:
    """Lay an edition ready. Raises OSError where the card takes nothing."""
    with written_whole(ready_file(store_folder)) as file:
        file.write(encode(edition))


def read_refusal(store_folder: Path) -> Refusal | None:
    """Return what the box has refused last; None when it shows what it was given."""
    return read_kept(refused_file(store_folder), Refusal)


def write_refusal(store_folder: Path, refusal: Refusal | None) -> None:
    """Say what is refused; None: nothing any more. Raises OSError where the card takes nothing."""
    file = refused_file(store_folder)
    if refusal is None:
        file.unlink(missing_ok=True)
        return
    with written_whole(file) as new:
        new.write(encode(refusal))
