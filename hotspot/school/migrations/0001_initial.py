"""The first tables of the school. Plain SQL: what was applied once must not change with the code."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE school (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, town TEXT NOT NULL, country TEXT NOT NULL,
        technician_code TEXT NOT NULL)""",
    "CREATE TABLE school_class (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, year INTEGER NOT NULL)",
    # A number is never used twice: the cookie of a guest who was erased must not open another's door.
    """CREATE TABLE learner (
        id INTEGER PRIMARY KEY AUTOINCREMENT, school_class_id INTEGER REFERENCES school_class (id),
        first_name TEXT NOT NULL, number INTEGER NOT NULL, pictures TEXT NOT NULL, face INTEGER NOT NULL,
        skin INTEGER NOT NULL, cloth INTEGER NOT NULL, language TEXT NOT NULL, created_at TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX learner_number ON learner (school_class_id, number)",
    "CREATE UNIQUE INDEX learner_pictures ON learner (school_class_id, pictures)",
    "CREATE TABLE teacher (id INTEGER PRIMARY KEY, name TEXT NOT NULL, password_hash TEXT)",
    """CREATE TABLE question (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        grain TEXT NOT NULL, skill TEXT NOT NULL, exercise TEXT NOT NULL, skill_document TEXT NOT NULL,
        country_document TEXT NOT NULL, band INTEGER NOT NULL, seed INTEGER NOT NULL, language TEXT NOT NULL,
        set_number INTEGER NOT NULL, position INTEGER NOT NULL, asked_at TEXT NOT NULL,
        hints_asked INTEGER NOT NULL, hint_came_first INTEGER NOT NULL)""",
    "CREATE UNIQUE INDEX question_place ON question (learner_id, grain, set_number, position)",
    "CREATE INDEX question_skill ON question (learner_id, skill)",
    """CREATE TABLE attempt (
        running_number INTEGER PRIMARY KEY AUTOINCREMENT,
        question_id INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE, try_number INTEGER NOT NULL,
        answer TEXT NOT NULL, verdict TEXT NOT NULL, say TEXT NOT NULL, misconception TEXT NOT NULL,
        answered TEXT NOT NULL, made_at TEXT NOT NULL, boot_id TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX attempt_try ON attempt (question_id, try_number)",
    """CREATE TABLE grain_done (
        id INTEGER PRIMARY KEY, learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        grain TEXT NOT NULL, done_at TEXT NOT NULL, first_done_at TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX grain_done_once ON grain_done (learner_id, grain)",
    """CREATE TABLE sign_in_failure (
        id INTEGER PRIMARY KEY, door TEXT NOT NULL, device TEXT NOT NULL, at TEXT NOT NULL)""",
    "CREATE INDEX sign_in_failure_at ON sign_in_failure (at)",
    # What was answered stays as it was. Only with the learner is it erased: the cascade has taken the
    # question away before it comes to the attempts, and the learner before it comes to the questions.
    """CREATE TRIGGER attempt_never_changes BEFORE UPDATE ON attempt
        BEGIN SELECT RAISE(ABORT, 'an attempt is written once'); END""",
    """CREATE TRIGGER attempt_goes_with_its_learner BEFORE DELETE ON attempt
        WHEN EXISTS (SELECT 1 FROM question WHERE id = OLD.question_id)
        BEGIN SELECT RAISE(ABORT, 'an attempt is erased only with its learner'); END""",
    """CREATE TRIGGER question_goes_with_its_learner BEFORE DELETE ON question
        WHEN EXISTS (SELECT 1 FROM learner WHERE id = OLD.learner_id)
        BEGIN SELECT RAISE(ABORT, 'a question is erased only with its learner'); END""",
    """CREATE TRIGGER question_never_changes BEFORE UPDATE OF
        id, learner_id, grain, skill, exercise, skill_document, country_document, band, seed, language,
        set_number, position, asked_at ON question
        BEGIN SELECT RAISE(ABORT, 'a question that was asked stays as it was'); END""",
)


def up(migrator: object, db: Any) -> None:
    """Make the tables, their indexes and their triggers."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
