"""The documents that an edition is made of: what the ministry writes and the box reads.

One document is one file of canonical JSON, named by its SHA-256. Four kinds: a country (its levels, words and
parcours), a module with its grains, a skill with its exercises, and the edition that lists the packs.
Texts are mappings from language ("fr", "ar", "en") to what is read. Years are years of schooling: 0 is
nursery, 1 to 13 the school years; a country gives them its own labels.
"""

from typing import Literal

import msgspec

Text = dict[str, str]  # language → text
Subject = Literal["maths", "french", "science", "arabic", "world", "english", "health-subject"]
Language = str  # BCP 47: fr, ar, en


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all documents share: immutable, strict about names, silent about defaults."""


class Blob(Form, frozen=True):
    """A file that travels beside the documents: picture, sound, video, subtitles, PDF."""

    sha256: str
    bytes: int
    mime: str
    name: str  # what a phone that keeps the file calls it


# --- Words: what a country lends to the exercises --------------------------------------------------


class Word(Form, frozen=True):
    """A first name, a place, a food or a thing, in each language.

    `one` is the bare singular ("mangue"), `many` the plural; Arabic also says how it is counted:
    `two` (dual), `few` (3 to 10). `gender` is m or f, in the language (Arabic and French may differ).
    `feminine` languages are those where the word is feminine.
    """

    one: Text
    many: Text = {}
    two: Text = {}
    few: Text = {}
    feminine: tuple[Language, ...] = ()
    drawing: str = ""  # name of the object in learning/exercises/drawings, "" when there is none


class Money(Form, frozen=True):
    """The country's coins and notes, in the currency's unit. `decimals` is 0 for francs, 3 for the dinar."""

    code: str  # ISO 4217
    sign: Text  # as written after an amount: F, UM, د.ت
    name: Word
    decimals: int = 0
    coins: tuple[str, ...] = ()  # decimal numbers as text: "0.5", "100"
    notes: tuple[str, ...] = ()


class Words(Form, frozen=True):
    """What makes an exercise of the region one of this country."""

    names: tuple[Word, ...]
    places: tuple[Word, ...]
    foods: tuple[Word, ...]
    things: tuple[Word, ...]
    money: Money


# --- Exercises ---------------------------------------------------------------------------------------

Value = str | Text  # an expression over the variables ("a + b"), or a text by language with {places}
Confidence = Literal["A", "B", "C"]  # A source seen, B well known, C to be confirmed by the ministry


class Drawing(Form, frozen=True):
    """A drawing made from the variables. `kind` names the drawing, `of` its expressions or plain values."""

    kind: Literal[
        "number-line", "fraction", "clock", "money", "objects", "rectangle", "bars", "ruler", "tens"
    ]
    of: dict[str, str | int | tuple[str | int, ...]]
    label: Text  # what must be seen, never the answer


class Band(Form, frozen=True):
    """A band of difficulty, easiest first: where the variables are drawn from, and what must hold.

    A variable's range is "1..20", "10..90 by 10" or a list of numbers.
    """

    name: str
    variables: dict[str, str | tuple[int | str, ...]] = {}
    where: tuple[str, ...] = ()


class Wrong(Form, frozen=True):
    """A wrong answer that is expected: a distractor of a choice, a predicted slip for a number or a text."""

    value: Value
    say: Text  # what the child did, then the turn
    misconception: str  # a stable slug, the same across exercises: "forgets-the-carry"
    when: str = ""  # a condition on the variables; "" always
    drawing: Drawing | None = None  # for a choice made of pictures


class Option(Form, frozen=True):
    """One card of an exercise with several right choices."""

    value: Value
    right: str  # an expression: "true", "false", "n % 2 == 0"
    say: Text = {}


class Pair(Form, frozen=True):
    """Two things that belong together."""

    left: Value
    right: Value


class Gap(Form, frozen=True):
    """A gap in the text, written `[[1]]`, `[[2]]` there. With `choices`, chosen from a list; else written."""

    right: Value
    choices: tuple[Value, ...] = ()


class Exercise(Form, frozen=True):
    """A template of questions: each draw with another seed gives another question of the same kind.

    Which fields serve depends on `type`:
      number   right, wrong, tolerance, unit          choice  right, wrong, right_drawing
      choices  options                                text    right, accept, wrong, accents, case
      order    items (in the right order)             match   pairs
      gaps     text, gaps
    """

    name: str
    type: Literal["number", "choice", "choices", "text", "order", "match", "gaps"]
    ask: Text
    bands: tuple[Band, ...] = ()  # at least one
    table: tuple[dict[str, str | int], ...] = ()  # one row is drawn; its columns are variables
    words: dict[
        str, Literal["name", "place", "food", "thing"]
    ] = {}  # variables drawn from the country's words
    let: dict[str, str] = {}  # further variables, in order
    drawing: Drawing | None = None
    right: Value = ""
    right_drawing: Drawing | None = None
    wrong: tuple[Wrong, ...] = ()
    accept: tuple[Value, ...] = ()  # other right writings of a text
    tolerance: str = "0"
    unit: str = ""  # "cm"; written after the field, accepted in the answer
    accents: Literal["strict", "fold"] = "strict"
    case: Literal["strict", "fold"] = "fold"
    options: tuple[Option, ...] = ()
    items: tuple[Value, ...] = ()
    pairs: tuple[Pair, ...] = ()
    text: Text = {}
    gaps: tuple[Gap, ...] = ()
    hints: tuple[Text, ...] = ()  # at most three: look again, next step, almost the answer
    worked: tuple[Text, ...] = ()  # the steps to the answer
    well_done: Text = {}  # said after a right answer: what was done well
    sound: dict[Language, Blob] = {}  # the instruction read by a person


class Skill(Form, tag="skill", tag_field="document", frozen=True):
    """One thing to be able to do, and the exercises that practise it."""

    id: str
    title: Text  # "Ajouter sans retenue"
    subject: Subject
    year: int
    exercises: tuple[Exercise, ...]
    hard: tuple[str, ...] = ()  # skills without which this one cannot be begun
    soft: tuple[str, ...] = ()  # skills that help
    retention: Literal["fact", "procedure", "concept"] = "procedure"
    gpf: str = ""  # code of the Global Proficiency Framework


# --- Grains ------------------------------------------------------------------------------------------


class Panel(Form, frozen=True):
    """One step of a comic."""

    picture: Blob
    alt: Text
    text: Text = {}


class Grain(Form, frozen=True):
    """A small thing to learn from.

    lesson: `html` (sanitised, pictures as `media/<sha256>/<name>`), `sound`. exercises: `skills`, `count`,
    `band`. video: `video`, `poster`, `subtitles`, `html` (the text under it). audio: `audio`, `html`.
    comic: `panels`. document: `file`, `html`. picture: `picture`, `alt`, `html`.
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
    video: dict[Language, Blob] = {}
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


# --- Country -----------------------------------------------------------------------------------------


class Level(Form, frozen=True):
    """A year of schooling under the country's own label ("CE1", "الثالثة ابتدائي")."""

    year: int
    label: Text
    cycle: Literal["nursery", "primary", "lower-secondary", "upper-secondary"]
    confidence: Confidence
    exam: str = ""  # taken at the end of this year


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


Document = Country | Module | Skill


class Pack(Form, frozen=True):
    """The unit of publishing: one subject of one year, or a country's own file. At most 60 documents."""

    id: str  # "region/maths/2", "sn/country"
    docs: tuple[str, ...]  # SHA-256 of each document, sorted
    blobs: tuple[Blob, ...]  # sorted by SHA-256


class Edition(Form, frozen=True):
    """A country's set of packs."""

    country: str
    edition: str
    packs: dict[str, str]  # pack id → SHA-256


def encode(form: Form) -> bytes:
    """Return the canonical JSON of a document: keys sorted, no spaces, UTF-8; the same bytes everywhere."""
    return msgspec.json.encode(form, order="sorted")
