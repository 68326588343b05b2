"""Which skills wait for which: every name is known, none comes later, and no skill waits for itself."""

from exchange.documents import Skill
from ministry.publish.catalogue import Catalogue, may_name, owner_of
from ministry.publish.desk import Desk
from ministry.publish.problems import near


def check_prerequisites(catalogue: Catalogue, desk: Desk) -> None:
    """Note prerequisites that are unknown or of a later year, and each cycle, named whole.

    Hard and soft together must make no cycle: else there is no order in which to teach.
    """
    for identity in sorted(catalogue.skills):
        _check_known(catalogue.skills[identity], catalogue, desk)
    for cycle in cycles({identity: (*one.hard, *one.soft) for identity, one in catalogue.skills.items()}):
        skill = catalogue.skills[cycle[0]]
        key = "hard" if cycle[1] in skill.hard else "soft"
        where = f"{key}[{getattr(skill, key).index(cycle[1])}]"
        desk.note(catalogue.sheets[cycle[0]], where, "cycle", found=" → ".join(cycle))


def cycles(waits_for: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Return each cycle once, from its smallest id back to it: [a, c, a] when a waits for c and c for a."""
    found: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()

    def follow(identity: str, path: list[str]) -> None:
        if identity in path:
            cycle = path[path.index(identity) :]
            smallest = cycle.index(min(cycle))
            whole = [*cycle[smallest:], *cycle[:smallest]]
            found.setdefault(frozenset(cycle), [*whole, whole[0]])
        elif identity not in done:
            for before in sorted(waits_for.get(identity, ())):
                follow(before, [*path, identity])
            done.add(identity)

    for identity in sorted(waits_for):
        follow(identity, [])
    return [found[cycle] for cycle in sorted(found, key=sorted)]


def _check_known(skill: Skill, catalogue: Catalogue, desk: Desk) -> None:
    known = {each for each in catalogue.skill_ids if may_name(owner_of(skill.id), each)}
    for key in ("hard", "soft"):
        for i, before in enumerate(getattr(skill, key)):
            if before not in known:
                where = f"{key}[{i}]"
                sheet = catalogue.sheets[skill.id]
                desk.note(sheet, where, "unknown-skill", found=before, near=near(before, known))
            elif before in catalogue.skills:
                _check_year(skill, f"{key}[{i}]", catalogue.skills[before], catalogue, desk)


def _check_year(skill: Skill, where: str, before: Skill, catalogue: Catalogue, desk: Desk) -> None:
    if before.year > skill.year and not desk.problems.are_in(catalogue.sheets[before.id].file):
        parts = {"found": before.id, "year": str(before.year), "own": str(skill.year)}
        desk.note(catalogue.sheets[skill.id], where, "comes-later", **parts)
