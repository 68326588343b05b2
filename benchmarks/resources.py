"""An edition of as many resources as wanted, laid down as a repository that `hotspot install` takes.

The country is made up, its programme has five subjects in eight years whatever the number of resources, and
each module has five of them: two lessons, a video, a document, a set of exercises. The same number
gives the same packs on any machine.
Usage: python -m benchmarks.resources 5000 FOLDER
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from benchmarks.words import Words
from exchange.documents import (
    Band,
    Blob,
    Country,
    Edition,
    Exercise,
    Form,
    Grain,
    Level,
    Module,
    Money,
    Pack,
    Parcours,
    Skill,
    Subject,
    Word,
    Wrong,
    encode,
)
from exchange.documents import Words as CountryWords
from exchange.store import Kind, Store, sha256_of
from ministry.signing.editions import ToSign, sign_editions
from ministry.signing.keys import Keys, make_keys, roles_for

SUBJECTS: tuple[Subject, ...] = ("maths", "french", "science", "world", "english")
YEARS = range(1, 9)
CYCLES = ("primary",) * 6 + ("lower-secondary",) * 2
YEAR_LABELS = ("CI", "CP", "CE1", "CE2", "CM1", "CM2", "6e", "5e")
GRAINS_A_MODULE = 5
QUICK = 2**4  # scrypt: these keys guard nothing
DOCUMENTS_A_PACK = 60  # as `ministry publish` packs
BODY_WORDS = 60
ARABIC_TOO = 10  # every tenth module can be had in Arabic as well
NAMES = ("Awa", "Moussa", "Fatou", "Ibra", "Binta", "Ousmane", "Coumba", "Élimane", "Ndeye", "Modou", "Khady")
VIDEO, SHEET = bytes(range(256)) * 240, b"%PDF-1.4 feuille " + b"." * 20_000


def lay_down(count: int, repo: Path) -> Path:
    """Write an edition of `count` resources, a multiple of five, and return the repository.

    Nothing is brought to the disk at once: a power cut may take the repository, not the box.
    """
    modules, skills = [], []
    for module, skill in content(count // GRAINS_A_MODULE):
        modules.append(module)
        skills.append(skill)
    blobs = tuple(sorted((_blob(VIDEO, "video/mp4", "film.mp4"), _sheet()), key=lambda blob: blob.sha256))
    for file in (VIDEO, SHEET):
        _write(repo, "blobs", file)
    names = {}
    documents: list[Form] = [*modules, *skills]
    for first in range(0, len(documents), DOCUMENTS_A_PACK):
        name = f"region/{first // DOCUMENTS_A_PACK}"
        part = documents[first : first + DOCUMENTS_A_PACK]
        names[name] = _pack(repo, name, part, blobs if first == 0 else ())
    country = _country(modules, f"{count}.1")
    names["sn/country"] = _pack(repo, "sn/country", [country], ())
    _sign(repo, Edition("sn", country.edition, names))
    return repo


def root_of(repo: Path) -> Path:
    """Return the first root: what a box is given to believe this repository."""
    return repo / "metadata" / "1.root.json"


def _sign(repo: Path, edition: Edition) -> None:
    """Sign the edition by keys made for this repository, which lie beside it."""
    keys = Keys(repo.with_name(f"{repo.name}-keys"), "mil")
    if not keys.folder.exists():
        make_keys(keys, roles_for([edition.country]), scrypt_n=QUICK)
    lengths = {one: Store(repo).path_of("packs", one).stat().st_size for one in edition.packs.values()}
    sign_editions(repo, keys, [ToSign(edition, lengths)], datetime.now(UTC))


def content(modules: int) -> Iterator[tuple[Module, Skill]]:
    """Yield modules, spread over subjects and years in turn, each with the skill that it practises."""
    words, shelves = Words(), list(product(YEARS, SUBJECTS))
    for number in range(modules):
        year, subject = shelves[number % len(shelves)]
        name = f"region/{subject}/m{number:05}"
        skill = _skill(f"{name}-skill", subject, year, words)
        title = _texts(words.title(), words.arabic_title(), number)
        yield Module(name, title, subject, year, tuple(_grains(name, number, skill.id, words))), skill


def exercise_sets(resources: int) -> list[tuple[str, str, int]]:
    """Return the id of each set of exercises, the skill that it practises, and its year."""
    pairs = content(resources // GRAINS_A_MODULE)
    return [
        (grain.id, skill.id, module.year)
        for module, skill in pairs
        for grain in module.grains
        if grain.kind == "exercises"
    ]


def _grains(module: str, number: int, skill: str, words: Words) -> Iterator[Grain]:
    video, sheet = _blob(VIDEO, "video/mp4", "film.mp4"), _sheet()
    languages = ("fr", "ar") if number % ARABIC_TOO == 0 else ("fr",)
    for place, kind in enumerate(("lesson", "video", "document", "exercises", "lesson")):
        title = _texts(words.title(), words.arabic_title(), number)
        french, arabic = words.body(BODY_WORDS), words.arabic_body(BODY_WORDS)
        yield Grain(
            id=f"{module}/{place}",
            kind=kind,
            title=title,
            minutes=2 + place,
            html={} if kind == "exercises" else _texts(f"<p>{french}</p>", f"<p>{arabic}</p>", number),
            skills=(skill,) if kind == "exercises" else (),
            count=5 if kind == "exercises" else 0,
            video=dict.fromkeys(languages, video) if kind == "video" else {},
            file=dict.fromkeys(languages, sheet) if kind == "document" else {},
        )


def _skill(name: str, subject: Subject, year: int, words: Words) -> Skill:
    bands = tuple(
        Band(f"b{high}", {"a": f"{high}..{high * 9}", "b": f"{high}..{high * 9}"}) for high in (10, 20, 40)
    )
    say, worked = {"fr": "Recompte doucement."}, ({"fr": "{a} et {b} font {a + b}."},)
    hints = ({"fr": "Regarde bien les unités."}, {"fr": "Pars de {a}."})
    wrong = (Wrong("a + b + 1", say, "one-too-many"), Wrong("a + b - 10", say, "forgets-the-carry"))
    ask = {"fr": "Combien font {a} + {b} ?", "ar": "كم يساوي {a} + {b}؟"}
    written = Exercise(
        "write-the-sum", "number", ask, bands, right="a + b", wrong=wrong, hints=hints, worked=worked
    )
    chosen = Exercise(
        "choose-the-sum", "choice", ask, bands, right="a + b", wrong=wrong, hints=hints, worked=worked
    )
    return Skill(name, {"fr": words.title()}, subject, year, (written, chosen))


def _country(modules: list[Module], edition: str) -> Country:
    parcours = tuple(
        Parcours(f"sn/{subject}-{year}", {"fr": f"{subject.capitalize()} {label}"}, subject, year, inside)
        for year, label in zip(YEARS, YEAR_LABELS, strict=True)
        for subject in SUBJECTS
        if (inside := tuple(one.id for one in modules if (one.subject, one.year) == (subject, year)))
    )
    levels = tuple(
        Level(year, {"fr": label}, cycle, "C")
        for year, label, cycle in zip(YEARS, YEAR_LABELS, CYCLES, strict=True)
    )
    return Country(
        id="sn",
        name={"fr": "Pays d’essai"},
        languages=("fr",),
        levels=levels,
        words=_country_words(),
        parcours=parcours,
        edition=edition,
        school_year=(10, 7),
        week=("mon", "tue", "wed", "thu", "fri"),
        confidence="C",
    )


def _country_words() -> CountryWords:
    names = tuple(
        Word({"fr": name}, feminine=("fr",) if place % 2 == 0 else ()) for place, name in enumerate(NAMES)
    )
    thing = Word({"fr": "bille"}, many={"fr": "billes"}, feminine=("fr",))
    money = Money("XOF", {"fr": "F"}, Word({"fr": "franc"}), 0, ("5", "25", "100"), ("500",))
    return CountryWords(names, (Word({"fr": "Fissel"}),), (Word({"fr": "mangue"}),), (thing,), money)


def _texts(french: str, arabic: str, number: int) -> dict[str, str]:
    """Return a text by language: in French, every tenth module in Arabic too."""
    return {"fr": french, "ar": arabic} if number % ARABIC_TOO == 0 else {"fr": french}


def _blob(content: bytes, mime: str, name: str) -> Blob:
    return Blob(sha256_of(content), len(content), mime, name)


def _sheet() -> Blob:
    return _blob(SHEET, "application/pdf", "feuille.pdf")


def _pack(repo: Path, name: str, documents: Sequence[Form], blobs: tuple[Blob, ...]) -> str:
    """Write the documents and their pack; return the name of the pack."""
    lengths = {_write(repo, "docs", content): len(content) for content in map(encode, documents)}
    names = tuple(sorted(lengths))
    pack = Pack(name, names, tuple(lengths[one] for one in names), blobs)
    return _write(repo, "packs", encode(pack))


def _write(repo: Path, kind: Kind, content: bytes) -> str:
    sha256 = sha256_of(content)
    path = Store(repo).path_of(kind, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sha256


if __name__ == "__main__":
    lay_down(int(sys.argv[1]), Path(sys.argv[2]))
