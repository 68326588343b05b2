"""The form of skills and their exercises, and of the words that a country lends them."""

from typing import Literal

from exchange.form import Audience, Blob, Form, Language, Subject, Text


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


Value = str | Text  # an expression over the variables ("a + b"), or a text by language with {places}


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
    misconception: str = ""  # a stable slug, the same across exercises: "forgets-the-carry"; "" for teachers
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
    remediation: tuple[
        Text, ...
    ] = ()  # five minutes with the teacher: take, show, ask, see what is understood
    audience: Audience = "learner"  # teacher: the tutor and the pages of a class do not know it


class Register(Form, tag="register", tag_field="document", frozen=True):
    """What an edition says of all its skills together."""

    id: str  # "sn/register"
    misconceptions: dict[str, Text] = {}  # slug → how a teacher calls it: "oublie la retenue"
    moved: dict[str, tuple[str, ...]] = {}  # skill that is no more → those that took its place, if any
