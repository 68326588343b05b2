"""The documents that an edition is made of: what the ministry writes and the box reads.

One document is one file of canonical JSON, named by its SHA-256. The kinds: a country (its levels, words and
parcours), a module with its grains, a skill with its exercises, the register of what is said of all skills,
the country's news, the parameters that the tutor estimates by, and the edition that lists the packs.
Texts are mappings from language ("fr", "ar", "en") to what is read. Years are years of schooling: 0 is
nursery, 1 to 13 the school years; a country gives them its own labels.
"""

from typing import Literal

import msgspec

from exchange.exercises import (
    Band,
    Drawing,
    Exercise,
    Gap,
    Money,
    Option,
    Pair,
    Register,
    Skill,
    Value,
    Word,
    Words,
    Wrong,
)
from exchange.form import Audience, Blob, Form, Language, Length, Sha256, Subject, Text
from exchange.parameters import Parameters

__all__ = [
    "Audience",
    "Band",
    "Blob",
    "Bulletin",
    "Country",
    "Document",
    "Drawing",
    "Edition",
    "Exercise",
    "ExerciseWords",
    "Form",
    "Gap",
    "Grain",
    "Holiday",
    "Language",
    "Level",
    "Module",
    "Money",
    "News",
    "Option",
    "Pack",
    "Pair",
    "Panel",
    "Parameters",
    "Parcours",
    "Register",
    "Skill",
    "Subject",
    "Text",
    "Value",
    "Word",
    "Words",
    "Wrong",
    "encode",
]

Confidence = Literal["A", "B", "C"]  # A source seen, B well known, C to be confirmed by the ministry


class Panel(Form, frozen=True):
    """One step of a comic."""

    picture: Blob
    alt: Text
    text: Text = {}


class Grain(Form, frozen=True):
    """A small thing to learn from.

    lesson: `html` (sanitised, pictures as `media/<sha256>/<name>`), `sound`. exercises: `skills`, `count`;
    with a `bar`, a final quiz for teachers: so many must be right at the first try.
    video: `video`, `clearer` (the same with more lines), `poster`, `subtitles`, `html` (the text under it).
    audio: `audio`, `html`. comic: `panels`. document: `file`, `html`. picture: `picture`, `alt`, `html`.
    """

    id: str
    kind: Literal["lesson", "exercises", "video", "audio", "comic", "document", "picture"]
    title: Text
    minutes: int
    html: Text = {}
    sound: dict[Language, Blob] = {}
    pictures: tuple[Blob, ...] = ()
    skills: tuple[str, ...] = ()
    count: int = 0
    bar: int = 0
    video: dict[Language, Blob] = {}
    clearer: dict[Language, Blob] = {}
    poster: Blob | None = None
    subtitles: dict[Language, Blob] = {}
    audio: dict[Language, Blob] = {}
    panels: tuple[Panel, ...] = ()
    file: dict[Language, Blob] = {}
    picture: Blob | None = None
    alt: Text = {}


class Module(Form, tag="module", tag_field="document", frozen=True):
    """A few grains in the order they are met."""

    id: str
    title: Text
    subject: Subject
    year: int
    grains: tuple[Grain, ...]
    about: Text = {}
    authors: str = "Imaginecole Box"
    licence: str = "CC-BY-SA-4.0"
    audience: Audience = "learner"


class Parcours(Form, frozen=True):
    """Modules in the order of a country's programme. `titles` are the country's own names for modules."""

    id: str
    title: Text
    subject: Subject
    year: int
    modules: tuple[str, ...]
    about: Text = {}
    titles: dict[str, Text] = {}  # module or grain id → the country's title
    hidden: tuple[str, ...] = ()  # grain ids that this country leaves out
    audience: Audience = "learner"  # teacher: no pupil is shown it; `year` is then 0


# --- Country -----------------------------------------------------------------------------------------


class Level(Form, frozen=True):
    """A year of schooling under the country's own label ("CE1", "الثالثة ابتدائي")."""

    year: int
    label: Text
    cycle: Literal["nursery", "primary", "lower-secondary", "upper-secondary"]
    confidence: Confidence
    exam: str = ""  # taken at the end of this year


class Holiday(Form, frozen=True):
    """Days without school, the same in each year; the last may come before the first: over New Year."""

    first: tuple[int, int]  # month, day
    last: tuple[int, int]
    confidence: Confidence


class ExerciseWords(Form, frozen=True):
    """A country's own words in a region's exercise: texts that replace the region's."""

    ask: Text = {}
    hints: tuple[Text, ...] = ()
    worked: tuple[Text, ...] = ()
    well_done: Text = {}


class Country(Form, tag="country", tag_field="document", frozen=True):
    """A country: its levels, its languages, its words, its programme."""

    id: str  # ISO 3166-1 alpha-2, lower case
    name: Text
    languages: tuple[Language, ...]  # of teaching, most usual first
    levels: tuple[Level, ...]
    words: Words
    parcours: tuple[Parcours, ...]
    edition: str  # "2026.1"
    school_year: tuple[int, int]  # first and last month: (10, 7)
    week: tuple[str, ...]  # school days: ("mon", "tue", …)
    confidence: Confidence
    exercise_words: dict[str, ExerciseWords] = {}  # "<skill id>#<exercise name>" → own words
    holidays: tuple[Holiday, ...] = ()  # within the school year


class News(Form, frozen=True):
    """What a country tells its schools on their front page, without any mark-up."""

    id: str  # "sn/welcome"
    title: Text
    text: Text
    until: str  # the last day on which it is shown: "2027-07-31"


class Bulletin(Form, tag="news", tag_field="document", frozen=True):
    """The news of an edition."""

    id: str  # "sn/news"
    news: tuple[News, ...]


Document = Country | Module | Skill | Register | Bulletin | Parameters


class Pack(Form, frozen=True):
    """The unit of publishing: one subject of one year, or a country's own file. At most 60 documents."""

    id: str  # "region/maths/2", "sn/country"
    docs: tuple[Sha256, ...]  # of each document, sorted
    doc_bytes: tuple[Length, ...]  # of each, in the same order: what a box will fetch is told before
    blobs: tuple[Blob, ...]  # sorted by SHA-256


class Edition(Form, frozen=True):
    """A country's set of packs."""

    country: str
    edition: str
    packs: dict[str, Sha256]  # by pack id


def encode(form: Form) -> bytes:
    """Return the canonical JSON of a document: keys sorted, no spaces, UTF-8; the same bytes everywhere."""
    return msgspec.json.encode(form, order="sorted")
