"""A school at the end of a year: 1,000 learners, 500,000 answers, one class that has worked most.

Rows are copies of rows that the box itself has written, with other numbers where they differ.
What the tutor knows is then made anew from the answers, as on a box.
Usage: python -m benchmarks.school_year FOLDER_OF_A_BOX
"""

import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.people import Row, insert, next_number, pattern_row
from hotspot.content import catalogue
from hotspot.school.codes import new_pictures
from hotspot.school.opening import close_school, open_school
from hotspot.school.tables import StuckNotice, database
from hotspot.school.tutor import tutoring
from hotspot.school.tutor.rebuilding import rebuild_all
from hotspot.settings import Settings
from learning.tutor.answers import DAY_SECONDS

FULL_CLASS, FULL_ANSWERS = 60, 50_000  # the class whose page is measured
LEARNERS, ANSWERS = 1_000, 500_000
SKILLS = 60  # of one subject, all begun by somebody in the full class
OTHERS_EACH = (ANSWERS - FULL_ANSWERS) / (LEARNERS - FULL_CLASS)
DAYS = 270  # from October to June
SCHOOL_WEEK = 5
A_SITTING = 20  # questions of a learner on a day
SLOW = 0.06  # share of pairs of learner and skill that do not get on
MISCONCEPTIONS = ("one-too-many", "forgets-the-carry", "")


@dataclass(frozen=True)
class Year:
    """The school that was made: its class of sixty."""

    class_id: int
    learner_id: int  # one of the class
    skill: str


def make_year(home: Path, seed: int = 1) -> Year:
    """Fill the box in this folder, which has an edition, a school, and a set that was finished."""
    school = sqlite3.connect(home / "school.db")
    skills = _skills(home)
    dice = random.Random(seed)
    with school:
        classes = _add_classes(school)
        _add_answers(school, dice, _plan(dice, classes, len(skills)), skills)
    school.close()
    _tell_teachers(home, [learner for learners in classes.values() for learner in learners])
    return Year(min(classes), classes[min(classes)][0], skills[0][0])


def _skills(home: Path) -> list[tuple[str, str]]:
    """Return the first skills of maths in the order of teaching, with their documents."""
    settings = Settings(data_folder=home)
    open_school(settings)
    catalogue.open_catalogue(settings)
    cards = {card.id: card for card in catalogue.all_skills()}
    graph = tutoring.here().tutor.graph
    found = [(one, cards[one].sha256) for one in graph if cards[one].subject == "maths"][:SKILLS]
    close_school()
    return found


def _add_classes(school: sqlite3.Connection) -> dict[int, list[int]]:
    """Add classes of sixty, and return their learners by class."""
    learner = pattern_row(school, "SELECT * FROM learner WHERE school_class_id IS NOT NULL LIMIT 1")
    one_class = pattern_row(school, "SELECT * FROM school_class LIMIT 1")
    first, first_class = next_number(school, "learner", "id"), next_number(school, "school_class", "id")
    found: dict[int, list[int]] = {}
    for place in range(LEARNERS):
        found.setdefault(first_class + place // FULL_CLASS, []).append(first + place)
    insert(
        school,
        "school_class",
        (one_class | {"id": one, "name": f"Année {one}", "year": 1} for one in found),
    )
    insert(school, "learner", (row for one in found for row in _pupils(learner, one, found[one])))
    return found


def _pupils(pattern: Row, class_id: int, learners: list[int]) -> Iterator[Row]:
    codes: set[str] = set()
    for number, learner in enumerate(learners, start=1):
        pictures = new_pictures(codes)
        codes.add(pictures)
        own = {"id": learner, "school_class_id": class_id, "number": number, "pictures": pictures}
        yield pattern | own | {"first_name": f"Élève {number}", "face": number % 12 + 1}


def _plan(dice: random.Random, classes: dict[int, list[int]], skills: int) -> list[tuple[int, int, int]]:
    """Return day, learner and place of the skill of each answer, by day; the full class has come today."""
    today = int(time.time()) // DAY_SECONDS
    days = [today - ago for ago in range(DAYS - 1, 0, -1) if ago % 7 < SCHOOL_WEEK]
    plan = []
    for class_id, learners in classes.items():
        of_class = FULL_ANSWERS / FULL_CLASS if class_id == min(classes) else OTHERS_EACH
        for learner in learners:
            sittings = sorted(dice.choices(days, k=round(of_class / A_SITTING)))
            if class_id == min(classes):
                sittings[-1] = today
            total = len(sittings) * A_SITTING
            plan += [(sittings[turn // A_SITTING], learner, turn * skills // total) for turn in range(total)]
    return sorted(plan, key=lambda one: one[0])


def _add_answers(
    school: sqlite3.Connection,
    dice: random.Random,
    plan: list[tuple[int, int, int]],
    skills: list[tuple[str, str]],
) -> None:
    """Write a question and its first try for each line of the plan."""
    question = pattern_row(school, "SELECT * FROM question LIMIT 1")
    attempt = pattern_row(school, "SELECT * FROM attempt LIMIT 1")
    first, number = next_number(school, "question", "id"), next_number(school, "attempt", "running_number")
    insert(school, "question", _questions(question, first, plan, skills))
    insert(school, "attempt", _attempts(attempt, (first, number), dice, plan))


def _questions(
    pattern: Row, first: int, plan: list[tuple[int, int, int]], skills: list[tuple[str, str]]
) -> Iterator[Row]:
    for place, (_day, learner, skill) in enumerate(plan):
        name, document = skills[skill]
        own = {"id": first + place, "learner_id": learner, "skill": name, "skill_document": document}
        of_sitting = {"grain": "", "set_number": place, "position": 1, "purpose": "practice", "seed": place}
        exercise = ("write-the-sum", "choose-the-sum")[place % 2]
        yield pattern | own | of_sitting | {"exercise": exercise, "band": place % 3, "hint_came_first": 0}


def _attempts(
    pattern: Row, first: tuple[int, int], dice: random.Random, plan: list[tuple[int, int, int]]
) -> Iterator[Row]:
    done: dict[tuple[int, int], int] = {}
    for place, (day, learner, skill) in enumerate(plan):
        pair = learner, skill
        done[pair] = done.get(pair, 0) + 1
        is_slow = hash(pair) % 100 < 100 * SLOW
        right = dice.random() < (0.1 if is_slow else min(0.95, 0.45 + 0.06 * done[pair]))
        yield pattern | {
            "running_number": first[1] + place,
            "question_id": first[0] + place,
            "try_number": 1,
            "verdict": "right" if right else "wrong",
            "misconception": "" if right else dice.choice(MISCONCEPTIONS),
            "answered": "12",
            "second": day * DAY_SECONDS + 8 * 3600 + place % 3600,
            "counts": 1,
        }


def _tell_teachers(home: Path, learners: list[int]) -> None:
    """Make anew what the tutor knows, and tell the teachers of all that rests."""
    open_school(Settings(data_folder=home))
    catalogue.open_catalogue(Settings(data_folder=home))
    rebuild_all()
    with database.atomic():
        for learner, known in tutoring.glances_of(learners).items():
            for skill, one in known.skills.items():
                if one.practice.parked_until >= 0:
                    StuckNotice.create(learner=learner, skill=skill, day=one.practice.parked_until - 1)
    close_school()


if __name__ == "__main__":
    print(make_year(Path(sys.argv[1])))
