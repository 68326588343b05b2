"""Policies to beat: a fixed order, m of the last n right, and BKT until 0.95.

All go through the skills in teaching order (prerequisites first, all strands step by step), which is a
good order: a rival in a bad order proves nothing.
"""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random

FIXED_TRIES = 10
KNOWN, LEARN, SLIP, ENOUGH = 0.25, 0.12, 0.1, 0.95  # of BKT

IsDone = Callable[[Sequence[bool], float], bool]  # answers since the skill was begun, chance to guess


def teaching_order(pre: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the skills, prerequisites first, shallow ones before deep ones."""
    depth: dict[str, int] = {}

    def depth_of(skill: str) -> int:
        if skill not in depth:
            depth[skill] = 1 + max((depth_of(before) for before in pre[skill]), default=-1)
        return depth[skill]

    return sorted(pre, key=lambda skill: (depth_of(skill), skill))


class Rival:
    """One skill after the other; `is_done` says when. No hints, no reviews, no alarms.

    However long a skill takes: to go on after twelve, twenty or thirty answers kept fewer skills.
    """

    def __init__(self, given: dict, seed: int, is_done: IsDone):
        self.items, self.guess, self.is_done = given["items"], given["guess"], is_done
        self.dice = Random(f"rival {seed}")
        self.order = teaching_order(given["pre"])
        self.alarms: list[str] = []
        self.answers: list[bool] = []  # on the present skill
        self.last = ""

    def session(self, now_days: float) -> None:
        """Nothing changes between sittings."""

    def next(self, now_days: float) -> tuple[str, tuple[str, float], bool]:
        """Another item of the present skill."""
        skill = self.order[0]
        others = [item for item in self.items[skill] if item[0] != self.last]
        return skill, self.dice.choice(others or self.items[skill]), False

    def tell(self, skill: str, item: str, right: bool, seconds: float, now_days: float) -> None:
        """Go on to the next skill when this one is done; after the last one, begin again."""
        self.last = item
        self.answers.append(right)
        if self.is_done(self.answers, self.guess[skill]):
            self.order.append(self.order.pop(0))
            self.answers = []


def has_tried(answers: Sequence[bool], guess: float) -> bool:
    """Ten exercises a skill, right or wrong."""
    return len(answers) >= FIXED_TRIES


def m_of_n(m: int, n: int) -> IsDone:
    """Return the bar of Kolibri: m of the last n answers right."""
    return lambda answers, guess: sum(answers[-n:]) >= m


def bkt_is_sure(answers: Sequence[bool], guess: float) -> bool:
    """Bayesian knowledge tracing until 0.95; parameters usual in the field (Corbett & Anderson 1995)."""
    guess, known = max(0.1, guess), KNOWN
    for right in answers:
        if_known, if_not = (1 - SLIP, guess) if right else (SLIP, 1 - guess)
        known = known * if_known / (known * if_known + (1 - known) * if_not)
        known += (1 - known) * LEARN
    return known >= ENOUGH


def rival(is_done: IsDone) -> Callable[[dict, int], Rival]:
    """Return how the policy with this bar is made."""
    return partial(Rival, is_done=is_done)


M_OF_N = {f"{m} of {n}": rival(m_of_n(m, n)) for m, n in ((3, 3), (4, 5), (5, 5), (7, 10))}
RIVALS = {"fixed order": rival(has_tried), **M_OF_N, "BKT 0.95": rival(bkt_is_sure)}
