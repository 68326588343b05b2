"""What the tutor knows of each learner: rows of state that follow from the answers, and from nothing else.

The rows are a cache. Made with another graph or other numbers, or lost, they are made anew from the attempts,
in the order of their running numbers.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import msgspec

from hotspot.content import catalogue, parameters
from hotspot.content.catalogue import Stamp
from hotspot.content.parameters import Noted
from hotspot.school import tutor_days
from hotspot.school.graphs import graph_here
from hotspot.school.states import decides
from hotspot.school.tables import Attempt, Question, SkillState, database
from learning.tutor import state, step
from learning.tutor.answers import DAY_SECONDS, Answer, Purpose
from learning.tutor.building import item_name
from learning.tutor.estimate import GeneralTrace
from learning.tutor.moving import moved
from learning.tutor.parameters import for_graph
from learning.tutor.policy import POLICY
from learning.tutor.state import LearnerState, SkillGlance
from learning.tutor.step import Tutor
from runtime.database import prepared

GENERAL = ""  # the skill of the row on the learner in general
NAME_CHARACTERS = 16
FORM_OF_ROWS = 1  # goes up with every change of what learning/tutor keeps, or how: older rows are made anew

ANSWERS = """
    SELECT question.id, skill, exercise, band, purpose, example_first, hint_came_first,
        verdict, second, counts
    FROM question JOIN attempt ON question_id = question.id
    WHERE learner_id = ? ORDER BY running_number
"""
ROWS_OF_SEVERAL = """
    SELECT value, skill, made_with, kept,
        skill IS NULL AND EXISTS (SELECT 1 FROM question WHERE learner_id = value)
    FROM json_each(?) LEFT JOIN skill_state ON learner_id = value
"""
OUTDATED = "SELECT DISTINCT learner_id FROM skill_state WHERE made_with <> ? ORDER BY 1"
FORGET = "DELETE FROM skill_state WHERE learner_id = ?"
KEEP = """
    INSERT OR REPLACE INTO skill_state (learner_id, skill, made_with, kept)
    SELECT ?, key, ?, CAST(value AS BLOB) FROM json_each(?)
"""  # in one statement, however many rows an answer changes: a placement changes half of them
TELL_TEACHER = "INSERT OR IGNORE INTO stuck_notice (learner_id, skill, day) VALUES (?, ?, ?)"

Rows = dict[str, bytes]  # skill → what is kept of it
_GENERAL = msgspec.json.Decoder(GeneralTrace)
_SKILL = msgspec.json.Decoder(state.SkillState)
_GLANCES = msgspec.json.Decoder(list[SkillGlance])
_rows_of = prepared(SkillState.select().where(SkillState.learner == 0))


@dataclass(frozen=True)
class Here:
    """The tutor of this box."""

    tutor: Tutor
    moved: dict[str, tuple[str, ...]]  # skill that is no more → those that took its place
    made_with: str  # names all of it: rows made with another one are made anew


@dataclass(frozen=True)
class Glance:
    """What a class's page needs of a learner: the practice of each skill; the rest is read when asked for."""

    general: GeneralTrace
    skills: dict[str, SkillGlance]
    rows: Rows

    def only(self, skill: str) -> LearnerState:
        """Return what is known of the learner in general and on one skill."""
        known = {skill: _SKILL.decode(self.rows[skill])} if skill in self.rows else {}
        return LearnerState(self.general, known)


def here() -> Here:
    """Return the tutor of the edition that this thread reads, by the parameters in use."""
    return _here(catalogue.stamp(), parameters.noted(), tutor_days.dates(), tutor_days.own_holidays())


@lru_cache(maxsize=2)  # about 1 MB for 500 skills
def _here(stamp: Stamp, noted: Noted, dates: tuple[tuple[int, int], ...], own_holidays: str) -> Here:
    graph = graph_here()
    days = tutor_days.calendar_of(catalogue.country(), dates, own_holidays)
    tutor = Tutor(graph, for_graph(parameters.parameters(), graph), POLICY, days)
    moved_skills = catalogue.register().moved
    calendar = tutor.calendar.holidays, sorted(tutor.calendar.weekdays), dates
    parts = [FORM_OF_ROWS, graph, tutor.parameters, tutor.policy, calendar, moved_skills]
    named = msgspec.json.encode(parts)
    return Here(tutor, moved_skills, hashlib.sha256(named).hexdigest()[:NAME_CHARACTERS])


def state_of(learner_id: int) -> LearnerState:
    """Return what is known of a learner, in one query once an answer was noted."""
    rows = _rows_of(learner_id)
    return _read(_kept(rows)) if _are_made_with(here().made_with, rows) else replayed(learner_id)


def glances_of(learner_ids: Sequence[int]) -> dict[int, Glance]:
    """Return a glance at each of these learners, in one query once their answers were noted."""
    numbers, made_with = msgspec.json.encode(learner_ids).decode(), here().made_with
    kept: dict[int, Rows] = {learner_id: {} for learner_id in learner_ids}
    to_replay = set()
    rows = database.execute_sql(ROWS_OF_SEVERAL, (numbers,))  # type: ignore[no-untyped-call]
    for learner_id, skill, with_what, row, has_answered in rows.fetchall():
        if has_answered or (skill is not None and with_what != made_with):
            to_replay.add(learner_id)
        elif skill is not None:
            kept[learner_id][skill] = row
    return {
        learner_id: _glance(_written(replayed(learner_id)) if learner_id in to_replay else rows)
        for learner_id, rows in kept.items()
    }


