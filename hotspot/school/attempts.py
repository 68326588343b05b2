"""The learner answers: which question comes next, what an answer is worth, and keeping it for good.

An answer is on the card before the page says so, and counts once however often the phone sends it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from peewee import fn

from exchange.errors import NeedsAPerson
from hotspot.content import catalogue
from hotspot.school import tutor_days
from hotspot.school.asked import (
    AskedQuestion,
    Given,
    answer_text,
    asked_from,
    attempts_at,
    mark_of,
    verdicts_of,
)
from hotspot.school.progress import mark_done
from hotspot.school.states import HELP, Outcome, outcome_of, state_after
from hotspot.school.tables import Attempt, Learner, Question, database
from hotspot.school.tutor import tutoring
from hotspot.school.tutor.choosing import next_question
from learning import exercises
from learning.exercises import Mark
from learning.exercises.question import Verdict
from learning.tutor.policy import POLICY
from learning.tutor.tapping import is_tapped
from runtime.clock import boot_id, now
from runtime.database import add, prepared

FIELDS_AT_MOST = 16  # more than any exercise has; the rest of a forged form is left out
VALUES_AT_MOST = 16  # in one field: the cards of an exercise with several right choices
LETTERS_AT_MOST = 100  # of one value
NOTHING = "{}"  # the answer of who asks for help

_any_set = Question.alias()
_newest = _any_set.select(fn.MAX(_any_set.set_number)).where(_any_set.learner == 0, _any_set.grain == "")
_last_set = prepared(
    Question.select()
    .where(Question.learner == 0, Question.grain == "", Question.set_number == _newest)
    .order_by(Question.position)
)
_question_row = prepared(Question.select().where(Question.id == 0))
_question_of = prepared(Question.select().where(Question.id == 0, Question.learner == 0))


class NotAnExerciseSet(NeedsAPerson):
    """The grain is not in this edition, or is not a set of exercises."""


@dataclass(frozen=True)
class SetProgress:
    """Where a learner is in a set: one grain of the ear for each question, "" for those to come."""

    count: int
    outcomes: list[Outcome]
    finished: bool
    number: int  # how often the set was begun; 0 when it never was


def ask(learner: Learner, grain_id: str, language: str) -> AskedQuestion | None:
    """Return the question to answer now: the open one, else the next of the set; None after the last.

    Raises:
        NotAnExerciseSet: there is no such set of exercises.
    """
    with database.atomic():
        rows = _rows_of_set(learner.id, grain_id)
        verdicts = verdicts_of(rows)
        if rows and state_after(verdicts[rows[-1].id]) == "open":
            return asked_from(rows[-1])
        if _is_finished(rows, verdicts, _count_of(grain_id)):
            return None
        return _asked_next(learner, grain_id, language, rows, verdicts)


def begin(learner: Learner, grain_id: str, language: str) -> AskedQuestion:
    """Return the question to answer now; after a finished set, the first of a new one.

    Raises:
        NotAnExerciseSet: there is no such set of exercises.
    """
    return ask(learner, grain_id, language) or new_set(learner, grain_id, language)


def new_set(learner: Learner, grain_id: str, language: str) -> AskedQuestion:
    """Begin the set again, and return its first question; a set that is not finished yet goes on.

    Raises:
        NotAnExerciseSet: there is no such set of exercises.
    """
    with database.atomic():
        rows = _rows_of_set(learner.id, grain_id)
        if not _is_finished(rows, verdicts_of(rows), _count_of(grain_id)):
            going_on = ask(learner, grain_id, language)
            assert going_on is not None  # noqa: S101 — the set is not finished
            return going_on
        return _asked_next(learner, grain_id, language, [], {}, set_number=rows[-1].set_number + 1)


def asked(question_id: int, learner: Learner) -> AskedQuestion | None:
    """Return a question that this learner was asked, or None: nobody sees another's.

    Raises:
        DamagedFile: the store has lost a document.
        UnreadableDocument: a document has another form than when the question was asked.
    """
    return next(map(asked_from, _question_of(question_id, learner.id)), None)


def question_row(question_id: int) -> Question | None:
    """Return the row of a question, whoever was asked it; None when there is none, or no longer."""
    return next(iter(_question_row(question_id)), None)


def answer(
    one: AskedQuestion, given: Mapping[str, Sequence[str]], try_number: int, sent_as: str = ""
) -> Mark:
    """Mark an answer and keep it; `try_number` is the one that the form carried, `sent_as` the phone's id.

    An empty answer is not kept. One that is there already returns the verdict it had; nor does a question
    that is closed take a further answer.
    """
    kept = _kept(given)
    mark = exercises.mark(one.question, kept)
    if mark.verdict == "empty":
        return mark
    with database.atomic():
        attempts = attempts_at(one.id)
        known = _known(one.row, attempts, answer_text(kept), try_number, sent_as)
        if known is not None:
            return mark_of(known)
        _keep(one, [attempt.verdict for attempt in attempts], answer_text(kept), mark, sent_as)
    return mark


def ask_for_help(one: AskedQuestion) -> None:
    """Open the next hint; when none is left, show the worked answer. On a closed question it does nothing.

    A placement gives no hints: it goes on.
    """
    if one.hints_open < len(one.question.hints) and one.row.purpose != "placement":
        take_hint(one)
        return
    with database.atomic():
        verdicts = [attempt.verdict for attempt in attempts_at(one.id)]
        if state_after(verdicts, one.row.purpose) == "open":
            _keep(one, verdicts, NOTHING, Mark(cast(Verdict, HELP), ""), "")


def take_hint(one: AskedQuestion) -> None:
    """Open the next hint, if one is left; before the first answer, the question no longer counts as got.

    Two taps at once, on the same `one`, open one hint.
    """
    with database.atomic():
        is_left = Question.hints_asked < len(one.question.hints)
        tries = Attempt.select().where(Attempt.question == one.row).count()
        Question.update(
            hints_asked=Question.hints_asked + 1,
            hint_came_first=Question.hint_came_first | (tries == 0),
        ).where(Question.id == one.row, Question.hints_asked == one.row.hints_asked, is_left).execute()


def set_of(learner: Learner, grain_id: str) -> SetProgress:
    """Return where the learner is in the set begun last.

    Raises:
        NotAnExerciseSet: there is no such set of exercises.
    """
    count = _count_of(grain_id)
    rows = _rows_of_set(learner.id, grain_id)
    verdicts = verdicts_of(rows)
    outcomes: list[Outcome] = [outcome_of(verdicts[row.id], row.hint_came_first) for row in rows]
    length = max(_length(rows, verdicts, count), len(rows))
    finished = _is_finished(rows, verdicts, count)
    outcomes += [""] * (length - len(rows))
    return SetProgress(length, outcomes, finished, rows[-1].set_number if rows else 0)


def _rows_of_set(learner_id: int, grain_id: str) -> list[Question]:
    """Return the questions of the set begun last, in order."""
    return _last_set(learner_id, grain_id, learner_id, grain_id)


def _count_of(grain_id: str) -> int:
    found = catalogue.grain(grain_id)
    if found is None or found[0].kind != "exercises":
        raise NotAnExerciseSet(grain_id)
    return found[0].count


def _length(rows: list[Question], verdicts: dict[int, list[str]], count: int) -> int:
    """Return how many questions the set has: one more where the last one ended with the worked answer.

    After a worked answer there is always a fresh question alike, but never more than one beyond the set.
    """
    last_was_shown = len(rows) >= count and state_after(verdicts[rows[count - 1].id]) == "shown"
    return count + 1 if last_was_shown else count


def _is_finished(rows: list[Question], verdicts: dict[int, list[str]], count: int) -> bool:
    if len(rows) < _length(rows, verdicts, count):
        return False
    return state_after(verdicts[rows[-1].id]) != "open"


def _asked_next(
    learner: Learner,
    grain_id: str,
    language: str,
    rows: list[Question],
    verdicts: dict[int, list[str]],
    set_number: int = 0,
) -> AskedQuestion:
    """Choose the next question and write down that it is asked."""
    found = catalogue.grain(grain_id)
    if found is None:
        raise NotAnExerciseSet(grain_id)
    set_number = set_number or (rows[-1].set_number if rows else 1)
    row = next_question(learner, found[0], language, rows, verdicts, set_number)
    add(row)
    return asked_from(row)


def _kept(given: Mapping[str, Sequence[str]]) -> Given:
    """Return the answer without what no real form sends: a forged one must not fill the card."""
    fields = list(given.items())[:FIELDS_AT_MOST]
    return {
        name[:LETTERS_AT_MOST]: [value[:LETTERS_AT_MOST] for value in values[:VALUES_AT_MOST]]
        for name, values in fields
    }


def _known(
    row: Question, attempts: list[Attempt], answer: str, try_number: int, sent_as: str
) -> Attempt | None:
    """Return the attempt that this answer is, or None when it is a new one.

    A plain form says only which try it is. An id tells two answers to the same try apart: given on two tabs
    or phones, they are two tries; but the same answer once more, under another id, is no further try.
    """
    made = attempts[max(try_number, 1) - 1 :]
    if sent_as:
        same = [one for one in attempts if one.sent_as == sent_as]
        made = same or [one for one in made if one.answer == answer]
    if made:
        return made[0]
    is_open = state_after([one.verdict for one in attempts], row.purpose) == "open"
    return None if is_open else attempts[-1]


def _keep(one: AskedQuestion, before: list[str], answer: str, mark: Mark, sent_as: str) -> None:
    """Write an answer down, and what follows from it; `before`: the verdicts on the tries before."""
    took = tutor_days.seconds_since(one.row.asked_at)
    attempt = Attempt(
        question=one.row,
        try_number=len(before) + 1,
        answer=answer,
        verdict=mark.verdict,
        say=mark.say,
        misconception=mark.misconception,
        answered=mark.answered,
        made_at=now(),
        boot_id=boot_id(),
        sent_as=sent_as or None,
        second=tutor_days.second(),
        took=took,
        policy=POLICY.version,
        counts=mark.verdict == HELP or not is_tapped(took, _words(one), POLICY),
    )
    add(attempt)
    tutoring.note(_question_row(one.id)[0], before, attempt)  # a hint may have come since `one` was read
    if one.row.sitting_id is None:
        _note_end_of_set(one.row, [*before, mark.verdict])


def _words(one: AskedQuestion) -> int:
    """Return how many words are to be read before the question can be answered."""
    return len(f"{one.question.ask} {one.question.text}".split())


def _note_end_of_set(row: Question, verdicts: list[str]) -> None:
    """Note the grain as done with the last answer of its set; one that a new edition has not, never is."""
    found = catalogue.grain(row.grain)
    if state_after(verdicts) == "open" or found is None or found[0].kind != "exercises":
        return
    rows = _rows_of_set(row.learner_id, row.grain)
    if rows[-1].id == row.id and _is_finished(rows, verdicts_of(rows), _count_of(row.grain)):
        mark_done(row.learner_id, row.grain)
