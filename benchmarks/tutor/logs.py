"""Other people's logs of answers, and their learners in folds: for measuring alone, never to ship."""

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path

Step = tuple[str, tuple[str, ...], int | None, int]  # item, skills, seconds, right
Learner = tuple[str, list[Step]]
FOLDS = 5


def read(file: Path) -> list[Learner]:
    """Return the learners of a gzipped log: student, item, skills split by ";", seconds or "", correct."""
    learners: dict[str, list[Step]] = {}
    with gzip.open(file, "rt") as lines:
        next(lines)
        for line in lines:
            learner, item, skills, second, right = line.rstrip("\n").split("\t")
            step = (item, tuple((skills or "-").split(";")), int(second) if second else None, int(right))
            learners.setdefault(learner, []).append(step)
    return list(learners.items())


def fold(learners: Sequence[Learner], number: int) -> tuple[list[list[Step]], list[list[Step]]]:
    """Return the answers of those to fit on and of the fifth kept aside, by a hash of their names."""
    ranked = sorted(learners, key=lambda learner: zlib.crc32(f"kt1{learner[0]}".encode()))
    steps = [answers for _name, answers in ranked]
    first, last = len(steps) * number // FOLDS, len(steps) * (number + 1) // FOLDS
    return steps[:first] + steps[last:], steps[first:last]
