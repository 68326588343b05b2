"""The answers that boxes give to the ministry: no name, no date, no class; JSON Lines.

The first line says whose file it is, each further one is a first try, in the order they were given. A learner
is a number that only the box can lead back to a child. Days count from the first answer on the box.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from exchange.errors import NeedsAPerson
from exchange.form import Form

MISTAKES_TOLD = 20  # a file of another kind would fill the screen
FEWEST_LEARNERS = 10  # of a class: the answers of a smaller one stay on the box

Purpose = Literal["practice", "review", "random", "placement", "parcours"]  # as in learning/tutor/answers.py
Count = Annotated[int, msgspec.Meta(ge=0)]
Name = Annotated[str, msgspec.Meta(min_length=1)]


class WrongRows(NeedsAPerson):
    """A file is not what a box exports; the message names every line."""


class Heading(Form, tag="answers", tag_field="rows", frozen=True):
    """Where the rows come from. `box` and `school` are numbers, the same in each export."""

    box: Name
    school: Name  # the same on all boxes of a school
    country: Name  # as in the edition: "sn"
    version: Literal[1]


class AnswerRow(Form, frozen=True):
    """The first try at one question."""

    learner: Name
    skill: Name
    exercise: Name
    band: Count
    day: Count  # since the first answer on the box
    right: bool  # at the first try, without a hint before
    took: Count | None = None  # seconds
    hinted: bool = False  # a hint was opened before
    example_first: bool = False  # a worked example was shown before
    purpose: Purpose = "parcours"
    misconception: str = ""
    policy: str = ""  # version of the policy that asked

    @property
    def template(self) -> str:
        """The exercise, whatever its band."""
        return f"{self.skill}#{self.exercise}"

    @property
    def item(self) -> str:
        """What has one difficulty: an exercise in one band."""
        return f"{self.template}#{self.band}"


class AnswerFile(Form, frozen=True):
    """What one box exported."""

    heading: Heading
    rows: tuple[AnswerRow, ...]


Line = TypeVar("Line", Heading, AnswerRow)


def lines_of(heading: Heading, rows: Iterable[AnswerRow]) -> Iterator[bytes]:
    """Yield the lines of a file, the heading first."""
    for one in (heading, *rows):
        yield msgspec.json.encode(one, order="sorted") + b"\n"


def read_answers(file: Path) -> AnswerFile:
    """Return what a file holds.

    Raises:
        WrongRows: lines are not what they should be; all are told, with their numbers.
        OSError: the file cannot be read.
    """
    mistakes: list[str] = []
    rows: list[AnswerRow] = []
    days: dict[str, int] = {}
    with file.open("rb") as lines:
        heading = _read(next(lines, b""), Heading)
        if isinstance(heading, str):
            raise WrongRows(
                f"{file}:1: {heading}. La première ligne dit de quelle boîte viennent les réponses."
            )
        for number, line in enumerate(lines, 2):
            row = _read(line, AnswerRow)
            if not isinstance(row, str) and row.day < days.get(row.learner, 0):
                row = f"« day » : {row.day} vient après {days[row.learner]} pour cet élève"
            if isinstance(row, str):
                mistakes.append(f"{file}:{number}: {row}.")
            else:
                days[row.learner] = row.day
                rows.append(row)
    if mistakes:
        raise WrongRows(_told(file, mistakes))
    return AnswerFile(heading, tuple(rows))


def _read(line: bytes, form: type[Line]) -> Line | str:
    """Return the form that a line is, or what is wrong with it."""
    try:
        return msgspec.json.decode(line, type=form)
    except msgspec.ValidationError as error:
        return _in_french(str(error))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "cette ligne est coupée ou n'est pas du JSON"


# What msgspec says of a value that has not the form, in the words of a person.
SAYINGS = (
    (r"Object missing required field `(\w+)`.*", r"il manque « \1 »"),
    (r"Object contains unknown field `(\w+)`.*", r"« \1 » n'a pas sa place ici"),
    (r"Invalid enum value (.+) - at `\$\.(\w+)`", r"« \2 » ne peut pas être \1"),
    (r"Invalid value (.+) - at `\$\.(\w+)`", r"« \2 » ne peut pas être \1"),
    (r"Expected `int` >= 0 - at `\$\.(\w+)`", r"« \1 » ne peut pas être négatif"),
    (r"Expected `str` of length >= 1 - at `\$\.(\w+)`", r"« \1 » est vide"),
    (r"Expected `int.*`, got .* - at `\$\.(\w+)`", r"« \1 » : il faut un nombre entier"),
    (r"Expected `bool`, got .* - at `\$\.(\w+)`", r"« \1 » : il faut true ou false"),
    (r"Expected `str`, got .* - at `\$\.(\w+)`", r"« \1 » : il faut un texte"),
    (r"Expected `object`, got .*", "il faut un objet entre accolades"),
)


def _in_french(said: str) -> str:
    for pattern, french in SAYINGS:
        if re.fullmatch(pattern, said):
            return re.sub(pattern, french, said)
    return said


def _told(file: Path, mistakes: list[str]) -> str:
    more = len(mistakes) - MISTAKES_TOLD
    told = mistakes[:MISTAKES_TOLD] + ([f"{file} : et {more} autres lignes."] if more > 0 else [])
    return "\n".join(told)
