"""The two families of errors: the family says what to do next, the name what happened.

The names are sentences ("this is worth another try"), so they carry no "Error" at the end.
"""

# ruff: noqa: N818


class WorthAnotherTry(Exception):
    """What failed may succeed later without anybody doing anything: a broken line, a busy disk."""


class NeedsAPerson(Exception):
    """What failed will fail again until somebody mends it; the message says how."""


class DamagedFile(NeedsAPerson):
    """A file of the store is not what its name says: its SHA-256 differs, or it is missing."""


class UnreadableDocument(NeedsAPerson):
    """A document has the right bytes but not a form that this version knows."""


class RefusedPicture(NeedsAPerson):
    """An SVG picture could run script, or reach outside itself."""
