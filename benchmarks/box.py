"""A box with a large edition and a class of thirty, as it is measured."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.phones import PHONES, Run, drive
from benchmarks.processes import Started, free_port, resident_mb, run, start
from benchmarks.resources import exercise_sets, lay_down, root_of
from benchmarks.walks import Browser, OpenQuestion, Pupil, answers, arrives, begins, finishes

BIN = Path(sys.executable).parent


@dataclass
class Box:
    """A running box, the memory it held after its start, its pupils with their phones in their hands."""

    started: Started
    folder: Path
    resources: int
    idle_mb: float
    pupils: list[Pupil]
    browsers: list[Browser] = field(default_factory=list)
    sets_begun: int = 0

    @property
    def school_file(self) -> Path:
        """The people and their answers."""
        return self.folder / "school.db"

    def questions(self, each: int) -> list[list[OpenQuestion]]:
        """Let every pupil open so many sets that she has not begun yet; return their first questions."""
        sets = [grain for grain, _skill, _year in exercise_sets(self.resources)]
        chosen = sets[self.sets_begun : self.sets_begun + each]
        self.sets_begun += each
        opened: list[list[OpenQuestion]] = [[] for _ in self.browsers]
        walks = [begins(one, chosen, mine) for one, mine in zip(self.browsers, opened, strict=True)]
        without_errors(drive(self.started.port, walks))
        return opened


def make_box(resources: int, home: Path) -> None:
    """Publish an edition and install it in the folder `home`, with a school to try."""
    shutil.rmtree(home, ignore_errors=True)
    repo = lay_down(resources, home.with_name(f"repo-{resources}"))
    run(BIN / "hotspot", "install", repo, "--root", root_of(repo), environment=_settings(home))
    run(BIN / "hotspot", "demonstration", environment=_settings(home))


@contextmanager
def box_in(home: Path, resources: int) -> Iterator[Box]:
    """Serve the box that was made in this folder."""
    with serving(home) as started:
        yield Box(started, home, resources, resident_mb(started.pid), pupils_of(home / "school.db"))


@contextmanager
def serving(home: Path, origin: str = "") -> Iterator[Started]:
    """Serve a box that is in this folder; with an `origin`, it leads phones that join to it."""
    port = free_port()
    settings = {**_settings(home, port), "HOTSPOT_ORIGIN": origin}
    started = start([BIN / "hotspot", "serve"], port, "/sante", settings)
    try:
        yield started
    finally:
        started.stop()


def _settings(home: Path, port: int = 0) -> dict[str, str]:
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}  # a box is compiled once, when it is installed
    return {"HOTSPOT_DATA_FOLDER": str(home), "HOTSPOT_PORT": str(port), **compiled}


def sign_in(box: Box) -> Run:
    """Let thirty pupils arrive at once, each with a phone that has kept nothing; return what it took."""
    box.browsers = [Browser() for _ in box.pupils]
    pairs = zip(box.browsers, box.pupils, strict=True)
    return without_errors(drive(box.started.port, [arrives(*pair) for pair in pairs]))


def warm_up(box: Box) -> None:
    """Let each pupil answer a question, so that all that is read once has been read."""
    opened = box.questions(1)
    pairs = zip(box.browsers, opened, strict=True)
    without_errors(drive(box.started.port, [answers(*pair) for pair in pairs]))


def finish_a_set(box: Box) -> None:
    """Let the first pupil do a set of exercises to its end."""
    box.sets_begun += 1
    grain = exercise_sets(box.resources)[box.sets_begun - 1][0]
    without_errors(drive(box.started.port, [finishes(box.browsers[0], grain)]))


def pupils_of(school_file: Path) -> list[Pupil]:
    """Return thirty pupils with their codes."""
    school = sqlite3.connect(f"file:{school_file}?mode=ro", uri=True)
    rows = school.execute(
        "SELECT learner.id, school_class_id, year, pictures FROM learner "
        "JOIN school_class ON school_class.id = school_class_id ORDER BY learner.id LIMIT ?",
        [PHONES],
    ).fetchall()
    school.close()
    return [Pupil(number, class_id, year, tuple(code.split())) for number, class_id, year, code in rows]


def without_errors(run: Run) -> Run:
    """Return the run; what was measured on errors says nothing.

    Raises:
        RuntimeError: something else came than was asked for.
    """
    if run.errors:
        raise RuntimeError(f"{len(run.errors)} errors, first: {run.errors[:3]}")
    return run
