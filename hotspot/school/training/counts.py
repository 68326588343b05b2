"""How many teachers have begun and finished each module for teachers: for the figures of the school."""

from dataclasses import dataclass

from hotspot.content import catalogue, lists
from hotspot.school.tables import database

DONE_BY_TEACHERS = """
    SELECT grain_done.learner_id, grain
    FROM grain_done JOIN teacher ON teacher.learner_id = grain_done.learner_id
"""


@dataclass(frozen=True)
class ModuleCount:
    """Teachers who have done at least one grain of a module, and those who have done all."""

    begun: int
    finished: int


def counts_by_module() -> dict[str, ModuleCount]:
    """Return module id → how many teachers of this box, for each module of the edition for teachers."""
    parcours = [card.id for card in catalogue.all_parcours("teacher")]
    modules = dict.fromkeys(name for own in lists.modules_by_parcours(parcours).values() for name in own)
    done = _done_by_teacher()
    return {module: _counted(set(grains), done) for module, grains in lists.grains_by_module(modules).items()}


def _counted(grains: set[str], done: dict[int, set[str]]) -> ModuleCount:
    own = [grains & finished for finished in done.values()]
    return ModuleCount(sum(bool(one) for one in own), sum(one == grains for one in own))


def _done_by_teacher() -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = database.execute_sql(DONE_BY_TEACHERS)  # type: ignore[no-untyped-call]
    for learner, grain in rows:
        found.setdefault(learner, set()).add(grain)
    return found
