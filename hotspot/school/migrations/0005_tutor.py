"""The tutor: what it needs of each question and answer, its sittings, and what it knows of each learner."""

from typing import Any

STATEMENTS = (
    # A number is never used twice: the questions of a sitting are known by it.
    """CREATE TABLE sitting (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        kind TEXT NOT NULL, scope TEXT NOT NULL, second INTEGER NOT NULL,
        ended INTEGER NOT NULL, level INTEGER)""",
    "CREATE INDEX sitting_learner ON sitting (learner_id)",
    "ALTER TABLE question ADD COLUMN sitting_id INTEGER REFERENCES sitting (id)",
    "ALTER TABLE question ADD COLUMN purpose TEXT NOT NULL DEFAULT 'parcours'",
    "ALTER TABLE question ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE question ADD COLUMN chance REAL",
    "ALTER TABLE question ADD COLUMN example_first INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX question_sitting ON question (sitting_id) WHERE sitting_id IS NOT NULL",
    "DROP TRIGGER question_never_changes",
    """CREATE TRIGGER question_never_changes BEFORE UPDATE OF
        id, learner_id, grain, skill, exercise, skill_document, country_document, band, seed, language,
        set_number, position, asked_at, sitting_id, purpose, reason, chance, example_first ON question
        BEGIN SELECT RAISE(ABORT, 'a question that was asked stays as it was'); END""",
    # Of answers given before, the tutor knows neither the time nor the policy.
    "ALTER TABLE attempt ADD COLUMN second INTEGER",
    "ALTER TABLE attempt ADD COLUMN took INTEGER",
    "ALTER TABLE attempt ADD COLUMN policy TEXT",
    "ALTER TABLE attempt ADD COLUMN counts INTEGER NOT NULL DEFAULT 1",
    """CREATE TABLE skill_state (
        learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        skill TEXT NOT NULL, made_with TEXT NOT NULL, kept BLOB NOT NULL,
        PRIMARY KEY (learner_id, skill)) WITHOUT ROWID""",
    """CREATE TABLE stuck_notice (
        id INTEGER PRIMARY KEY,
        learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        skill TEXT NOT NULL, day INTEGER NOT NULL,
        closed_as TEXT, closed_day INTEGER, closed_by TEXT)""",
    "CREATE UNIQUE INDEX stuck_notice_once ON stuck_notice (learner_id, skill, day)",
)


def up(migrator: object, db: Any) -> None:
    """Make the tables and add the columns; the triggers of attempts hold for theirs as for the others."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
