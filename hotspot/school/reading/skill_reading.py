"""The teacher's read of one skill in a class: who is where, and what is misunderstood."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.documents import Text
from hotspot.content import catalogue, documents
from hotspot.content.cards import SkillCard
from hotspot.school.reading.class_reading import ClassRead, State
from hotspot.school.reading.mistakes import Mistake, WrongAnswer, most_frequent, wrong_answers
from hotspot.school.tables import Learner
from learning.tutor.answers import DAY_SECONDS

LOOK_BACK_DAYS = 28  # what was misunderstood before is another matter
MISTAKES_TOLD = 6
STATES: tuple[State, ...] = ("stuck", "begun", "check", "held", "new")  # in the order in which one helps


@dataclass(frozen=True)
class Shared:
    """A mistake, and who makes it."""

    mistake: Mistake
    learners: tuple[Learner, ...]


@dataclass(frozen=True)
class SkillRead:
    """What a teacher is told of a skill."""

    skill: SkillCard
    learners: dict[State, tuple[Learner, ...]]  # all of the class, each once
    mistakes: tuple[Shared, ...]  # what most learners get wrong first; unforeseen ones last
    remediation: tuple[Text, ...]  # five minutes with the teacher, step by step


def skill_read(told: ClassRead, skill: SkillCard) -> SkillRead:
    """Return the read of a skill in a class that was read, in one query more."""
    numbers = [learner.id for learner in told.learners]
    since = (told.today - LOOK_BACK_DAYS + 1) * DAY_SECONDS
    wrong = [one for one in wrong_answers(numbers, [skill.id]) if (one.second or 0) >= since]
    document = documents.skill_from(catalogue.store_folder(), skill.sha256)
    return SkillRead(skill, _by_state(told, skill.id), _shared(told, wrong), document.remediation)


def _by_state(told: ClassRead, skill: str) -> dict[State, tuple[Learner, ...]]:
    found: dict[State, list[Learner]] = {state: [] for state in STATES}
    for learner in told.learners:
        found[told.states[learner.id].get(skill, "new")].append(learner)
    return {state: tuple(learners) for state, learners in found.items() if learners}


def _shared(told: ClassRead, wrong: Sequence[WrongAnswer]) -> tuple[Shared, ...]:
    who: dict[str, set[int]] = {}
    for one in wrong:
        who.setdefault(one.misconception, set()).add(one.learner)
    found = [
        Shared(mistake, tuple(one for one in told.learners if one.id in who[mistake.name]))
        for mistake in most_frequent(wrong, MISTAKES_TOLD)
    ]
    return tuple(sorted(found, key=lambda one: (not one.mistake.name, -len(one.learners))))
