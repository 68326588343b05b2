"""Where things are: the address of a grain, a module, a parcours and a file."""

from exchange.documents import Blob


def grain_address(grain_id: str) -> str:
    """Return where a grain is."""
    return f"/grains/{grain_id}"


def module_address(module_id: str) -> str:
    """Return where a module is."""
    return f"/modules/{module_id}"


def parcours_address(parcours_id: str) -> str:
    """Return where a parcours is."""
    return f"/parcours/{parcours_id}"


def skill_address(skill_id: str) -> str:
    """Return where a skill is practised."""
    return f"/pratique/savoirs/{skill_id}"


def end_address(grain_id: str) -> str:
    """Return where the end of a set of exercises is."""
    return f"/pratique/{grain_id}/fin"


def question_address(question_id: int) -> str:
    """Return where a question is."""
    return f"/pratique/question/{question_id}"


def sitting_address(sitting_id: int) -> str:
    """Return where a sitting with the tutor says what it has brought."""
    return f"/pratique/seances/{sitting_id}"


def media_address(blob: Blob) -> str:
    """Return where a file of the content is."""
    return f"/media/{blob.sha256}/{blob.name}"
