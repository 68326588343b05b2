"""Who does not get on with a skill, what to try then, and whom to name to the teacher."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.tutor import estimate
from learning.tutor.graph import Graph
from learning.tutor.mastery import HELD, Practice
from learning.tutor.policy import Policy
from learning.tutor.state import LearnerState
from learning.tutor.step import Tutor

Followers = Mapping[str, Sequence[str]]  # skill → those right after it


@dataclass(frozen=True, slots=True)
class Stuck:
    """A skill that a learner does not get on with."""

    skill: str
    since_answers: int
    waits_behind: int  # skills that cannot be begun without this one
    chance_to_recover: float  # 0 to 1


def is_stuck(practice: Practice, policy: Policy) -> bool:
    """Return whether the treatment is to change: answers enough, and never a few right in a row."""
    return (
        practice.mastery not in HELD
        and practice.tries >= policy.stuck_at
        and practice.longest < policy.stuck_run
    )


def stuck_skills(tutor: Tutor, learner: LearnerState) -> list[Stuck]:
    """Return the skills that rest because nothing helped, the one with most behind it first."""
    after = followers(tutor.graph)
    found = [stuck_on(tutor, learner, skill, after) for skill in learner.skills]
    return sorted((one for one in found if one is not None), key=_worst_first)


def stuck_on(tutor: Tutor, learner: LearnerState, skill: str, after: Followers) -> Stuck | None:
    """Return how it stands with a skill that rests because nothing helped; None for any other.

    `after` is `followers(tutor.graph)`: many are asked about at once.
    """
    state = learner.skills.get(skill)
    if state is None or state.practice.parked_until < 0 or skill not in tutor.graph:
        return None
    chance = chance_of_mastery(tutor, learner, skill)
    return Stuck(skill, state.trace.answers, count_behind(after, skill), chance)


def names_for_teacher(by_learner: Mapping[int, Sequence[Stuck]], policy: Policy) -> list[tuple[int, Stuck]]:
    """Return whom to help with what in a class today: few names, each once, most waiting behind first."""
    worst = [(learner, min(stuck, key=_worst_first)) for learner, stuck in by_learner.items() if stuck]
    worst.sort(key=lambda named: (*_worst_first(named[1]), named[0]))
    return worst[: policy.names_a_day]


def chance_of_mastery(tutor: Tutor, learner: LearnerState, skill: str) -> float:
    """Return the chance of a right answer to an average item: how likely it is that the learner gets on."""
    traces = {skill: learner.skills[skill].trace} if skill in learner.skills else {}
    return estimate.chance_on_average(
        tutor.parameters, learner.general, traces, tutor.graph[skill], learner.general.second
    )


def followers(graph: Graph) -> Followers:
    """Return for each skill those that come right after it, and cannot be begun without it."""
    found: dict[str, list[str]] = {}
    for name, node in graph.items():
        for before in node.hard:
            found.setdefault(before, []).append(name)
    return found


def count_behind(after: Followers, skill: str) -> int:
    """Return how many skills cannot be begun without this one."""
    behind: set[str] = set()
    ahead = [skill]
    while ahead:
        new = [name for name in after.get(ahead.pop(), ()) if name not in behind]
        behind.update(new)
        ahead += new
    return len(behind - {skill})


def _worst_first(stuck: Stuck) -> tuple[int, float, int, str]:
    return -stuck.waits_behind, stuck.chance_to_recover, -stuck.since_answers, stuck.skill
