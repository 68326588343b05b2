"""What is said of all skills together: names of misconceptions, and the heirs of skills that are no more."""

from collections.abc import Iterator, Sequence

from exchange.documents import Country, Register, Skill, Text
from ministry.publish.catalogue import Catalogue, may_name, owner_of
from ministry.publish.desk import Desk
from ministry.publish.problems import near
from ministry.publish.sheets import Sheet

NAMES = "misconceptions.yml"
MOVED = "moved.yml"


def read_register(owner: str, catalogue: Catalogue, desk: Desk) -> None:
    """Put an owner's names and moves into the catalogue; all skills have been read before."""
    names = desk.folder_of(owner) / NAMES
    if names.is_file():
        sheet, written = desk.form(names, dict[str, Text])
        _check_names(written or {}, sheet, catalogue, desk)
        catalogue.misconceptions.update(written or {})
        catalogue.sheets |= {f"misconceptions/{slug}": sheet for slug in written or {}}
    moves = desk.folder_of(owner) / MOVED
    if moves.is_file():
        sheet, moved = desk.form(moves, dict[str, tuple[str, ...]])
        _check_moved(owner, moved or {}, sheet, catalogue, desk)
        catalogue.moved.update(moved or {})


def check_named(catalogue: Catalogue, desk: Desk) -> None:
    """Note each misconception of an exercise that has no name which a teacher could read."""
    known = set(catalogue.misconceptions)
    if any(desk.problems.are_in((desk.folder_of(owner) / NAMES).as_posix()) for owner in _owners(catalogue)):
        return  # which names there are is known only when the file can be read
    for skill in catalogue.skills.values():
        file = (desk.folder_of(owner_of(skill.id)) / NAMES).as_posix()
        for where, slug in _slugs(skill):
            if slug not in known:
                parts = {"found": slug, "names": file, "near": near(slug, known)}
                desk.note(catalogue.sheets[skill.id], where, "unnamed-misconception", **parts)


def register_of(country: Country, skills: Sequence[Skill], catalogue: Catalogue) -> Register:
    """Return what a country's edition says of the skills in it."""
    here = {skill.id for skill in skills}
    used = {slug for skill in skills for _, slug in _slugs(skill)}
    heirs = {old: tuple(new for new in to if new in here) for old, to in catalogue.moved.items()}
    return Register(
        id=f"{country.id}/register",
        misconceptions={slug: name for slug, name in catalogue.misconceptions.items() if slug in used},
        moved={old: to for old, to in heirs.items() if to},
    )


def _check_names(names: dict[str, Text], sheet: Sheet, catalogue: Catalogue, desk: Desk) -> None:
    """Note each name that no exercise uses, unless one that cannot be read, or has no name, may mean it."""
    used = {slug for skill in catalogue.skills.values() for _, slug in _slugs(skill)}
    if catalogue.skill_ids - set(catalogue.skills) or used - set(names) - set(catalogue.misconceptions):
        return
    for slug in names:
        if slug not in used:
            desk.note(sheet, slug, "unused-name", found=slug)


def _check_moved(
    owner: str, moved: dict[str, tuple[str, ...]], sheet: Sheet, catalogue: Catalogue, desk: Desk
) -> None:
    known = {skill for skill in catalogue.skill_ids if may_name(owner, skill)}
    for old, to in moved.items():
        if old in known:
            desk.note(sheet, old, "still-here", found=old)
        for i, new in enumerate(to):
            if new not in known:
                desk.note(sheet, f"{old}[{i}]", "unknown-skill", found=new, near=near(new, known))


def _slugs(skill: Skill) -> Iterator[tuple[str, str]]:
    """Yield each misconception of a skill's exercises, with its place."""
    for i, exercise in enumerate(skill.exercises):
        for j, wrong in enumerate(exercise.wrong):
            if wrong.misconception:
                yield f"exercises[{i}].wrong[{j}].misconception", wrong.misconception


def _owners(catalogue: Catalogue) -> set[str]:
    return {owner_of(skill) for skill in catalogue.skill_ids}
