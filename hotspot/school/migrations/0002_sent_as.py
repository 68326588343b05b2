"""An answer keeps the id under which a phone sent it, so that it counts once however often it comes."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE attempt ADD COLUMN sent_as TEXT",
    # Beside its question an id costs nothing to look up, and new rows stand at the end of the index.
    """CREATE UNIQUE INDEX attempt_sent_as ON attempt (question_id, sent_as) WHERE sent_as IS NOT NULL""",
)


def up(migrator: object, db: Any) -> None:
    """Add the column and its index; the triggers of attempts hold for it as for the others."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
