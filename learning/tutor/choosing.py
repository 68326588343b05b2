"""What to ask next: the review that is due, else the skill under way; of it the item that teaches most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from learning.tutor import estimate, review
from learning.tutor.answers import DAY_SECONDS, Purpose
from learning.tutor.graph import Item, Node
from learning.tutor.mastery import HELD, Practice, is_open, template_of
from learning.tutor.policy import Policy
from learning.tutor.state import LearnerState
from learning.tutor.step import Tutor
from learning.tutor.stuck import is_stuck

Dice = Callable[[], float]  # 0 to below 1
Code = Literal[
    "review",  # about to be forgotten
    "new",  # not practised before
    "going-on",  # under way
    "easier",  # under way, and hard: an easier exercise
    "harder",  # under way, and easy: a harder one
    "prerequisite",  # helps with the skill `about`
    "again",  # lost, or parked: one more try
    "mix",  # among others, to keep it
    "random",  # to measure the exercise
    "placement",
    "free",  # the learner has chosen the skill
]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of this sitting."""

    skill: str
    item: str
    purpose: Purpose
    right: bool | None  # None: not answered yet


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was asked since the learner sat down."""

    asked: tuple[Asked, ...] = ()
    began: int = 0  # second of the tutor's time
    scope: tuple[str, ...] = ()  # free practice: of these skills alone


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it was chosen."""

    code: Code
    about: str = ""  # a skill, or a misconception


@dataclass(frozen=True, slots=True)
class Choice:
    """What to ask."""

    skill: str
    item: str
    example_first: bool
    purpose: Purpose
    reason: Reason
    chance: float  # of a right answer


@dataclass(frozen=True, slots=True)
class _Now:
    """All that a choice is made of."""

    tutor: Tutor
    learner: LearnerState
    sitting: Sitting
    second: int
    dice: Dice
    skills: tuple[str, ...]  # that can be chosen: with items, of the scope

    @property
    def day(self) -> int:
        return self.second // DAY_SECONDS

    def practice(self, skill: str) -> Practice:
        state = self.learner.skills.get(skill)
        return state.practice if state else _UNTOUCHED


_UNTOUCHED = Practice()


def choose(tutor: Tutor, learner: LearnerState, sitting: Sitting, second: int, dice: Dice) -> Choice | None:
    """Return what to ask next; None only when the graph, or the scope, has no item at all."""
    skills = tuple(
        skill
        for skill, node in tutor.graph.items()
        if node.items and (not sitting.scope or skill in sitting.scope)
    )
    if not skills:
        return None
    now = _Now(tutor, learner, sitting, second, dice, skills)
    due = None if sitting.scope else _due(now)
    if due:
        return _ask(now, due, "review", Reason("review", due))
    if dice() < tutor.policy.random_share:
        return _at_random(now)
    skill, reason = _practised(now)
    return _ask(now, skill, "practice", reason)


def _due(now: _Now) -> str | None:
    """Return the skill to review now, the one on which most rests first."""
    policy = now.tutor.policy
    asked = now.sitting.asked
    recent = asked[len(asked) - policy.one_review_in + 1 :] if policy.one_review_in > 1 else ()
    today = [one.skill for one in asked if one.purpose == "review"]
    if any(one.purpose == "review" for one in recent) or len(today) >= policy.reviews_a_day:
        return None
    due = [skill for skill in now.skills if skill not in today and _is_due(now, skill)]
    return min(due, key=lambda skill: _urgency(now, skill), default=None)


def _is_due(now: _Now, skill: str) -> bool:
    state = now.learner.skills.get(skill)
    return bool(
        state and state.review and state.practice.mastery in HELD and review.is_due(state.review, now.day)
    )


def _urgency(now: _Now, skill: str) -> tuple[bool, float]:
    """What only a placement has said first; then by how late it is for so short an interval."""
    state = now.learner.skills[skill]
    if state.review is None:
        return True, 0.0
    return not state.practice.placed, -review.overdue(state.review, now.day) / max(1.0, state.review.strength)


def _practised(now: _Now) -> tuple[str, Reason]:
    """Return the skill to practise, and why."""
    learning = [skill for skill in now.skills if _can_learn(now, skill)]
    if not learning:
        return _kept_warm(now)
    current = _current(now, learning)
    helper = _treatment(now, current)
    if helper:
        return helper, Reason("prerequisite", current)
    practice = now.practice(current)
    if practice.mastery == "lost" or practice.parked_until >= 0:
        return current, Reason("again", current)
    return current, Reason("going-on" if practice.tries else "new", current)


def _can_learn(now: _Now, skill: str) -> bool:
    practice = now.practice(skill)
    if practice.mastery in HELD:
        return False
    if now.sitting.scope:
        return is_open(now.tutor.graph, now.learner.skills, skill)
    return practice.parked_until <= now.day and is_open(now.tutor.graph, now.learner.skills, skill)


