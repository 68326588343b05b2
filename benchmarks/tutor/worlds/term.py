"""Five weeks of a learner with a policy: twenty sittings of twenty minutes, and a test four weeks later."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from random import Random
from typing import Literal, Protocol

from benchmarks.tutor.worlds.curriculum import LEARNERS_A_CLASS, Curriculum, curriculum
from benchmarks.tutor.worlds.facets import Facets
from benchmarks.tutor.worlds.strength import Strength
from benchmarks.tutor.worlds.traits import Traits, traits
from benchmarks.tutor.worlds.understanding import Understanding

SITTING_DAYS = tuple(7 * week + day for week in range(5) for day in range(4))  # Monday to Thursday
MORNING = 0.375
SITTING_SECONDS = 1_200
TEST_DAY = SITTING_DAYS[-1] + 28 + MORNING
HELD = 0.65  # right answers, guesses taken off, over the items of a skill: then it is held
TIRED_AFTER_SECONDS = 600
TAP_SECONDS = (0.5, 2.0)
FAMILIES = {"understanding": Understanding, "facets": Facets}
HELD_OUT = {"strength": Strength}  # nothing is tuned on these
ALL_FAMILIES = (*FAMILIES, *HELD_OUT)
Kind = Literal["may leave", "stays", "taps"]


class Policy(Protocol):
    """What chooses the exercises; `W` has `pre`, `items` and `guess`."""

    alarms: list[str]

    def session(self, now_days: float) -> None: ...
    def next(self, now_days: float) -> tuple[str, tuple[str, float], bool]: ...
    def tell(self, skill: str, item: str, right: bool, seconds: float, now_days: float) -> None: ...


@dataclass(frozen=True)
class Outcome:
    """What came of a term."""

    kept: int  # skills not held before it, and held at the test
    share_right: float  # of the answers to all items of all skills at the test, 0 to 1
    minutes: float  # at work, of 400
    answers: int
    helped: int  # alarms that the teacher acted on
    level: float  # years of the curriculum held before the first sitting
    held_before: int


class Learner:
    """One simulated learner in one of the families."""

    def __init__(self, family: str, seed: int, kind: Kind = "may leave"):
        self.plan: Curriculum = curriculum(seed // LEARNERS_A_CLASS)
        self.dice = Random(f"{family} {seed}")
        self.kind = kind
        self.traits: Traits = traits(self.plan, self.dice)
        self.mind = (FAMILIES | HELD_OUT)[family](self.plan, self.traits, self.dice)
        self.minutes, self.answers = 0.0, 0

    def sit(self, policy: Policy, day: int) -> None:
        """One sitting; a learner who may leave does so after some wrong answers in a row."""
        begun = day + MORNING
        seconds, wrong_in_a_row = 0.0, 0
        policy.session(begun)
        while seconds < SITTING_SECONDS and not self._leaves(wrong_in_a_row):
            right, spent = self._one(policy, begun, seconds)
            seconds += spent
            wrong_in_a_row = 0 if right else wrong_in_a_row + 1
        self.minutes += min(seconds, SITTING_SECONDS) / 60

    def _leaves(self, wrong_in_a_row: int) -> bool:
        if self.kind != "may leave" or wrong_in_a_row <= 2:  # noqa: PLR2004
            return False
        return self.dice.random() < self.traits.impatience * (wrong_in_a_row - 2)

    def _one(self, policy: Policy, begun: float, seconds: float) -> tuple[bool, float]:
        """One question: whether the answer was right, and the seconds spent on all of it."""
        now = begun + seconds / 86_400
        skill, (item, _), hint = policy.next(now)
        self.answers += 1
        if self.kind == "taps":
            took = self.dice.uniform(*TAP_SECONDS)
            right = self.dice.random() < self.plan.given["guess"][skill]
            policy.tell(skill, item, right, took, now + took / 86_400)
            return right, took + 2.0
        reading = self._example(skill, now) if hint else 0.0
        now += reading / 86_400
        right, took = self.answer(skill, item, hint, now, seconds)
        policy.tell(skill, item, right, took, now + took / 86_400)
        return right, reading + took + (4.0 if right else 4.0 + 9.0 * self.traits.slowness)

    def _example(self, skill: str, now: float) -> float:
        self.mind.see_example(skill, now)
        return 28.0 * self.traits.slowness

    def answer(self, skill: str, item: str, hint: bool, now: float, seconds: float) -> tuple[bool, float]:
        """Answer a question `seconds` into a sitting: whether it is right, and the seconds it takes."""
        tired = max(0.0, seconds - TIRED_AFTER_SECONDS) / SITTING_SECONDS
        known = self.mind.chance(item, skill, now, hint)
        guess, slip = self.plan.given["guess"][skill], self.traits.slip + 0.12 * tired
        right = self.dice.random() < known * (1 - slip) + (1 - known) * guess
        self.mind.practise(item, skill, right, now, 1 - 0.5 * tired)
        pause = 10 + 3 * self.plan.year[skill] + (6 if known < 0.5 else 0)  # noqa: PLR2004
        work = exp(0.25 * self.plan.difficulty[item] + self.dice.gauss(0, 0.25))
        return right, self.traits.slowness * pause * work

    def holds(self, now: float) -> dict[str, float]:
        """The chance (guesses and slips taken off) for each skill, over all its items."""
        skills = self.plan.given["items"]
        return {
            skill: sum(self.mind.chance(item, skill, now) for item, _ in items) / len(items)
            for skill, items in skills.items()
        }

    def share_right(self, now: float) -> float:
        """Share of right answers in a test over all skills, guesses and slips included."""
        guess, slip = self.plan.given["guess"], self.traits.slip
        held = self.holds(now)
        return sum(p * (1 - slip) + (1 - p) * guess[skill] for skill, p in held.items()) / len(held)


def term(learner: Learner, policy: Policy, teacher_acts: bool) -> Outcome:
    """Play the five weeks; the teacher who acts helps with one alarm a school week, on the day after."""
    before = {skill for skill, chance in learner.holds(MORNING).items() if chance >= HELD}
    helped: dict[str, int] = {}  # skill → week
    for day in SITTING_DAYS:
        if teacher_acts and day // 7 not in helped.values():
            waiting = [skill for skill in policy.alarms if skill not in helped]
            for skill in waiting[:1]:
                learner.mind.be_helped(skill, day + MORNING)
                helped[skill] = day // 7
        learner.sit(policy, day)
    after = {skill for skill, chance in learner.holds(TEST_DAY).items() if chance >= HELD}
    return Outcome(
        kept=len(after - before),
        share_right=learner.share_right(TEST_DAY),
        minutes=learner.minutes,
        answers=learner.answers,
        helped=len(helped),
        level=learner.traits.level,
        held_before=len(before),
    )


def class_of(family: str, seeds: range, kind: Kind) -> Callable[[], list[Learner]]:
    """Return what makes these learners anew for each policy: all policies meet the same ones."""
    return lambda: [Learner(family, seed, kind) for seed in seeds]
