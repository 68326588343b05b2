"""Family C, held out: strength by practice, kept by sleep, worn by what resembles it. Nothing is tuned on it.

Strength grows with diminishing returns (power law of practice: Newell & Rosenbloom 1981). What a day has
added is kept in part overnight (Stickgold 2005), fades exponentially with a half-life that grows with the
number of nights (Loftus 1985, Bahrick 1979), and is worn by practice of what resembles it (McGeoch 1932).
Strength beyond the first right answers protects (overlearning: Driskell et al. 1992).
Answers by a normal ogive.
"""

from collections import defaultdict
from math import erfc, sqrt
from random import Random

from benchmarks.tutor.worlds.curriculum import Curriculum
from benchmarks.tutor.worlds.traits import Traits

DEMAND = 2.0  # strength at which a middling item is right every other time
GAIN = 0.5  # of strength, by the first answer
WRONG = 0.6  # of that gain, from reading the correction
EXAMPLE = 0.5  # of strength, by a worked example, as long as there is none
NO_MORE_EXAMPLES = 1.6  # strength from which they give nothing
KEPT_OVERNIGHT = 0.85  # of what the day has added
HALF_LIFE_DAYS, BY_NIGHTS = 70.0, 1.0  # after one night; exponent of the nights
WORN = 0.006  # share of strength that one answer on a like skill costs, after one night
HELPED = 0.12  # share of a gain that the prerequisites get
UNREADY = 0.15  # share of the gain left when a prerequisite is missing altogether


class Strength:
    """How strong each skill is: what today has added, and what is firm."""

    def __init__(self, plan: Curriculum, traits: Traits, dice: Random):
        self.plan, self.traits = plan, traits
        skills = plan.given["items"]
        self.firm = {s: dice.uniform(3.4, 5.0) if s in traits.known else dice.uniform(0, 0.5) for s in skills}
        self.nights = {s: 12.0 if s in traits.known else 0.0 for s in skills}
        self.today = dict.fromkeys(skills, 0.0)
        self.day = dict.fromkeys(skills, 0)  # up to which sleep and fading are reckoned
        self.alike: dict[str, list[str]] = defaultdict(list)
        for skill, before in plan.after.items():
            siblings = [s for s, others in plan.after.items() if s != skill and set(before) & set(others)]
            self.alike[skill] = siblings

    def _catch_up(self, skill: str, now: float) -> None:
        """Let the nights and days since the last look do their work."""
        days = int(now) - self.day[skill]
        if days <= 0:
            return
        if self.today[skill]:
            self.firm[skill] += KEPT_OVERNIGHT * self.today[skill]
            self.nights[skill] += 1
            self.today[skill] = 0.0
        half_life = HALF_LIFE_DAYS * self.traits.memory * max(1.0, self.nights[skill]) ** BY_NIGHTS
        self.firm[skill] *= 0.5 ** (days / half_life)
        self.day[skill] = int(now)

    def _strength(self, skill: str, now: float) -> float:
        self._catch_up(skill, now)
        return self.firm[skill] + self.today[skill]

    def chance(self, item: str, skill: str, now: float, hinted: bool = False) -> float:
        """Chance (0 to 1) of answering without slip or guess."""
        missing = DEMAND + self.plan.difficulty[item] / 1.7 - self._strength(skill, now) - 0.5 * hinted
        return erfc(missing / sqrt(2)) / 2

    def _readiness(self, skill: str, now: float) -> float:
        weakest = min((self._strength(before, now) for before in self.plan.after[skill]), default=DEMAND)
        return max(UNREADY, min(1.0, weakest / DEMAND))

    def see_example(self, skill: str, now: float) -> None:
        """A worked example is read before the question."""
        room = max(0.0, 1 - self._strength(skill, now) / NO_MORE_EXAMPLES)
        self.today[skill] += EXAMPLE * room * self.traits.quickness * self._readiness(skill, now)

    def practise(self, item: str, skill: str, right: bool, now: float, alertness: float) -> None:
        """An answer was given and its correction read."""
        gain = GAIN * self.traits.quickness * alertness * (1.0 if right else WRONG)
        gain *= self._readiness(skill, now) / sqrt(1 + self._strength(skill, now))
        self.today[skill] += gain
        for before in self.plan.after[skill]:
            self._catch_up(before, now)
            self.today[before] += HELPED * gain
        for like in self.alike[skill]:
            self._catch_up(like, now)
            self.firm[like] *= 1 - WORN / (1 + self.nights[like])

    def be_helped(self, skill: str, now: float) -> None:
        """Five minutes with the teacher, on this skill and what it stands on."""
        self._catch_up(skill, now)
        self.today[skill] += 1.0
        for before in self.plan.after[skill]:
            self._catch_up(before, now)
            self.today[before] += 0.4
