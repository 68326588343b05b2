"""A school that has grown: many learners and their answers, written straight into school.db.

Rows are copies of rows that the box itself has written, with other numbers in the columns that tell them
apart: so columns that are added to the tables later are filled too.
Usage: python -m benchmarks.people SCHOOL_DB RESOURCES 1000 500000
"""

import sqlite3
import sys
from collections.abc import Iterator
from itertools import islice, permutations
from pathlib import Path
from typing import Any

from benchmarks.resources import YEARS, exercise_sets
from hotspot.school.codes import PICTURES

LEARNERS_A_CLASS = 40
QUESTIONS_A_SET = 5

Row = dict[str, Any]


def grow(school_file: Path, resources: int, learners: int, attempts: int) -> None:
    """Fill the school up to so many learners and give each the same number of answers, one to a question.

    They have done the sets of exercises of their own year, one after the other, again and again. The school
    must have a learner, a question, an attempt and a set that was finished, to copy.
    """
    school = sqlite3.connect(school_file)
    with school:
        _add_learners(school, learners)
        done = list(_sets_done(school, resources, attempts // QUESTIONS_A_SET))
        insert(school, "grain_done", _grains_done(school, done))
        _add_questions(school, done)
    school.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    school.close()


def _add_learners(school: sqlite3.Connection, wanted: int) -> None:
    (lacking,) = school.execute("SELECT ? - count(*) FROM learner", [wanted]).fetchone()
    pattern = pattern_row(school, "SELECT * FROM learner WHERE school_class_id IS NOT NULL LIMIT 1")
    first = next_number(school, "learner", "id")
    classes = _add_classes(school, -(-lacking // LEARNERS_A_CLASS))
    codes = [" ".join(three) for three in islice(permutations(PICTURES, 3), LEARNERS_A_CLASS)]
    rows = (
        pattern
        | {
            "id": first + place,
            "school_class_id": classes[place // LEARNERS_A_CLASS],
            "number": place % LEARNERS_A_CLASS + 1,
            "first_name": f"Élève {place}",
            "pictures": codes[place % LEARNERS_A_CLASS],
        }
        for place in range(lacking)
    )
    insert(school, "learner", rows)


def _add_classes(school: sqlite3.Connection, how_many: int) -> list[int]:
    pattern = pattern_row(school, "SELECT * FROM school_class LIMIT 1")
    first = next_number(school, "school_class", "id")
    ids = list(range(first, first + how_many))
    rows = (pattern | {"id": one, "name": f"Classe {one}", "year": YEARS[one % len(YEARS)]} for one in ids)
    insert(school, "school_class", rows)
    return ids


def _sets_done(school: sqlite3.Connection, resources: int, how_many: int) -> Iterator[Row]:
    """Yield who did which set, and which time that was; later than any time that the school already has."""
    learners = school.execute(
        "SELECT learner.id, year FROM learner JOIN school_class ON school_class.id = school_class_id"
    ).fetchall()
    (earlier,) = school.execute("SELECT max(set_number) FROM question").fetchone()
    of_year: dict[int, list[tuple[str, str]]] = {}
    for grain, skill, year in exercise_sets(resources):
        of_year.setdefault(year, []).append((grain, skill))
    for place in range(how_many):
        learner, year = learners[place % len(learners)]
        own, turn = of_year[year], place // len(learners)
        grain, skill = own[turn % len(own)]
        number = earlier + 1 + turn // len(own)
        yield {"learner_id": learner, "grain": grain, "skill": skill, "set_number": number}


def _grains_done(school: sqlite3.Connection, done: list[Row]) -> Iterator[Row]:
    pattern = pattern_row(school, "SELECT * FROM grain_done LIMIT 1")
    first = next_number(school, "grain_done", "id")
    here = set(school.execute("SELECT learner_id, grain FROM grain_done"))
    new = dict.fromkeys((one["learner_id"], one["grain"]) for one in done)
    for place, (learner, grain) in enumerate(pair for pair in new if pair not in here):
        yield pattern | {"id": first + place, "learner_id": learner, "grain": grain}


def _add_questions(school: sqlite3.Connection, done: list[Row]) -> None:
    pattern, first = (
        pattern_row(school, "SELECT * FROM question LIMIT 1"),
        next_number(school, "question", "id"),
    )
    places = [(one, position) for one in done for position in range(1, QUESTIONS_A_SET + 1)]
    questions = (
        pattern | one | {"id": first + place, "position": position}
        for place, (one, position) in enumerate(places)
    )
    insert(school, "question", questions)
    attempt, number = (
        pattern_row(school, "SELECT * FROM attempt LIMIT 1"),
        next_number(school, "attempt", "running_number"),
    )
    attempts = (
        attempt | {"running_number": number + place, "question_id": first + place, "try_number": 1}
        for place in range(len(places))
    )
    insert(school, "attempt", attempts)


def next_number(school: sqlite3.Connection, table: str, column: str) -> int:
    return int(school.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}").fetchone()[0])


def pattern_row(school: sqlite3.Connection, query: str) -> Row:
    found = school.execute(query)
    names = [column[0] for column in found.description]
    return dict(zip(names, found.fetchone(), strict=True))


def insert(school: sqlite3.Connection, table: str, rows: Iterator[Row]) -> None:
    first = next(rows, None)
    if first is None:
        return
    statement = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({', '.join('?' * len(first))})"
    school.execute(statement, tuple(first.values()))
    school.executemany(statement, (tuple(row.values()) for row in rows))


if __name__ == "__main__":
    grow(Path(sys.argv[1]), *map(int, sys.argv[2:]))
