"""USB keys for tests: plain folders, small cards in memory where root may mount, and schools to compare."""

import os
import sqlite3
import subprocess
from contextlib import closing, contextmanager

import pytest

from hotspot.school.backups.making import OF_THE_BOX

NAME = "CLE-1"
QUESTION = """
    INSERT INTO question (learner_id, grain, skill, exercise, skill_document, country_document, band, seed,
    language, set_number, position, asked_at, hints_asked, hint_came_first, purpose, reason, example_first)
    VALUES (?, 'g', 's', 'e', '', '', 1, 1, 'fr', 1, (SELECT count(*) FROM question), '', 0, 0, '', '', 0)
"""
ANSWER = """
    INSERT INTO attempt (question_id, try_number, answer, verdict, say, misconception, answered, made_at,
    boot_id, counts) VALUES (?, 1, ?, 'right', '', '', '', '', '', 1)
"""


@contextmanager
def small_key(place, options):
    """A key of some kilobytes, in memory."""
    if os.geteuid() != 0:
        pytest.skip("seul root peut monter une petite clé (tmpfs)")
    place.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", options, "small-key", place]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"cette machine ne monte pas de petite clé : {done.stderr}")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def rows_of(file):
    """Return table → its rows, of all that is the school's."""
    with closing(sqlite3.connect(file)) as school:
        names = [name for (name,) in school.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = {name for name in names if not name.startswith("sqlite") and name not in OF_THE_BOX}
        return {name: sorted(school.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in kept}


def answers_in(file):
    with closing(sqlite3.connect(file)) as school:
        return [answer for (answer,) in school.execute("SELECT answer FROM attempt")]


def answered(file, learner_id, *answers):
    """Write answers straight into a school, each to a question of its own."""
    with closing(sqlite3.connect(file)) as school, school:
        for answer in answers:
            question = school.execute(QUESTION, [learner_id]).lastrowid
            school.execute(ANSWER, [question, answer])
