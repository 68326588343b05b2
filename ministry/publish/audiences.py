"""What is for teachers stays among itself: parcours, modules, skills; and it ends with a quiz."""

from collections.abc import Sequence

from exchange.documents import Country, Module, Parcours, Skill
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk

TEACHING = "teaching"


def check_audiences(
    country: Country, modules: Sequence[Module], skills: Sequence[Skill], catalogue: Catalogue, desk: Desk
) -> None:
    """Note what names something of the other audience, a quiz for pupils, and a training without a quiz."""
    for parcours in country.parcours:
        _check_named(parcours, "modules", parcours.modules, catalogue, desk)
        if parcours.audience == "teacher":
            _check_quiz(parcours, catalogue, desk)
    for module in modules:
        for i, grain in enumerate(module.grains):
            _check_named(module, f"grains[{i}].skills", grain.skills, catalogue, desk)
            if grain.bar and module.audience == "learner":
                desk.note(catalogue.sheets[module.id], f"grains[{i}].bar", "only-teachers", found="bar")
    for skill in skills:
        for key in ("hard", "soft"):
            _check_named(skill, key, getattr(skill, key), catalogue, desk)
    everything: list[Parcours | Module | Skill] = [*country.parcours, *modules, *skills]
    for document in everything:
        if document.subject == TEACHING and document.audience == "learner":
            desk.note(catalogue.sheets[document.id], "audience", "only-teachers", found=TEACHING)


def _check_named(
    user: Parcours | Module | Skill, key: str, names: Sequence[str], catalogue: Catalogue, desk: Desk
) -> None:
    for i, name in enumerate(names):
        named = catalogue.modules.get(name) if key == "modules" else catalogue.skills.get(name)
        if named is not None and named.audience != user.audience:
            parts = {"found": name, "audience": named.audience, "own": user.audience}
            desk.note(catalogue.sheets[user.id], f"{key}[{i}]", "other-audience", **parts)


def _check_quiz(parcours: Parcours, catalogue: Catalogue, desk: Desk) -> None:
    last = catalogue.modules.get(parcours.modules[-1]) if parcours.modules else None
    if last is not None and not last.grains[-1].bar:
        desk.note(catalogue.sheets[parcours.id], "modules", "no-quiz")
