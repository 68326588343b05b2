"""Which phones have tapped the button of the signpost: a restart must not send sixty of them there again."""

from typing import Any


def up(migrator: object, db: Any) -> None:
    """Make the table."""
    db.execute_sql(
        """CREATE TABLE consent (
            device TEXT NOT NULL PRIMARY KEY,
            since TEXT NOT NULL
        ) WITHOUT ROWID"""
    )
