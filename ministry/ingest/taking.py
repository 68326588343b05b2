"""Take what has arrived, each report once: the ledger says so first, then the file goes to its place.

Killed between the two, the next run finds number and hash in the ledger and only moves the file.
"""

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from pathlib import Path

from exchange.reports import BOX, NAME, WrongReport, own_envelope
from exchange.store import bring_to_disk
from ministry.ingest.entering import enter, why_closed
from ministry.ingest.places import Places
from ministry.ingest.reading import NoReport, NotTaken, read_report
from ministry.ingest.tables import ledger
from runtime.locks import lock_on

GROWING_SECONDS = 3600  # so long a file may take to come whole: longer than any session
NUMBER_LETTERS = len("0001-00000042-")  # at the beginning of a name
MOST_ASIDE = 200  # files of a box; who sends more is no box of ours


@dataclass
class Day:
    """What became of what had arrived: "taken", "known", "aside", "thrown"."""

    counts: Counter[str] = field(default_factory=Counter)
    boxes: set[str] = field(default_factory=set)  # that have sent something: a receipt goes to each
    whys: dict[str, str] = field(default_factory=dict)  # box → why its last file was put aside


def take_all(places: Places, now: datetime) -> Day:
    """Take all that has arrived; the ledger is open. Raises OSError."""
    day = Day()
    with lock_on(places.folder / ".lock", inf):  # no other run takes from the same folder
        for box, file in _arrived(places):
            day.counts[_take(places, box, file, now, day)] += 1
            day.boxes.add(box)
    return day


def _take(places: Places, box: str, file: Path, now: datetime, day: Day) -> str:
    try:
        read = read_report(box, file)
        with ledger.atomic():
            outcome = enter(read, now)
    except NoReport:
        _throw_away(file)
        return "thrown"
    except NotTaken as error:
        day.whys[box] = str(error)
        _put_aside(file, places.aside(box))
        return "aside"
    if outcome == "forked":
        twins = [file, *places.accepted(box).glob(f"{file.name[:NUMBER_LETTERS]}*")]
        machines = {_machine_of(twin) for twin in twins}
        day.whys[box] = f"{why_closed(read.generation)} ({' ; '.join(sorted(machines))})"
        for twin in twins:
            _put_aside(twin, places.aside(box))
        return "aside"
    if outcome == "known" and any((kept / file.name).exists() for kept in _kept(places, box)):
        _throw_away(file)
    else:
        _move(file, places.accepted(box))
    return outcome


def _machine_of(report: Path) -> str:
    """Return which machine has written a report; "?" where the disk has damaged it."""
    try:
        machine = own_envelope(report.read_bytes()).machine
    except WrongReport:
        return "?"
    return "".join(letter for letter in machine if letter.isprintable())


def _kept(places: Places, box: str) -> tuple[Path, Path]:
    return places.accepted(box), places.aside(box)


def _arrived(places: Places) -> Iterator[tuple[str, Path]]:
    """Yield box and file of all that lies in the drop, the lowest numbers first."""
    for room in (places.arrived(""), places.arriving("")):
        for folder in sorted(room.iterdir()) if room.exists() else ():
            if BOX.fullmatch(folder.name) and folder.is_dir():
                for file in sorted(folder.iterdir()):
                    if not _is_growing(file):
                        yield folder.name, file


def _is_growing(file: Path) -> bool:
    """Say whether rsync may still be writing this: it gives the name of a report to whole files only."""
    try:
        return not NAME.fullmatch(file.name) and time.time() - file.lstat().st_mtime < GROWING_SECONDS
    except FileNotFoundError:  # its session is over, and it was moved
        return True


def _move(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):  # moved out of the box's reach meanwhile: the next run finds it known
        file.replace(folder / file.name)
    bring_to_disk(folder)


def _put_aside(file: Path, folder: Path) -> None:
    if folder.exists() and len(os.listdir(folder)) >= MOST_ASIDE:
        _throw_away(file)
    else:
        _move(file, folder)


def _throw_away(file: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    else:
        file.unlink(missing_ok=True)
