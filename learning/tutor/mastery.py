"""What is kept of a learner's practice of one skill, and when the skill is held."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

from learning.tutor.answers import DAY_SECONDS, Answer
from learning.tutor.graph import Graph, Node
from learning.tutor.levels import guess_of
from learning.tutor.policy import Policy

if TYPE_CHECKING:
    from learning.tutor.state import SkillGlance, SkillState

    Skills = Mapping[str, SkillState] | Mapping[str, SkillGlance]

# "": not learnt yet. "provisional": learnt, until the first review says so too. "sure": it did.
# "lost": held once, failed at its reviews, being learnt again.
Mastery = Literal["", "provisional", "sure", "lost"]
HELD = ("provisional", "sure")


class Practice(msgspec.Struct, array_like=True, gc=False):  # a page reads 3,600: none is in a circle
    """What a learner did on one skill."""

    mastery: Mastery = ""
    average: float = 0.0  # moving average of right answers, 0 to 1
    run: int = 0  # right answers in a row, up to now
    tries: int = 0  # answers since the skill was begun, or begun again
    longest: int = 0  # the most right answers in a row since then
    templates: list[str] = []  # different exercises done right since then, as many as the bar asks for
    last_day: int = -1  # of the tutor
    days: int = 0  # on which it was practised
    failures: int = 0  # failed reviews in a row
    placed: bool = False  # held because a placement said so, not checked yet
    placement_right: int = 0
    placement_tries: int = 0
    placement_day: int = -1  # of the last of these answers
    after_example: bool = False  # the last answer followed a worked example
    parked_until: int = -1  # a day of the tutor: it rests until then. Says "stuck" until the learner gets on
    learnt_day: int = -1  # of the tutor: when it came over the bar last


def note(practice: Practice, answer: Answer, node: Node, policy: Policy) -> None:
    """Note an answer on the skill of `node`; those of a placement are no practice."""
    if answer.purpose == "placement":
        return
    day = practice.last_day if answer.second is None else answer.second // DAY_SECONDS
    if 0 <= practice.parked_until <= day and practice.last_day < practice.parked_until:
        begin_again(practice)
    _count(practice, answer, day, policy)
    if practice.mastery not in HELD and is_learnt(practice, node, policy):
        practice.mastery = "provisional"
        practice.placed = False
        practice.failures = 0
        practice.learnt_day = day
    if practice.mastery in HELD or practice.longest >= policy.stuck_run:
        practice.parked_until = -1
    elif practice.tries >= policy.park_at and practice.average < policy.park_average:
        practice.parked_until = day + 1


def note_review(practice: Practice, right: bool, policy: Policy) -> None:
    """Note how a review of a held skill went; `note` has counted the answer."""
    if right:
        practice.mastery, practice.failures, practice.placed = "sure", 0, False
        return
    practice.failures += 1
    if practice.placed:
        practice.mastery, practice.placed = "", False  # it was never seen to be learnt
        begin_again(practice)
    elif practice.failures >= policy.failures_to_lose:
        practice.mastery = "lost"
        begin_again(practice)


def note_placement(practice: Practice, right: bool, day: int, policy: Policy) -> None:
    """Count an answer that says how far the learner is; a placement begun anew forgets the one before."""
    if day - practice.placement_day > policy.checked_within_days:
        practice.placement_right = practice.placement_tries = 0
    practice.placement_right += right
    practice.placement_tries += 1
    practice.placement_day = day


def is_learnt(practice: Practice, node: Node, policy: Policy) -> bool:
    """Return whether a skill that was not held has come over the bar.

    The chance of a right answer has no say: by an estimate that nobody has calibrated it comes late, and
    simulated learners kept a fifth less.
    """
    guess = guess_of(node)
    wanted = min(policy.bar_templates, len({template_of(item.name) for item in node.items}))
    return (
        practice.run >= policy.bar_run
        and practice.average
        >= policy.bar_average + policy.bar_guess_weight * guess * (1 - policy.bar_average)
        and len(practice.templates) >= wanted
    )


def begin_again(practice: Practice) -> None:
    """Count the answers of a skill anew: it was parked, or lost."""
    practice.tries = practice.longest = practice.run = 0
    practice.after_example = False
    practice.templates = []


def _count(practice: Practice, answer: Answer, day: int, policy: Policy) -> None:
    first = practice.last_day < 0 and not practice.tries
    weight = 1 / 2 if first else policy.average_weight
    practice.average = round(practice.average + weight * (answer.right - practice.average), 4)
    practice.run = practice.run + 1 if answer.right else 0
    practice.longest = max(practice.longest, practice.run)
    practice.tries += 1
    practice.after_example = answer.example_first
    practice.days += day != practice.last_day
    practice.last_day = day
    template = template_of(answer.item)
    if answer.right and template not in practice.templates and len(practice.templates) < policy.bar_templates:
        practice.templates = [*practice.templates, template]


def template_of(item: str) -> str:
    """Return the exercise that an item belongs to: its name without the band."""
    return item.rpartition("#")[0] or item


def is_open(graph: Graph, states: "Skills", skill: str) -> bool:
    """Return whether every hard prerequisite is held, or was once."""
    return all(
        before in states and states[before].practice.mastery
        for before in graph[skill].hard
        if before in graph and graph[before].items  # what cannot be practised bars no way
    )


def is_held(states: "Skills", skill: str) -> bool:
    """Return whether the skill is learnt, and has not been lost since."""
    return skill in states and states[skill].practice.mastery in HELD
