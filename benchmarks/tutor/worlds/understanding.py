"""Family A: continuous understanding over a power-law memory, with misconceptions that must be unlearnt.

Forgetting as a power of time: Wixted & Carpenter 2007. Stability grows more the more was forgotten (spacing):
Cepeda et al. 2006. While little is understood a failed try helps little and an example much, later the other
way round (worked examples, expertise reversal): Sweller & Cooper 1985, Kalyuga et al. 2003. Misconceptions
hide what is understood and weaken with feedback: Vosniadou 1994. Practice refreshes what it stands on.
"""

from math import exp
from random import Random

from benchmarks.tutor.worlds.curriculum import Curriculum
from benchmarks.tutor.worlds.traits import Traits

DECAY = 0.5  # exponent of forgetting; Anderson & Schooler 1991
BASE_OF_RECALL = 0.45  # share of understanding that needs no recall: it can be worked out again
GAIN = 0.13  # of what is missing, by one answer under the best conditions
EXAMPLE = 0.16  # the same by the first worked example
EXAMPLE_AGAIN = 0.6  # each further example of the skill gives so much of the one before
SPACING = 3.0  # stability, times what was forgotten
MASSED_DAYS = 0.1  # stability that even massed practice adds
REFRESHED = 0.3  # share of a refreshing that reaches the prerequisites
SHARE_OF_MISCONCEPTIONS = 0.25  # of the skills not yet known
REACH, MIDDLE = 7.0, 3.3  # from effective knowledge (0 to 1) to logits
FOOLED = 2.5  # logits lost to a whole misconception
HINTED = 0.9  # logits gained on the question right after its example
UNREADY = 0.12  # share of the gain left when a prerequisite is missing altogether


class Understanding:
    """What one learner understands, recalls and gets wrong."""

    def __init__(self, plan: Curriculum, traits: Traits, dice: Random):
        self.plan, self.traits, self.dice = plan, traits, dice
        skills = plan.given["items"]
        known = traits.known
        self.held = {s: dice.uniform(0.78, 0.96) if s in known else self._first_idea(s) for s in skills}
        self.days = {
            s: traits.memory * dice.lognormvariate(*((4.6, 0.4) if s in known else (2.2, 0.8)))
            for s in skills
        }
        self.last = {s: -dice.uniform(5, 60) if s in known else 0.0 for s in skills}
        self.fooled = {
            s: dice.uniform(0.4, 1) if s not in known and dice.random() < SHARE_OF_MISCONCEPTIONS else 0.0
            for s in skills
        }
        self.examples = dict.fromkeys(skills, 0)

    def _first_idea(self, skill: str) -> float:
        ahead = max(0.0, self.plan.year[skill] - self.traits.level)
        return self.dice.uniform(0, 0.12) + 0.22 * exp(-2 * ahead)

    def _recall(self, skill: str, now: float) -> float:
        return (1 + max(0.0, now - self.last[skill]) / self.days[skill]) ** -DECAY

    def knowledge(self, skill: str, now: float) -> float:
        """What can be used of the skill now, 0 to 1."""
        return self.held[skill] * (BASE_OF_RECALL + (1 - BASE_OF_RECALL) * self._recall(skill, now))

    def chance(self, item: str, skill: str, now: float, hinted: bool = False) -> float:
        """Chance (0 to 1) of answering without slip or guess."""
        logits = REACH * self.knowledge(skill, now) - MIDDLE - self.plan.difficulty[item]
        return 1 / (1 + exp(FOOLED * self.fooled[skill] - logits - HINTED * hinted))

    def _readiness(self, skill: str, now: float) -> float:
        weakest = min((self.knowledge(before, now) for before in self.plan.after[skill]), default=1.0)
        return max(UNREADY, min(1.0, weakest / 0.65))

    def see_example(self, skill: str, now: float) -> None:
        """A worked example is read before the question."""
        missing = 1 - self.held[skill]
        again = EXAMPLE_AGAIN ** self.examples[skill]
        self.held[skill] += EXAMPLE * again * self.traits.quickness * self._readiness(skill, now) * missing**2
        self.held[skill] = min(1.0, self.held[skill])
        self.fooled[skill] *= 1 - 0.3 * again
        self.examples[skill] += 1

    def practise(self, item: str, skill: str, right: bool, now: float, alertness: float) -> None:
        """An answer was given and its correction read."""
        chance = self.chance(item, skill, now)
        held = self.held[skill]
        effort = 0.5 + 2 * chance * (1 - chance)
        followed = 1.0 if right else min(1.0, 0.35 + held)
        believed = 1 - 0.6 * self.fooled[skill]
        share = (
            GAIN
            * self.traits.quickness
            * self._readiness(skill, now)
            * effort
            * followed
            * believed
            * alertness
        )
        self.held[skill] = held + min(0.5, share) * (1 - held)
        self.fooled[skill] *= 0.9 if right else 0.8
        self._refresh(skill, now, 1.0 if right else 0.4, 1.0)
        for before in self.plan.after[skill]:
            self._refresh(before, now, REFRESHED, REFRESHED)

    def _refresh(self, skill: str, now: float, share: float, nearer: float) -> None:
        forgotten = 1 - self._recall(skill, now)
        self.days[skill] += share * (SPACING * forgotten * self.days[skill] + MASSED_DAYS)
        self.last[skill] += nearer * max(0.0, now - self.last[skill])

    def be_helped(self, skill: str, now: float) -> None:
        """Five minutes with the teacher, on this skill and what it stands on."""
        self.held[skill] += 0.4 * (1 - self.held[skill])
        self.fooled[skill] *= 0.3
        for part in (skill, *self.plan.after[skill]):
            self._refresh(part, now, 1.0, 1.0)
        for before in self.plan.after[skill]:
            self.held[before] += 0.2 * (1 - self.held[before])
