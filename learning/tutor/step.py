"""What one answer changes: the estimate, the mastery, the next review."""

from collections.abc import Iterable
from dataclasses import dataclass

from learning.tutor import estimate, mastery, review
from learning.tutor.answers import DAY_SECONDS, Answer
from learning.tutor.estimate import SkillTrace
from learning.tutor.graph import Graph
from learning.tutor.mastery import HELD, Practice
from learning.tutor.parameters import Parameters
from learning.tutor.policy import Policy
from learning.tutor.review import Calendar
from learning.tutor.state import LearnerState, SkillState, new_learner


@dataclass(frozen=True, slots=True)
class Tutor:
    """What the tutor goes by besides the learner: the same for all learners of a box."""

    graph: Graph
    parameters: Parameters
    policy: Policy
    calendar: Calendar


def take(tutor: Tutor, learner: LearnerState, answer: Answer) -> None:
    """Note an answer: in order estimate, mastery, review. `learner` is changed in place."""
    if not answer.counts:
        return
    skills = learner.skills
    traces = {skill: skills[skill].trace for skill in answer.skills if skill in skills}
    estimate.learn(tutor.parameters, learner.general, traces, answer)
    for skill in answer.skills:
        state = skills.setdefault(skill, SkillState(traces[skill], Practice()))
        state.trace = traces[skill]
        if skill in tutor.graph:  # else an edition has taken it away: its history stays
            _practise(tutor, learner, skill, answer)


def _practise(tutor: Tutor, learner: LearnerState, skill: str, answer: Answer) -> None:
    state, node = learner.skills[skill], tutor.graph[skill]
    was_held = state.practice.mastery in HELD
    chance = estimate.chance_on_average(
        tutor.parameters, learner.general, {skill: state.trace}, node, answer.second
    )
    mastery.note(state.practice, answer, chance, node, tutor.policy)
    day = _day(state, answer)
    if answer.purpose == "placement":
        _place(tutor, learner, skill, answer)
    elif was_held and state.review is not None:
        is_review = answer.purpose == "review" or review.is_due(state.review, day)
        if is_review and answer.purpose != "moved":  # what another skill's reviews told waits for its own
            _review(tutor, state, skill, answer)
    elif state.practice.mastery in HELD:
        state.review = review.first(node.retention, day, tutor.calendar, tutor.policy)


def _review(tutor: Tutor, state: SkillState, skill: str, answer: Answer) -> None:
    mastery.note_review(state.practice, answer.right, tutor.policy)
    if state.practice.mastery not in HELD:
        state.review = None
    elif state.review is not None:
        retention, day = tutor.graph[skill].retention, _day(state, answer)
        outcome = _outcome(answer)
        state.review = review.note(state.review, retention, outcome, day, tutor.calendar, tutor.policy)


def _place(tutor: Tutor, learner: LearnerState, skill: str, answer: Answer) -> None:
    passed = mastery.note_placement(learner.skills[skill].practice, answer.right, tutor.policy)
    day = _day(learner.skills[skill], answer)
    if passed is None:
        return
    if passed:
        for held in (skill, *mastery.before(tutor.graph, skill)):
            _hold_for_now(tutor, learner, held, day)
    elif learner.skills[skill].practice.placed:
        practice = learner.skills[skill].practice
        practice.mastery, practice.placed = "", False
        learner.skills[skill].review = None


def _hold_for_now(tutor: Tutor, learner: LearnerState, skill: str, day: int) -> None:
    """Take a skill for held, with a review within days to check it."""
    state = learner.skills.setdefault(skill, SkillState(SkillTrace(), Practice()))
    if state.practice.mastery in HELD:
        return
    state.practice.mastery, state.practice.placed = "provisional", True
    state.review = review.first(tutor.graph[skill].retention, day, tutor.calendar, tutor.policy)


def _outcome(answer: Answer) -> review.Outcome:
    if not answer.right:
        return "wrong"
    return "helped" if answer.example_first else "right"


def _day(state: SkillState, answer: Answer) -> int:
    return state.practice.last_day if answer.second is None else answer.second // DAY_SECONDS


def replay(tutor: Tutor, answers: Iterable[Answer]) -> LearnerState:
    """Return the state after all answers of a learner, in the order of their running numbers."""
    learner = new_learner()
    for answer in answers:
        take(tutor, learner, answer)
    return learner