def note(question: Question, before: Sequence[str], attempt: Attempt) -> None:
    """Note an answer that was just written, in its transaction; `before`: the verdicts on earlier tries.

    The first try that counts is what the tutor learns from; a further one tells it nothing.
    """
    if not decides(before, attempt.verdict):
        return
    rows, tutor = _rows_of(question.learner_id), here()
    answers = list(moved([_answer(question, attempt)], tutor.moved))
    if _are_made_with(tutor.made_with, rows):
        kept = _kept(rows)
        learner = _read(kept)
        for answer in answers:
            step.take(tutor.tutor, learner, answer)
        changed = {skill: row for skill, row in _written(learner).items() if kept.get(skill) != row}
        _keep(question.learner_id, tutor.made_with, changed)
    else:
        learner = rebuild(question.learner_id)
    for answer in answers:
        _tell_teacher(question.learner_id, learner, answer)


def rebuild(learner_id: int) -> LearnerState:
    """Make the rows of a learner anew from the attempts, and return what is known."""
    with database.atomic():
        learner = replayed(learner_id)
        database.execute_sql(FORGET, (learner_id,))  # type: ignore[no-untyped-call]
        _keep(learner_id, here().made_with, _written(learner))
        return learner


def replayed(learner_id: int) -> LearnerState:
    """Return what follows from all attempts of a learner."""
    return step.replay(here().tutor, moved(answers_of(learner_id), here().moved))


def answers_of(learner_id: int) -> Iterable[Answer]:
    """Yield the first tries that count, in the order in which they were given."""
    verdicts: dict[int, list[str]] = {}
    rows = database.execute_sql(ANSWERS, (learner_id,))  # type: ignore[no-untyped-call]
    for number, skill, exercise, band, purpose, example_first, hint_first, verdict, second, counts in rows:
        before = verdicts.setdefault(number, [])
        if decides(before, verdict):
            right = verdict == "right" and not hint_first
            item = item_name(skill, exercise, band)
            yield Answer((skill,), item, right, second, bool(example_first), purpose, bool(counts))
        before.append(verdict)


def rebuild_outdated(is_over: Callable[[], bool]) -> None:
    """Make anew the rows that were made with another calendar, edition or numbers, until it is over."""
    outdated = database.execute_sql(OUTDATED, (here().made_with,)).fetchall()  # type: ignore[no-untyped-call]
    for (learner_id,) in outdated:
        if is_over():
            return
        rebuild(learner_id)


def is_resting(learner_id: int, skill: str) -> bool:
    """Say whether a learner rests from a skill until another day."""
    known = state_of(learner_id).skills.get(skill)
    return known is not None and known.practice.parked_until > tutor_days.today()


def _answer(question: Question, attempt: Attempt) -> Answer:
    return Answer(
        skills=(question.skill,),
        item=item_name(question.skill, question.exercise, question.band),
        right=attempt.verdict == "right" and not question.hint_came_first,
        second=attempt.second,
        example_first=question.example_first,
        purpose=cast(Purpose, question.purpose),
        counts=attempt.counts,
    )


def _are_made_with(name: str, rows: list[SkillState]) -> bool:
    return {row.made_with for row in rows} == {name}


def _kept(rows: list[SkillState]) -> Rows:
    return {row.skill: row.kept for row in rows}


def _read(rows: Rows) -> LearnerState:
    skills = {skill: _SKILL.decode(row) for skill, row in rows.items() if skill != GENERAL}
    return LearnerState(_GENERAL.decode(rows[GENERAL]), skills)


def _glance(rows: Rows) -> Glance:
    general = _GENERAL.decode(rows[GENERAL]) if rows else GeneralTrace()
    skills = [skill for skill in rows if skill != GENERAL]
    glances = _GLANCES.decode(b"[%b]" % b",".join(rows[skill] for skill in skills))  # one call for all
    return Glance(general, dict(zip(skills, glances, strict=True)), rows)


def _written(learner: LearnerState) -> Rows:
    return {GENERAL: state.encode(learner.general)} | {
        skill: state.encode(row) for skill, row in learner.skills.items()
    }


def _keep(learner_id: int, made_with: str, rows: Rows) -> None:
    kept = msgspec.json.encode({skill: row.decode() for skill, row in rows.items()}).decode()
    database.execute_sql(KEEP, (learner_id, made_with, kept))  # type: ignore[no-untyped-call]


def _tell_teacher(learner_id: int, learner: LearnerState, answer: Answer) -> None:
    """Note for the teacher, once a day, which skill of the answer rests until another day."""
    if answer.second is None or not answer.counts:
        return
    day = answer.second // DAY_SECONDS
    for skill in answer.skills:
        if learner.skills[skill].practice.parked_until > day:
            database.execute_sql(TELL_TEACHER, (learner_id, skill, day))  # type: ignore[no-untyped-call]
