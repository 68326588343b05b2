"""The first tries of a school as rows for the ministry: nothing in them leads to a child.

Left out: guests, classes of fewer than ten learners, answers faster than one reads, and those given before
there was a tutor.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from exchange.answer_rows import FEWEST_LEARNERS, AnswerRow, Heading, lines_of
from exchange.errors import NeedsAPerson
from exchange.store import written_whole
from hotspot.machine.secret import cookie_key
from hotspot.school.classes import school
from hotspot.school.states import decides
from hotspot.school.tables import School, database
from hotspot.settings import Settings
from learning.tutor.answers import DAY_SECONDS

NUMBER_CHARACTERS = 12  # hexadecimal: a million learners hardly ever share a number

AS_KEPT = ("skill", "exercise", "band", "took", "example_first", "purpose", "misconception", "policy")
ANSWERS = f"""
    SELECT question.id, learner_id, second, verdict, counts, hint_came_first, {", ".join(AS_KEPT)}
    FROM attempt JOIN question ON question_id = question.id JOIN learner ON learner_id = learner.id
    WHERE second IS NOT NULL AND school_class_id IN (
        SELECT school_class_id FROM learner GROUP BY school_class_id HAVING COUNT(*) >= ?)
    ORDER BY running_number
"""  # noqa: S608 – names of columns


class NoSchoolYet(NeedsAPerson):
    """Nobody has answered on this box."""


def export(settings: Settings, file: Path) -> int:
    """Write the answers of this box to a file; return how many.

    Raises:
        NoSchoolYet: the box has no school.
        OSError: the file cannot be written.
    """
    here = school()
    if here is None:
        raise NoSchoolYet("Cette boîte n'a pas encore d'école. Donnez-lui la sienne : hotspot school")
    key = cookie_key(settings.secret_file)
    heading = Heading(_number(key, "box"), _number_of_school(here), here.country, 1)
    written = -1  # the heading is no answer
    with written_whole(file) as lines:
        for line in lines_of(heading, _rows(key)):
            lines.write(line)
            written += 1
    return written


def _rows(key: bytes) -> Iterator[AnswerRow]:
    """Yield the tries that decide, in the order in which they were given."""
    verdicts: dict[int, list[str]] = defaultdict(list)
    first_day = None
    found = database.execute_sql(ANSWERS, (FEWEST_LEARNERS,))  # type: ignore[no-untyped-call]
    for question, learner, second, verdict, counts, hinted, *kept in found:
        before = verdicts[question]
        if counts and decides(before, verdict):
            day = second // DAY_SECONDS
            first_day = day if first_day is None else first_day
            own = {
                "learner": _number(key, f"learner/{learner}"),
                "day": day - first_day,
                "right": verdict == "right" and not hinted,
                "hinted": hinted,
            }
            yield msgspec.convert(own | dict(zip(AS_KEPT, kept, strict=True)), AnswerRow, strict=False)
        before.append(verdict)


def _number(key: bytes, name: str) -> str:
    """Return a number that only the holder of the key can lead back to the name."""
    return hmac.new(key, f"answers/{name}".encode(), hashlib.sha256).hexdigest()[:NUMBER_CHARACTERS]


def _number_of_school(here: School) -> str:
    """Return a number that all boxes of the school share."""
    named = f"{here.country}/{here.town}/{here.name}".casefold()
    return hashlib.sha256(named.encode()).hexdigest()[:NUMBER_CHARACTERS]