def _current(now: _Now, learning: Sequence[str]) -> str:
    """Stay on the skill under way for so many answers; then another that was begun, then a new one."""
    asked = [one.skill for one in now.sitting.asked if one.purpose == "practice"]
    if asked and asked[-1] in learning and _in_a_row(asked) < now.tutor.policy.stay:
        return asked[-1]
    last = asked[-1] if asked else ""
    others = [skill for skill in learning if skill != last] or list(learning)
    return min(others, key=lambda skill: (asked.count(skill), not now.practice(skill).tries))


def _in_a_row(asked: Sequence[str]) -> int:
    return next((count for count, skill in enumerate(reversed(asked)) if skill != asked[-1]), len(asked))


def _treatment(now: _Now, skill: str) -> str | None:
    """Return the weakest skill before one that the learner is stuck on, for a few answers."""
    graph, policy = now.tutor.graph, now.tutor.policy
    if not is_stuck(now.practice(skill), policy):
        return None
    before = [one for one in (*graph[skill].hard, *graph[skill].soft) if one in now.skills]
    asked = [one.skill for one in now.sitting.asked]
    if sum(asked.count(one) for one in before) >= policy.prerequisite_answers:
        return None
    begun = [one for one in before if is_open(graph, now.learner.skills, one)]
    return min(begun, key=lambda one: _chance_on_average(now, one), default=None)


def _chance_on_average(now: _Now, skill: str) -> float:
    traces = {skill: now.learner.skills[skill].trace} if skill in now.learner.skills else {}
    return estimate.chance_on_average(
        now.tutor.parameters, now.learner.general, traces, now.tutor.graph[skill], now.second
    )


def _kept_warm(now: _Now) -> tuple[str, Reason]:
    """All that can be learnt is learnt, or rests: return the open skill asked least, the weakest first."""
    states = now.learner.skills
    open_skills = [skill for skill in now.skills if is_open(now.tutor.graph, states, skill)] or list(
        now.skills
    )
    asked = [one.skill for one in now.sitting.asked]
    awake = [one for one in open_skills if now.practice(one).parked_until <= now.day] or open_skills
    skill = min(awake, key=lambda one: (asked.count(one), now.practice(one).average))
    return skill, Reason("free" if now.sitting.scope else "mix", skill)


def _at_random(now: _Now) -> Choice:
    """Return any item of any open skill: the tutor's own choices would hide how hard items are."""
    states = now.learner.skills
    skills = [one for one in now.skills if is_open(now.tutor.graph, states, one)] or list(now.skills)
    begun = [one for one in skills if now.practice(one).last_day >= 0] or skills
    skill = begun[int(now.dice() * len(begun))]
    items = _fresh(now, now.tutor.graph[skill])
    item = items[int(now.dice() * len(items))]
    chance = _chance(now, skill, item)
    return Choice(skill, item.name, False, "random", Reason("random", skill), chance)


def _ask(now: _Now, skill: str, purpose: Purpose, reason: Reason) -> Choice:
    """Return the item of the skill whose chance is nearest the target."""
    policy = now.tutor.policy
    node = now.tutor.graph[skill]
    chances = [(item, _chance(now, skill, item)) for item in _fresh(now, node)]
    missing = _missing_template(now, node)
    item, chance = min(
        chances,
        key=lambda one: (missing and template_of(one[0].name) not in missing, abs(one[1] - policy.target)),
    )
    example = purpose == "practice" and _needs_example(now.practice(skill), chance, policy)
    return Choice(skill, item.name, example, purpose, reason, chance)


def _needs_example(practice: Practice, chance: float, policy: Policy) -> bool:
    """Return whether a worked example helps more than another try; never two in a row: they take time."""
    if practice.mastery in HELD or practice.after_example:
        return False
    missed = practice.tries > 0 and practice.run == 0
    return chance < policy.example_below or (missed and practice.average < policy.example_average)


def _missing_template(now: _Now, node: Node) -> set[str]:
    """Return other exercises than those done right, once the bar asks for nothing else."""
    practice = now.practice(node.skill)
    if practice.mastery in HELD or practice.run < now.tutor.policy.bar_run:
        return set()
    done = practice.templates
    if len(done) >= now.tutor.policy.bar_templates:
        return set()
    return {template_of(item.name) for item in node.items}.difference(done)


def _fresh(now: _Now, node: Node) -> Sequence[Item]:
    """Return the items not asked in this sitting; when all were, those asked longest ago."""
    asked = [one.item for one in now.sitting.asked]
    fresh = [item for item in node.items if item.name not in asked]
    if fresh:
        return fresh
    last = {name: place for place, name in enumerate(asked)}
    oldest = sorted(node.items, key=lambda item: last[item.name])
    return oldest[: max(1, len(oldest) // 2)]


def _chance(now: _Now, skill: str, item: Item) -> float:
    traces = {skill: now.learner.skills[skill].trace} if skill in now.learner.skills else {}
    return estimate.chance(now.tutor.parameters, now.learner.general, traces, item.name, (skill,), now.second)
