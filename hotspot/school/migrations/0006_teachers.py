"""Adults who sign in, the classes that are theirs, what they give to do, and what they tell the school."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE school ADD COLUMN language TEXT NOT NULL DEFAULT 'fr'",
    "ALTER TABLE school ADD COLUMN calendar TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE school ADD COLUMN identity TEXT NOT NULL DEFAULT ''",
    "UPDATE school SET identity = lower(hex(randomblob(8)))",
    "ALTER TABLE school_class ADD COLUMN archived_at TEXT",
    "ALTER TABLE learner ADD COLUMN sex TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE learner ADD COLUMN left_at TEXT",
    "ALTER TABLE teacher ADD COLUMN role TEXT NOT NULL DEFAULT 'teacher'",
    "ALTER TABLE teacher ADD COLUMN called TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE teacher ADD COLUMN learner_id INTEGER REFERENCES learner (id)",
    # Nobody could sign in so far, and only the demonstration wrote a teacher down: a name, nothing else.
    "DELETE FROM teacher",
    "CREATE UNIQUE INDEX teacher_called ON teacher (called)",
    """CREATE TABLE class_teacher (
        school_class_id INTEGER NOT NULL REFERENCES school_class (id) ON DELETE CASCADE,
        teacher_id INTEGER NOT NULL REFERENCES teacher (id) ON DELETE CASCADE,
        PRIMARY KEY (school_class_id, teacher_id)) WITHOUT ROWID""",
    """CREATE TABLE turn (
        token_hash TEXT PRIMARY KEY, teacher_id INTEGER REFERENCES teacher (id) ON DELETE CASCADE,
        seen INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE learner_group (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        school_class_id INTEGER NOT NULL REFERENCES school_class (id) ON DELETE CASCADE,
        name TEXT NOT NULL, skill TEXT NOT NULL, made_at TEXT NOT NULL)""",
    "CREATE INDEX learner_group_class ON learner_group (school_class_id)",
    """CREATE TABLE group_member (
        learner_group_id INTEGER NOT NULL REFERENCES learner_group (id) ON DELETE CASCADE,
        learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        PRIMARY KEY (learner_group_id, learner_id)) WITHOUT ROWID""",
    "CREATE INDEX group_member_learner ON group_member (learner_id)",
    """CREATE TABLE assignment (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL, content TEXT NOT NULL,
        school_class_id INTEGER NOT NULL REFERENCES school_class (id) ON DELETE CASCADE,
        learner_group_id INTEGER REFERENCES learner_group (id) ON DELETE CASCADE,
        learner_id INTEGER REFERENCES learner (id) ON DELETE CASCADE,
        position INTEGER NOT NULL, due_on TEXT, given_by TEXT NOT NULL, given_at TEXT NOT NULL)""",
    "CREATE INDEX assignment_class ON assignment (school_class_id, position)",
    """CREATE TABLE assignment_opened (
        assignment_id INTEGER NOT NULL REFERENCES assignment (id) ON DELETE CASCADE,
        learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        opened_at TEXT NOT NULL, PRIMARY KEY (assignment_id, learner_id)) WITHOUT ROWID""",
    """CREATE TABLE notice (
        id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, text TEXT NOT NULL,
        until TEXT NOT NULL, written_by TEXT NOT NULL, written_at TEXT NOT NULL)""",
    """CREATE TABLE certificate (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        teacher_id INTEGER NOT NULL REFERENCES teacher (id) ON DELETE CASCADE,
        parcours TEXT NOT NULL, number TEXT NOT NULL UNIQUE, given_on TEXT NOT NULL,
        name TEXT NOT NULL, school TEXT NOT NULL, title TEXT NOT NULL,
        UNIQUE (teacher_id, parcours))""",
    # Two rows of one child become one: what was asked of the one that goes is then the other's. The number
    # of a set moves with it, behind the sets of the other. Nothing else changes, nor otherwise than so.
    """CREATE TABLE learner_merged (
        gone INTEGER PRIMARY KEY, gone_created_at TEXT NOT NULL,
        kept_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        merged_at TEXT NOT NULL, CHECK (gone <> kept_id))""",
    "CREATE INDEX learner_merged_kept ON learner_merged (kept_id)",
    "DROP TRIGGER question_never_changes",
    """CREATE TRIGGER question_never_changes BEFORE UPDATE OF
        id, grain, skill, exercise, skill_document, country_document, band, seed, language,
        position, asked_at, sitting_id, purpose, reason, chance, example_first ON question
        BEGIN SELECT RAISE(ABORT, 'a question that was asked stays as it was'); END""",
    """CREATE TRIGGER question_changes_hands_only_in_a_merge
        BEFORE UPDATE OF learner_id, set_number ON question
        WHEN NOT EXISTS (
            SELECT 1 FROM learner_merged WHERE gone = OLD.learner_id AND kept_id = NEW.learner_id)
        BEGIN SELECT RAISE(ABORT, 'a question that was asked stays whose it was'); END""",
    """CREATE TABLE code_missed (
        learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
        day INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (learner_id, day)) WITHOUT ROWID""",
    """CREATE TABLE year_begun (
        id INTEGER PRIMARY KEY AUTOINCREMENT, ended TEXT NOT NULL UNIQUE, begun_at TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL)""",
)


def up(migrator: object, db: Any) -> None:
    """Add the columns and make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
