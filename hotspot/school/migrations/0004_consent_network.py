"""A consent counts on the Wi-Fi under whose name it was given: phones trust a network by its name."""

from typing import Any


def up(migrator: object, db: Any) -> None:
    """Add the column; what was given before belongs to a Wi-Fi without a name."""
    db.execute_sql("ALTER TABLE consent ADD COLUMN network TEXT NOT NULL DEFAULT ''")
