"""Modules as people write them: a folder `modules/<subject>/<slug>/` with module.yml and its grains."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from exchange.documents import Audience, Form, Grain, Module, Text
from ministry.publish.catalogue import Catalogue, may_name, owner_of
from ministry.publish.desk import Desk, subject_in
from ministry.publish.grains import LONGEST_MINUTES, grain_of, languages_written
from ministry.publish.problems import near
from ministry.publish.sheets import Sheet
from ministry.publish.skills import LAST_YEAR

FEWEST_QUESTIONS, MOST_QUESTIONS = 5, 10


class Step(Form, frozen=True):
    """One step of a module: a grain of its own files, or a set of exercises."""

    grain: str = ""
    exercises: str = ""
    title: Text = msgspec.field(default_factory=dict)
    skills: tuple[str, ...] = ()
    count: int = 0
    bar: int = 0
    minutes: int = 0


class WrittenModule(Form, frozen=True):
    """What module.yml says; the rest comes from its place."""

    title: Text
    year: int
    grains: tuple[Step, ...]
    about: Text = msgspec.field(default_factory=dict)
    authors: str = "Imaginecole Box"
    licence: str = "CC-BY-SA-4.0"
    audience: Audience = "learner"
    id: str = ""
    subject: str = ""


@dataclass(frozen=True)
class _Folder:
    """One module while it is read: its id, where it stands, what module.yml is in messages."""

    identity: str
    path: Path
    sheet: Sheet
    catalogue: Catalogue
    desk: Desk

    def note(self, where: str, kind: str, **parts: str) -> None:
        self.desk.note(self.sheet, where, kind, **parts)


def read_modules(owner: str, catalogue: Catalogue, desk: Desk) -> None:
    """Put all modules of an owner into the catalogue; their skills have been read before."""
    for identity, path in desk.named_by_subject(owner, "modules"):
        catalogue.module_ids.add(identity)
        given = {"id": identity, "subject": subject_in(identity)}
        sheet, written = desk.form(path / "module.yml", WrittenModule, given)
        catalogue.sheets[identity] = sheet
        module = written and _module(written, _Folder(identity, path, sheet, catalogue, desk))
        if module:
            catalogue.modules[identity] = module
        else:
            desk.read.update(path.rglob("*"))  # nothing is known of what it would have named


def _module(written: WrittenModule, folder: _Folder) -> Module | None:
    if not 0 <= written.year <= LAST_YEAR:
        folder.note("year", "out-of-bounds", found="year", least="0", most=str(LAST_YEAR))
    if not written.grains:
        folder.note("grains", "empty-text", found="grains")
    slugs = {f"grains[{i}]": step.grain or step.exercises for i, step in enumerate(written.grains)}
    folder.desk.note_doubles(folder.sheet, slugs)
    grains = [_grain(f"grains[{i}]", step, folder) for i, step in enumerate(written.grains)]
    if None in grains:
        return None
    return Module(
        id=folder.identity,
        title=written.title,
        subject=subject_in(folder.identity),  # type: ignore[arg-type]  # folders of other names are refused
        year=written.year,
        grains=tuple(grain for grain in grains if grain),
        about=written.about,
        authors=written.authors,
        licence=written.licence,
        audience=written.audience,
    )


def _grain(where: str, step: Step, folder: _Folder) -> Grain | None:
    if bool(step.grain) == bool(step.exercises):
        folder.note(where, "grain-or-exercises")
        return None
    if step.exercises:
        return _exercise_set(where, step, folder)
    if not languages_written(folder.path, step.grain):
        beside = {path.name.split(".")[0] for path in folder.path.glob("*.md")}
        wanted = f"{step.grain}.fr.md"
        folder.note(where, "missing-grain", found=step.grain, wanted=wanted, near=near(step.grain, beside))
        return None
    return grain_of(f"{folder.identity}/{step.grain}", folder.path, folder.desk)


def _exercise_set(where: str, step: Step, folder: _Folder) -> Grain:
    for key in ("title", "skills", "count", "minutes"):
        if not getattr(step, key):
            folder.note(where, "missing-key", found=key)
    for key, least, most in (("count", FEWEST_QUESTIONS, MOST_QUESTIONS), ("minutes", 1, LONGEST_MINUTES)):
        if getattr(step, key) and not least <= getattr(step, key) <= most:
            folder.note(f"{where}.{key}", "out-of-bounds", found=key, least=str(least), most=str(most))
    if step.bar > step.count:
        folder.note(f"{where}.bar", "out-of-bounds", found="bar", least="1", most=str(step.count))
    known = {skill for skill in folder.catalogue.skill_ids if may_name(owner_of(folder.identity), skill)}
    for i, skill in enumerate(step.skills):
        if skill not in known:
            folder.note(f"{where}.skills[{i}]", "unknown-skill", found=skill, near=near(skill, known))
    return Grain(
        id=f"{folder.identity}/{step.exercises}",
        kind="exercises",
        title=step.title,
        minutes=step.minutes,
        skills=step.skills,
        count=step.count,
        bar=step.bar,
    )
