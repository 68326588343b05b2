"""A school that has grown: many learners and their answers, written straight into school.db.

Rows are copies of rows that the box itself has written, with other numbers in the columns that tell them
apart: so columns that are added to the tables later are filled too.
Usage: python -m benchmarks.people SCHOOL_DB 1000 500000
"""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

LEARNERS_A_CLASS = 40
POSITIONS = 5  # questions in a set
SKILLS_A_LEARNER = 40
YEARS = range(1, 9)
FIRST_SET = 1000  # sets of the grown years: far from those that a load begins


def grow(school_file: Path, learners: int, attempts: int) -> None:
    """Fill the school up to so many learners, and give them so many answers, one to a question.

    The school must have a learner, a question and an attempt to copy.
    """
    school = sqlite3.connect(school_file)
    with school:
        _add_learners(school, learners)
        _add_questions(school, attempts)
    school.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    school.close()


def _add_learners(school: sqlite3.Connection, wanted: int) -> None:
    (here,) = school.execute("SELECT count(*) FROM learner").fetchone()
    pattern = _row(school, "SELECT * FROM learner WHERE school_class_id IS NOT NULL LIMIT 1")
    (last,) = school.execute("SELECT max(id) FROM learner").fetchone()
    classes = _add_classes(school, -(-(wanted - here) // LEARNERS_A_CLASS))
    rows = (
        pattern
        | {
            "id": last + 1 + place,
            "school_class_id": classes[place // LEARNERS_A_CLASS],
            "number": place % LEARNERS_A_CLASS + 1,
            "first_name": f"Élève {place}",
            "pictures": f"{pattern['pictures']} {place}",  # opens no door: nobody signs in as one of these
        }
        for place in range(wanted - here)
    )
    _insert(school, "learner", rows)


def _add_classes(school: sqlite3.Connection, how_many: int) -> list[int]:
    pattern = _row(school, "SELECT * FROM school_class LIMIT 1")
    (last,) = school.execute("SELECT max(id) FROM school_class").fetchone()
    ids = list(range(last + 1, last + 1 + how_many))
    rows = (pattern | {"id": one, "name": f"Classe {one}", "year": YEARS[one % len(YEARS)]} for one in ids)
    _insert(school, "school_class", rows)
    return ids


def _add_questions(school: sqlite3.Connection, how_many: int) -> None:
    """Add answered questions, the same number for each learner, those who sign in during a load too."""
    question = _row(school, "SELECT * FROM question LIMIT 1")
    attempt = _row(school, "SELECT * FROM attempt LIMIT 1")
    ids = [one for (one,) in school.execute("SELECT id FROM learner ORDER BY id")]
    (last,) = school.execute("SELECT max(id) FROM question").fetchone()
    _insert(school, "question", (question | one for one in _questions(ids, last + 1, how_many)))
    answered = (
        attempt | {"running_number": None, "question_id": last + 1 + place, "try_number": 1}
        for place in range(how_many)
    )
    _insert(school, "attempt", answered)


def _questions(learners: list[int], first: int, how_many: int) -> Iterator[dict[str, object]]:
    for place in range(how_many):
        turn = place // len(learners)
        yield {
            "id": first + place,
            "learner_id": learners[place % len(learners)],
            "grain": f"grown/{turn // POSITIONS % SKILLS_A_LEARNER}",
            "skill": f"grown/{turn % SKILLS_A_LEARNER}",
            "set_number": FIRST_SET + turn // POSITIONS,
            "position": turn % POSITIONS + 1,
        }


def _row(school: sqlite3.Connection, query: str) -> dict[str, object]:
    found = school.execute(query)
    names = [column[0] for column in found.description]
    return dict(zip(names, found.fetchone(), strict=True))


def _insert(school: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    statement = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({', '.join('?' * len(first))})"
    school.execute(statement, tuple(first.values()))
    school.executemany(statement, (tuple(row.values()) for row in rows))


if __name__ == "__main__":
    grow(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
