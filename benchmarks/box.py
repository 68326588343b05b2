"""A box with a large edition and a class of thirty, as it is measured."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.phones import PHONES, Run, drive
from benchmarks.processes import Started, run, start
from benchmarks.resources import exercise_sets, lay_down
from benchmarks.walks import Browser, OpenQuestion, Pupil, answers, arrives, begins

BIN = Path(sys.executable).parent
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}  # a box is compiled once, when it is installed


@dataclass
class Box:
    """A running box, and its pupils with their phones in their hands."""

    started: Started
    folder: Path
    resources: int
    idle_mb: float = 0.0
    pupils: list[Pupil] = field(default_factory=list)
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


@contextmanager
def box_with(resources: int, folder: Path, port: int) -> Iterator[Box]:
    """Publish, install and serve an edition; thirty pupils are signed in."""
    home, repo = folder / f"box-{resources}", folder / f"repo-{resources}"
    environment = {"HOTSPOT_DATA_FOLDER": str(home), "HOTSPOT_PORT": str(port), **COMPILED}
    if not home.exists():
        run(BIN / "hotspot", "install", lay_down(resources, repo), environment=environment)
        run(BIN / "hotspot", "demonstration", environment=environment)
    box = Box(start([BIN / "hotspot", "serve"], port, "/sante", environment), home, resources)
    try:
        box.pupils = pupils_of(box.school_file)
        yield box
    finally:
        box.started.stop()


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
