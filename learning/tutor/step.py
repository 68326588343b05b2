"""What one answer changes: the estimate, the mastery, the next review."""

from collections.abc import Iterable
from dataclasses import dataclass

from learning.tutor import estimate, levels, mastery, review
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
    says_level = state.practice.placed or state.practice.last_day < 0 or answer.purpose == "placement"
    mastery.note(state.practice, answer, node, tutor.policy)
    day = _day(state, answer)
    if was_held and state.review is not None:
        is_review = answer.purpose == "review" or review.is_due(state.review, day)
        if is_review and answer.purpose not in ("moved", "placement"):  # neither is a review of this skill
            _review(tutor, state, skill, answer)
    elif state.practice.mastery in HELD:
        state.review = review.first(node.retention, day, tutor.calendar, tutor.policy)
    if says_level and answer.purpose != "moved":
        _place(tutor, learner, skill, answer, day)


def _review(tutor: Tutor, state: SkillState, skill: str, answer: Answer) -> None:
    mastery.note_review(state.practice, answer.right, tutor.policy)
    if state.practice.mastery not in HELD:
        state.review = None
    elif state.review is not None:
        retention, day = tutor.graph[skill].retention, _day(state, answer)
        outcome = _outcome(answer)
        state.review = review.note(state.review, retention, outcome, day, tutor.calendar, tutor.policy)


def _place(tutor: Tutor, learner: LearnerState, skill: str, answer: Answer, day: int) -> None:
    """Take for held what lies before the level that the answers since a placement tell of, and nothing else.

    Besides the placement's own answers these are, for some days, the checks of what it said and the first
    answer on each skill: a wrong placement is undone by the first sittings.
    """
    placed_on = max(state.practice.placement_day for state in learner.skills.values())
    if answer.purpose == "placement":
        placed_on = day
    elif placed_on < 0 or day - placed_on > tutor.policy.checked_within_days:
        return
    mastery.note_placement(learner.skills[skill].practice, answer.right, placed_on, tutor.policy)
    oldest = placed_on - tutor.policy.checked_within_days
    seen = {
        one: (state.practice.placement_right, state.practice.placement_tries)
        for one, state in learner.skills.items()
        if state.practice.placement_tries and state.practice.placement_day >= oldest
    }
    place = levels.places(tutor.graph)
    level, _doubt = levels.level_of(tutor.graph, place, seen)
    held = levels.held_at({one: place[one] for one in levels.backbone(tutor.graph)}, level, seen)
    for state in (state for one, state in learner.skills.items() if one not in held):
        if state.practice.placed:
            state.practice.mastery, state.practice.placed, state.review = "", False, None
    hardest_first = sorted(held, key=lambda one: (-place[one], one))
    for rank, one in enumerate(hardest_first):
        wait = min(rank // tutor.policy.checks_a_day, tutor.policy.checked_within_days - 1)
        _hold_for_now(tutor, learner, one, day + wait)


def _hold_for_now(tutor: Tutor, learner: LearnerState, skill: str, day: int) -> None:
    """Take a skill for held that nobody has practised, with a review on the day of school after `day`."""
    state = learner.skills.setdefault(skill, SkillState(SkillTrace(), Practice()))
    practice = state.practice
    if practice.mastery or practice.tries:
        return
    practice.mastery, practice.placed = "provisional", True
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
