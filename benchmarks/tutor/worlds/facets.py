"""Family B: a skill is several hidden facets, each grasped at a stroke or not, and fades as in ACT-R.

An item draws on some of the facets and needs them all (conjunctive: Junker & Sijtsma 2001); one facet is
shared with each prerequisite. Activation is the log of a sum of powers of age, decay 0.177 + 0.217
exp(activation) at each practice, and time between sittings counts 0.025: Pavlik & Anderson 2005. Grasping
comes by steps: Bower 1961, Siegler 1996.
"""

from math import exp, log
from random import Random

from benchmarks.tutor.worlds.curriculum import Curriculum
from benchmarks.tutor.worlds.traits import Traits

DECAY, DECAY_BY_ACTIVATION = 0.177, 0.217  # Pavlik & Anderson 2005
BETWEEN_SITTINGS = 0.025  # the same: share of the seconds that count
MORNING = 0.375  # part of the day at which a sitting begins
THRESHOLD, NOISE = -2.0, 0.25  # of activation; ACT-R's tau and s
OWN_FACETS = (2, 3)
GRASP_WRONG, GRASP_RIGHT, GRASP_EXAMPLE = 0.30, 0.15, 0.40  # chance for one missing facet
UNREADY = 0.2  # of that chance while a shared facet is missing
RESTUDY = 0.6  # weight of reading the correction beside a right answer of one's own
DAY = 86_400
Facet = tuple[str, int]


class Facets:
    """What one learner has grasped, and how active it still is."""

    def __init__(self, plan: Curriculum, traits: Traits, dice: Random):
        self.plan, self.traits, self.dice = plan, traits, dice
        self.own = {skill: _own_facets(skill) for skill in plan.given["items"]}
        self.shared = {
            skill: tuple(self.own[before][0] for before in plan.after[skill]) for skill in self.own
        }
        self.needs = {
            item: self._needed(skill, item)
            for skill, items in plan.given["items"].items()
            for item, _ in items
        }
        self.practised: dict[Facet, list[tuple[float, float, float]]] = {}  # facet → (second, weight, decay)
        self.threshold = THRESHOLD - 0.6 * log(traits.memory)
        for skill, facets in self.own.items():
            for facet in facets:
                if skill in traits.known or dice.random() < 0.1 * (not plan.after[skill]):
                    self._remember_from_before(facet)

    def _needed(self, skill: str, item: str) -> tuple[Facet, ...]:
        """The harder the item, the more of the facets; the same for all learners."""
        everything = (*self.own[skill], *self.shared[skill])
        hardness = 1 / (1 + exp(-1.5 * self.plan.difficulty[item] - 0.5))
        count = max(1, min(len(everything), round(hardness * len(everything) + 0.3)))
        drawn = Random(f"facets of {item}").sample(everything, count)
        return tuple(drawn) if any(facet[0] == skill for facet in drawn) else (self.own[skill][1], *drawn[1:])

    def _remember_from_before(self, facet: Facet) -> None:
        days = (self.dice.uniform(5, 40), self.dice.uniform(30, 120), self.dice.uniform(60, 250))
        self.practised[facet] = [
            (-ago * DAY * BETWEEN_SITTINGS, self.dice.uniform(3, 6), 0.24) for ago in days
        ]

    def _second(self, now: float) -> float:
        """The seconds that count: whole within a sitting, few between two."""
        day = int(now)
        return day * DAY * BETWEEN_SITTINGS + (now - day - MORNING) * DAY

    def _activation(self, facet: Facet, second: float) -> float:
        ages = self.practised.get(facet)
        if ages is None:
            return float("-inf")
        return log(sum(weight * max(1.0, second - then) ** -decay for then, weight, decay in ages))

    def _recall(self, facet: Facet, second: float) -> float:
        if facet not in self.practised:
            return 0.0
        return 1 / (1 + exp((self.threshold - self._activation(facet, second)) / NOISE))

    def chance(self, item: str, skill: str, now: float, hinted: bool = False) -> float:
        """Chance (0 to 1) of answering without slip or guess: all facets, and no mistake."""
        second = self._second(now)
        care = 1 - 0.08 * exp(0.6 * self.plan.difficulty[item])
        for facet in self.needs[item]:
            recall = self._recall(facet, second)
            care *= max(recall, 0.35) if hinted else recall
        return max(0.0, care)

    def see_example(self, skill: str, now: float) -> None:
        """A worked example shows every facet; at most one that is missing is grasped."""
        second = self._second(now)
        self._grasp((*self.shared[skill], *self.own[skill]), skill, GRASP_EXAMPLE, second)

    def practise(self, item: str, skill: str, right: bool, now: float, alertness: float) -> None:
        """An answer was given and its correction read."""
        second = self._second(now)
        needed = self.needs[item]
        for facet in needed:
            if facet in self.practised:
                self._strengthen(facet, second, 1.0 if right else RESTUDY)
        self._grasp(needed, skill, (GRASP_RIGHT if right else GRASP_WRONG) * alertness, second)

    def _strengthen(self, facet: Facet, second: float, weight: float) -> None:
        activation = min(1.0, self._activation(facet, second))
        self.practised[facet].append((second, weight, DECAY + DECAY_BY_ACTIVATION * exp(activation)))

    def _grasp(self, facets: tuple[Facet, ...], skill: str, chance: float, second: float) -> None:
        """Perhaps grasp the first missing facet; two missing at once confuse."""
        missing = [facet for facet in facets if facet not in self.practised]
        if not missing:
            return
        ready = all(facet in self.practised for facet in self.shared[skill])
        likely = chance * self.traits.quickness * (1.0 if ready else UNREADY) / len(missing) ** 0.5
        if self.dice.random() < likely:
            self.practised[missing[0]] = [(second, 1.0, DECAY)]

    def be_helped(self, skill: str, now: float) -> None:
        """Five minutes with the teacher: at most two missing facets are grasped, the others practised."""
        second, left = self._second(now), 2
        for facet in (*self.shared[skill], *self.own[skill]):
            if facet in self.practised:
                self._strengthen(facet, second, 1.0)
            elif left:
                self.practised[facet] = [(second, 2.0, DECAY)]
                left -= 1


def _own_facets(skill: str) -> tuple[Facet, ...]:
    return tuple((skill, number) for number in range(Random(f"own {skill}").randint(*OWN_FACETS)))
