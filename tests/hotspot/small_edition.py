"""A small edition of Sénégal, every kind of grain and of exercise in it, built document by document."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from signing import signed

from exchange.documents import (
    Band,
    Blob,
    Bulletin,
    Country,
    Document,
    Edition,
    Exercise,
    ExerciseWords,
    Gap,
    Grain,
    Level,
    Module,
    Money,
    Option,
    Pack,
    Pair,
    Panel,
    Parameters,
    Parcours,
    Register,
    Skill,
    Word,
    Words,
    Wrong,
    encode,
)
from exchange.store import Store, sha256_of
from ministry.publish.packing import blobs_in
from ministry.signing.keys import Keys

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" role="img" aria-label="Une mangue">'
    b'<circle cx="4" cy="4" r="3" fill="#f5b12c"/></svg>'
)
SUBTITLES = "WEBVTT\n\n00:00.000 --> 00:02.000\nDix bâtons font un paquet.\n".encode()
COUNT, ADD, SOUNDS = "region/maths/count-to-10", "region/maths/add-to-10", "region/french/letters-and-sounds"
NUMBERS, MARKET, WORDS = "region/maths/numbers", "region/maths/market", "region/french/words"

REGISTER = Register(
    "sn/register",
    {"one-too-many": {"fr": "compte un de trop", "ar": "يعدّ واحدا زائدا", "en": "counts one too many"}},
)


@dataclass
class SmallEdition:
    """What is published: change a part, then lay it down again."""

    folder: Path
    country: Country
    modules: dict[str, Module]
    skills: dict[str, Skill]
    files: dict[str, bytes] = field(default_factory=dict)  # SHA-256 → bytes
    blobs: list[Blob] = field(default_factory=list)
    parameters: tuple[Parameters, ...] = ()  # for the tutor; one at most in a sound edition
    register: Register = REGISTER
    bulletin: Bulletin | None = None
    strangers: list[bytes] = field(default_factory=list)  # documents of any bytes, in a pack of their own

    def lay_down(self, keys: Keys | None = None) -> Path:
        """Write packs, documents and blobs, and sign, as `ministry publish` does."""
        store = Store(self.folder)
        for sha256, content in self.files.items():
            assert store.put("blobs", content) == sha256
        named = {blob.sha256: blob for blob in self.blobs}
        packs = {}
        for name, documents in self._shelves().items():
            if documents:
                inside = {blob.sha256 for one in documents for blob in blobs_in(one)} & set(named)
                blobs = tuple(named[sha256] for sha256 in sorted(inside))
                packs[name] = packed(name, store, [encode(one) for one in documents], blobs)
        unused = set(named) - {blob.sha256 for pack in packs.values() for blob in pack.blobs}
        if self.strangers or unused:
            loose = tuple(named[sha256] for sha256 in sorted(unused))
            packs["sn/own"] = packed("sn/own", store, self.strangers, loose)
        names = {name: store.put("packs", encode(pack)) for name, pack in packs.items()}
        return signed(self.folder, Edition(self.country.id, self.country.edition, names), by=keys)

    def _shelves(self) -> dict[str, list[Document]]:
        said = [one for one in (self.country, self.register, self.bulletin) if one is not None]
        shelves: dict[str, list[Document]] = {"sn/country": said, "sn/tutor": list(self.parameters)}
        for one in (*self.modules.values(), *self.skills.values()):
            shelves.setdefault(f"region/{one.subject}/{one.year}", []).append(one)
        return shelves

    def blob(self, content: bytes, mime: str, name: str) -> Blob:
        """Add a file, and return how documents name it."""
        sha256 = sha256_of(content)
        self.files[sha256] = content
        blob = Blob(sha256, len(content), mime, name)
        self.blobs.append(blob)
        return blob

    def retitled(self, edition: str, title: str) -> "SmallEdition":
        """Give the first module another title, in a newer edition."""
        module = self.modules[NUMBERS]
        self.modules[NUMBERS] = msgspec.structs.replace(module, title={**module.title, "fr": title})
        self.country = msgspec.structs.replace(self.country, edition=edition)
        return self


def packed(name: str, store: Store, documents: Sequence[bytes], blobs: tuple[Blob, ...] = ()) -> Pack:
    """Lay documents down, and return the pack of them."""
    lengths = {store.put("docs", content): len(content) for content in documents}
    names = tuple(sorted(lengths))
    return Pack(name, names, tuple(lengths[one] for one in names), blobs)


def small_edition(folder: Path) -> SmallEdition:
    """Return the edition, not laid down yet."""
    edition = SmallEdition(folder, country(), {}, {})
    edition.skills = {one.id: one for one in (counting(), adding(), sounds())}
    edition.modules = {one.id: one for one in (numbers(edition), market(edition), words_module())}
    return edition


def everywhere(text: str, arabic: str = "نص", english: str = "Text") -> dict[str, str]:
    return {"fr": text, "ar": arabic, "en": english}


def country() -> Country:
    return Country(
        id="sn",
        name=everywhere("Sénégal", "السنغال", "Senegal"),
        languages=("fr",),
        levels=tuple(
            Level(year, {"fr": label}, "primary", "A") for year, label in ((1, "CI"), (2, "CP"), (3, "CE1"))
        ),
        words=country_words(),
        parcours=(
            Parcours(
                id="sn/maths-1",
                title=everywhere("Les nombres du CI", "الأعداد", "Numbers, year 1"),
                subject="maths",
                year=1,
                modules=(NUMBERS,),
                titles={f"{NUMBERS}/count": {"fr": "Compte les mangues du Sénégal"}},
            ),
            Parcours("sn/french-1", everywhere("Le français du CI"), "french", 1, (WORDS,)),
            Parcours(
                id="sn/maths-2",
                title=everywhere("Au marché, CP"),
                subject="maths",
                year=2,
                modules=(NUMBERS, MARKET),
                hidden=(f"{MARKET}/hidden",),
            ),
        ),
        edition="2026.1",
        school_year=(10, 7),
        week=("mon", "tue", "wed", "thu", "fri"),
        confidence="A",
        exercise_words={
            f"{ADD}#two-heaps": ExerciseWords(ask={"fr": "Au Sénégal, combien font {a} + {b} ?"})
        },
    )


def country_words() -> Words:
    names = (
        "Awa",
        "Moussa",
        "Fatou",
        "Ibra",
        "Binta",
        "Ousmane",
        "Coumba",
        "Élimane",
        "Ndeye",
        "Modou",
        "Khady",
        "Samba",
    )
    return Words(
        names=tuple(
            Word({"fr": name, "ar": name}, feminine=("fr", "ar", "en") if turn % 2 == 0 else ())
            for turn, name in enumerate(names)
        ),
        places=(Word({"fr": "Fissel", "ar": "فيسل"}),),
        foods=(Word(everywhere("mangue"), many=everywhere("mangues"), feminine=("fr",), drawing="mango"),),
        things=(Word(everywhere("bille"), many=everywhere("billes"), feminine=("fr",), drawing="ball"),),
        money=Money(
            "XOF", everywhere("F", "ف", "F"), Word(everywhere("franc")), 0, ("5", "25", "100"), ("500",)
        ),
    )


def counting() -> Skill:
    """One exercise of each type that is not a number."""
    bands = (Band("small", {"n": "1..9"}), Band("large", {"n": "10..20"}))
    say = everywhere("Recompte doucement.")
    exercises = (
        Exercise(
            "which",
            "choice",
            everywhere("Touche le nombre {n}."),
            bands,
            right="n",
            wrong=(Wrong("n + 1", say, "one-too-many"), Wrong("n + 2", say, "two-too-many")),
            hints=(everywhere("Regarde bien."),),
            worked=(everywhere("C’est {n}."),),
        ),
        Exercise(
            "which-ones",
            "choices",
            everywhere("Touche les nombres pairs."),
            bands,
            options=(Option("2 * n", "true"), Option("2 * n + 1", "false", say), Option("2 * n + 2", "true")),
            worked=(everywhere("Les nombres pairs vont par deux."),),
        ),
        Exercise(
            "sort",
            "order",
            everywhere("Range du plus petit au plus grand."),
            bands,
            items=("n", "n + 1", "n + 3"),
            worked=(everywhere("{n} vient d’abord."),),
        ),
        Exercise(
            "pair",
            "match",
            everywhere("Relie les nombres au double."),
            bands,
            pairs=(Pair("n", "2 * n"), Pair("n + 20", "2 * n + 40")),
            worked=(everywhere("Le double, c’est deux fois."),),
        ),
        Exercise(
            "holes",
            "gaps",
            everywhere("Complète."),
            bands,
            text=everywhere("Après {n} vient [[1]], puis [[2]]."),
            gaps=(Gap("n + 1", ("n", "n + 1", "n - 1")), Gap("n + 2")),
            worked=(everywhere("On ajoute un."),),
        ),
    )
    remediation = (everywhere("Prends dix cailloux."), everywhere("Compte en les touchant un par un."))
    return Skill(COUNT, everywhere("Compter jusqu’à 10"), "maths", 1, exercises, remediation=remediation)


def adding() -> Skill:
    exercise = Exercise(
        "two-heaps",
        "number",
        everywhere("Combien font {a} + {b} ?", "كم يساوي {a} + {b}؟", "How much is {a} + {b}?"),
        (Band("small", {"a": "1..4", "b": "1..4"}), Band("large", {"a": "10..40", "b": "10..40"})),
        right="a + b",
        wrong=(Wrong("a + b + 1", everywhere("Tu as compté un de trop."), "one-too-many"),),
        unit="cm",
        hints=(everywhere("Compte avec tes doigts."), everywhere("Pars de {a}.")),
        worked=(everywhere("{a} et {b} font {a + b}."),),
        well_done=everywhere("Tu as bien ajouté."),
    )
    return Skill(ADD, everywhere("Ajouter jusqu’à 10"), "maths", 1, (exercise,), hard=(COUNT,))


def sounds() -> Skill:
    exercise = Exercise(
        "write-it",
        "text",
        {"fr": "Écris le mot « {word} »."},
        (Band("all"),),
        table=({"word": "mangue"}, {"word": "école"}, {"word": "maison"}, {"word": "tortue"}),
        right={"fr": "{word}"},
        accents="fold",
        worked=({"fr": "On écrit {word}."},),
    )
    return Skill(SOUNDS, everywhere("Les lettres et les sons"), "french", 1, (exercise,))


def numbers(edition: SmallEdition) -> Module:
    picture = edition.blob(DRAWING, "image/svg+xml", "mangue.svg")
    sound = edition.blob(b"ID3" + b"\0" * 3000, "audio/mpeg", "lecon.mp3")
    html = (
        '<p class="lead">Compte les mangues.</p><figure class="drawing">'
        f'<img src="media/{picture.sha256}/mangue.svg" '
        'alt="Une mangue"><figcaption>Une mangue</figcaption></figure>'
    )
    grains = (
        Grain(
            id=f"{NUMBERS}/count",
            kind="lesson",
            title=everywhere("Compte les mangues", "عدّ المانجو", "Count the mangoes"),
            minutes=5,
            html={"fr": html, "ar": "<p>عدّ</p>", "en": "<p>Count.</p>"},
            sound={"fr": sound},
            pictures=(picture,),
        ),
        exercise_set(f"{NUMBERS}/all-types", (COUNT,), 5),
        exercise_set(f"{NUMBERS}/adding", (ADD,), 3),
    )
    return Module(
        NUMBERS, everywhere("Les nombres jusqu’à 20", "الأعداد", "Numbers to 20"), "maths", 1, grains
    )


def market(edition: SmallEdition) -> Module:
    video = edition.blob(bytes(range(256)) * 400, "video/mp4", "paquets.mp4")
    poster = edition.blob(b"\xff\xd8poster\xff\xd9", "image/jpeg", "paquets.jpg")
    subtitles = edition.blob(SUBTITLES, "text/vtt", "paquets.fr.vtt")
    tale = edition.blob(b"ID3" + b"\1" * 2000, "audio/mpeg", "lievre.mp3")
    sheet = edition.blob(b"%PDF-1.4 feuille", "application/pdf", "feuille.pdf")
    picture = edition.blob(DRAWING.replace(b"#f5b12c", b"#4b8f45"), "image/svg+xml", "marche.svg")
    said = {"fr": "<p>Le texte.</p>"}
    panels = tuple(Panel(picture, everywhere(f"Image {n}"), everywhere(f"Texte {n}")) for n in (1, 2, 3))
    grains = (
        Grain(
            f"{MARKET}/video",
            "video",
            everywhere("Par paquets de dix"),
            2,
            html=said,
            video={"fr": video},
            poster=poster,
            subtitles={"fr": subtitles},
        ),
        Grain(
            f"{MARKET}/tale", "audio", everywhere("Le lièvre et l’hyène"), 3, html=said, audio={"fr": tale}
        ),
        Grain(f"{MARKET}/comic", "comic", everywhere("Au marché"), 4, panels=panels),
        Grain(f"{MARKET}/sheet", "document", everywhere("La feuille"), 10, html=said, file={"fr": sheet}),
        Grain(
            f"{MARKET}/picture",
            "picture",
            everywhere("Le marché"),
            2,
            picture=picture,
            alt=everywhere("Un marché"),
        ),
        Grain(f"{MARKET}/hidden", "lesson", everywhere("La neige"), 2, html={"fr": "<p>Il neige.</p>"}),
    )
    return Module(MARKET, everywhere("Au marché"), "maths", 2, grains)


def words_module() -> Module:
    return Module(
        WORDS,
        everywhere("Des sons et des mots"),
        "french",
        1,
        (exercise_set(f"{WORDS}/write", (SOUNDS,), 4),),
    )


def exercise_set(name: str, skills: tuple[str, ...], count: int) -> Grain:
    title = everywhere("Je m’entraîne", "أتدرّب", "I practise")
    return Grain(name, "exercises", title, 5, skills=skills, count=count)
