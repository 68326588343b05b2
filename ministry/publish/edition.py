"""Publishing, from first to last: read, check, pack, lay down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from exchange.documents import Bulletin, Country, Module, Parameters, Register, Skill
from ministry.media.lighter import Lighter
from ministry.publish.audiences import check_audiences
from ministry.publish.blobs import Blobs
from ministry.publish.catalogue import Catalogue
from ministry.publish.countries import read_country, read_region_words
from ministry.publish.desk import Desk
from ministry.publish.exercises import check_exercises
from ministry.publish.languages import check_languages
from ministry.publish.levels import check_levels
from ministry.publish.links import check_prerequisites
from ministry.publish.modules import read_modules
from ministry.publish.news import bulletin_of, read_news
from ministry.publish.packing import Load, lay_down, load_of
from ministry.publish.parameters import parameters_for, read_parameters
from ministry.publish.problems import Problems, near
from ministry.publish.registers import check_named, read_register, register_of
from ministry.publish.skills import read_skills
from ministry.publish.using import modules_of, skills_of
from ministry.signing.editions import ToSign, prepare_editions
from ministry.signing.keys import Keys
from ministry.signing.metadata import one_at_a_time


@dataclass(frozen=True)
class Parts:
    """What a country's edition is made of."""

    country: Country
    modules: tuple[Module, ...]
    skills: tuple[Skill, ...]
    said: tuple[Register, Bulletin | None]
    parameters: Parameters | None

    def lightened(self, blobs: Blobs, lighter: Lighter) -> "Parts":
        """Return the same with films and sounds as they travel."""
        return replace(
            self,
            modules=blobs.lightened(self.modules, lighter),
            skills=blobs.lightened(self.skills, lighter),
        )

    def load(self, blobs: Blobs) -> Load:
        """Return the edition."""
        return load_of(self.country, self.modules, self.skills, self.said, self.parameters, blobs.sources)


@dataclass(frozen=True)
class Draft:
    """What a run made of the catalogue: the mistakes, or editions ready to be laid down."""

    problems: Problems
    loads: tuple[Load, ...]
    blobs: Blobs
    parts: tuple[Parts, ...]  # that the editions are made of

    def lightened(self, lighter: Lighter) -> "Draft":
        """Return the same with films and sounds as they travel. Raises BrokenMedia, ProgramMissing."""
        parts = tuple(one.lightened(self.blobs, lighter) for one in self.parts)
        return replace(self, loads=tuple(one.load(self.blobs) for one in parts), parts=parts)

    def publish(
        self, repo: Path, keys: Keys, now: datetime, mirrors: tuple[str, ...] | None = None
    ) -> list[str]:
        """Write all editions into the tree, and sign them; return the roles that signed.

        Nothing is written before all that must sign is open. Without `mirrors`, those of before stay.

        Raises:
            MissingKey, StrangeKey, TooFewKeys, WrongPassphrase: it cannot be signed; nothing was written.
            SigningAlready: another program is publishing to this tree.
            DamagedFile: a picture or a sound changed while it was copied.
        """
        with one_at_a_time(repo):
            desk = prepare_editions(repo, keys, [_to_sign(load, mirrors) for load in self.loads], now)
            self.lay_down(repo)
            return desk.lay_down()

    def lay_down(self, repo: Path) -> None:
        """Write all editions into the tree, unsigned. Raises DamagedFile like `publish`."""
        for load in self.loads:
            lay_down(load, self.blobs.sources, repo)


def _to_sign(load: Load, mirrors: tuple[str, ...] | None) -> ToSign:
    return ToSign(load.edition, {sha256: len(pack) for sha256, pack in load.packs.items()}, mirrors)


def countries_in(catalogue: Path) -> list[str]:
    """Return the countries of a catalogue, as ISO 3166-1 codes in small letters."""
    folder = catalogue / "countries"
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def draft_of(codes: Sequence[str], folder: Path) -> Draft:
    """Return what these countries' editions would be, with every mistake in what they use."""
    problems = Problems()
    desk = Desk(folder, problems, Blobs(problems))
    known = set(countries_in(folder))
    for code in codes:
        if code not in known:
            file = desk.folder_of(code).as_posix()
            problems.note(file, 1, "unknown-country", found=code, near=near(code, known))
    catalogue = _read([code for code in codes if code in known], desk)
    parts = tuple(_parts(code, catalogue, desk) for code in sorted(catalogue.countries))
    if problems.found:
        return Draft(problems, (), desk.blobs, ())
    return Draft(problems, tuple(one.load(desk.blobs) for one in parts), desk.blobs, parts)


def _read(codes: Sequence[str], desk: Desk) -> Catalogue:
    catalogue = Catalogue()
    owners = ["region", *sorted(codes)]
    for owner in owners:
        read_skills(owner, catalogue, desk)
    for owner in owners:
        read_modules(owner, catalogue, desk)
        read_register(owner, catalogue, desk)
        read_parameters(owner, catalogue, desk)
    read_region_words(catalogue, desk)
    for code in sorted(codes):
        read_country(code, catalogue, desk)
    for country in catalogue.countries.values():
        read_news(country, catalogue, desk)
    check_prerequisites(catalogue, desk)
    check_named(catalogue, desk)
    for owner in owners:
        desk.note_unused(owner)
    return catalogue


def _parts(code: str, catalogue: Catalogue, desk: Desk) -> Parts:
    country = catalogue.countries[code]
    modules, skills = modules_of(country, catalogue), skills_of(country, catalogue)
    check_levels(country, modules, catalogue, desk)
    check_audiences(country, modules, skills, catalogue, desk)
    check_languages(country, modules, skills, catalogue, desk)
    check_exercises(country, skills, catalogue, desk)
    said = (register_of(country, skills, catalogue), bulletin_of(country, catalogue))
    return Parts(country, tuple(modules), tuple(skills), said, parameters_for(code, catalogue))
